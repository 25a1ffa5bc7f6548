// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { common } from '@hyperledger/fabric-protos';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;

function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  // The parts of a genesis block's header stay far below the 128 bytes from which DER writes lengths in another form.
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}

/**
 * The name of the network that every act carries: the channel and the hash of its genesis block's header,
 * SHA-256 over DER `SEQUENCE { INTEGER number, OCTET STRING previous_hash, OCTET STRING data_hash }`.
 * Fails if: the file is no genesis block (STATE_FILE_DAMAGED).
 */
export function networkIdOf(channel: string, genesisBlock: string): string {
  const header = common.Block.deserializeBinary(readFileSync(genesisBlock)).getHeader();
  if (header?.getNumber() !== 0) throw new TreatyError('STATE_FILE_DAMAGED', { file: genesisBlock });
  const bytes = der(
    SEQUENCE,
    der(INTEGER, Buffer.from([0])),
    der(OCTET_STRING, header.getPreviousHash_asU8()),
    der(OCTET_STRING, header.getDataHash_asU8()),
  );
  return `${channel}@${createHash('sha256').update(bytes).digest('hex')}`;
}
