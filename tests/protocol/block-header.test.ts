// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { blockHeaderHash } from '../../chaincode/src/protocol/block-header.ts';

const ZEROS = '00'.repeat(32);
const ONES = '11'.repeat(32);
/** OCTET STRINGs of 32 bytes. */
const [OF_ZEROS, OF_ONES] = [`0420${ZEROS}`, `0420${ONES}`];

function hashed(number: bigint, previous: string, data: string): string {
  return blockHeaderHash({ number, previousHash: Buffer.from(previous, 'hex'), dataHash: Buffer.from(data, 'hex') });
}

/** The bytes written out by hand from X.690: tag, length, content. */
function sha256(der: string): string {
  return createHash('sha256').update(Buffer.from(der, 'hex')).digest('hex');
}

describe("the hash of a block's header", () => {
  it('is that of DER SEQUENCE { INTEGER, OCTET STRING, OCTET STRING }', () => {
    expect(hashed(1n, ZEROS, ONES)).to.equal(sha256(`3047020101${OF_ZEROS}${OF_ONES}`));
  });

  it('begins with block 0, which has no predecessor', () => {
    expect(hashed(0n, '', ONES)).to.equal(sha256(`30270201000400${OF_ONES}`));
  });

  it('keeps numbers positive whose first bit is set, and takes long ones', () => {
    expect(hashed(128n, ZEROS, ONES)).to.equal(sha256(`304802020080${OF_ZEROS}${OF_ONES}`));
    expect(hashed(0x7fffn, ZEROS, ONES)).to.equal(sha256(`304802027fff${OF_ZEROS}${OF_ONES}`));
    expect(hashed(0x010000n, ZEROS, ONES)).to.equal(sha256(`30490203010000${OF_ZEROS}${OF_ONES}`));
  });

  it('writes lengths from 128 bytes on in their long form', () => {
    const long = '22'.repeat(64);
    expect(hashed(1n, long, long)).to.equal(sha256(`3081870201010440${long}0440${long}`));
  });
});
