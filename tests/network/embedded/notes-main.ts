// SPDX-License-Identifier: Apache-2.0
import shim from 'fabric-shim';
import { notes } from './notes-chaincode.ts';

// The test chaincode as a peer of a real network starts it.
shim.start(notes());
