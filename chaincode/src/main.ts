// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import shim from 'fabric-shim';
import { z } from 'zod';
import { chaincodeOf } from './chaincode.ts';
import { systemClock } from './ledger/index.ts';
import { MspId } from './protocol/index.ts';

/** What the approved package says besides the code: the organisation that opens treaties on this channel. */
const OfficeFile = z.strictObject({ opensTreaties: MspId });

// The peer starts the bundle in the folder of the unpacked package, where office.json stands beside it.
const { opensTreaties } = OfficeFile.parse(JSON.parse(readFileSync(join(process.cwd(), 'office.json'), 'utf8')));
shim.start(chaincodeOf({ opensTreaties, clock: systemClock }));
