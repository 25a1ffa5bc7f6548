// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { deriveId, sha256, sha256Hex } from '../../chaincode/src/protocol/digest.ts';
import { hexOf, refusalOf, unhex, utf8 } from './support.ts';

// FIPS 180-4, examples of SHA-256.
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The first 50 bits as ten digits of base 32, counted with integers; alphabet of crockford.com/base32.html. */
function crockford(digest: string): string {
  const bits = BigInt(`0x${digest.slice(0, 14)}`) >> 6n;
  const digits = Array.from({ length: 10 }, (_, place) => Number((bits >> BigInt(45 - 5 * place)) & 31n));
  return digits.map((digit) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(digit)).join('');
}

describe('a digest', () => {
  it('is SHA-256', () => {
    expect(sha256Hex(utf8('abc'))).to.equal(ABC);
    expect(sha256Hex(utf8(''))).to.equal(EMPTY);
    expect(hexOf(sha256(utf8('abc')))).to.equal(ABC);
  });

  it('gives an id of ten characters of its first 50 bits', () => {
    expect(deriveId('P', 'f'.repeat(64))).to.equal('P-ZZZZZZZZZZ');
    expect(deriveId('P', '0'.repeat(64))).to.equal('P-0000000000');
    expect(deriveId('MODEL', ABC)).to.equal(`MODEL-${crockford(ABC)}`);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(deriveId('A', bytes)).to.equal(`A-${crockford(hexOf(bytes))}`);
        expect(deriveId('A', hexOf(bytes))).to.equal(deriveId('A', bytes));
      }),
    );
  });

  it('is refused where it is none', () => {
    const refusal = { code: 'DIGEST_INVALID', details: {} };
    for (const digest of ['', 'ab', ABC.toUpperCase(), `${ABC}00`, ABC.replace('b', 'g'), unhex('00')]) {
      expect(refusalOf(() => deriveId('P', digest))).to.deep.equal(refusal);
    }
  });
});
