// SPDX-License-Identifier: Apache-2.0
// The treaty's chaincode under another package id: what an upgrade puts to the parties.
import '../../chaincode/src/main.ts';

/** Makes the package another one; nothing reads it. */
export const EDITION = 'the next edition';
