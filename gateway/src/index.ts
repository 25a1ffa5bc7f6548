// SPDX-License-Identifier: Apache-2.0
export { Connection, readConnection } from './connection.ts';
export { draft, now, type Circumstances } from './draft.ts';
export { CheckpointFile } from './events/checkpoint-file.ts';
export { FabricLedger, type FabricOptions } from './fabric-ledger.ts';
export { Horizon } from './horizon.ts';
export { TreatyClient, type Observed, type Receipt } from './treaty-client.ts';
