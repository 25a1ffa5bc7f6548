// SPDX-License-Identifier: Apache-2.0
import { EmbeddedRig } from '../support/embedded-rig.ts';
import { contractOf } from './contract.ts';

contractOf('the embedded ledger', () => Promise.resolve(new EmbeddedRig()), 10_000);
