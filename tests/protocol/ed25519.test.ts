// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { publicKeyFromSeed, registrable, sign, verifyStrict } from '../../chaincode/src/protocol/ed25519.ts';
import { hexOf, jsonOf, refusalOf, SHARED, unhex, utf8, VECTORS } from './support.ts';

interface Rfc8032 {
  readonly name: string;
  readonly secretKey: string;
  readonly publicKey: string;
  readonly message: string;
  readonly signature: string;
}
interface Speccheck {
  readonly message: string;
  readonly pub_key: string;
  readonly signature: string;
}

/** The order of the base point, RFC 8032, 5.1. */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

/** All encodings of points of small order, canonical or not, as ZIP 215 lists them. */
const SMALL_ORDER = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
];

const littleEndian = (value: bigint): string => hexOf(unhex(value.toString(16).padStart(64, '0')).reverse());

const rfc8032 = jsonOf(VECTORS, 'rfc8032/section-7.1.json') as Rfc8032[];
const [, , third] = rfc8032;
if (third === undefined) throw new Error('TEST 3 of RFC 8032 is missing.');
const [signature, message, publicKey] = [unhex(third.signature), unhex(third.message), unhex(third.publicKey)] as const;

describe('Ed25519', () => {
  for (const vector of rfc8032) {
    it(`does what RFC 8032, 7.1 says in ${vector.name}`, () => {
      const seed = unhex(vector.secretKey);
      expect(hexOf(publicKeyFromSeed(seed))).to.equal(vector.publicKey);
      expect(hexOf(sign(unhex(vector.message), seed))).to.equal(vector.signature);
      const holds = verifyStrict(unhex(vector.signature), unhex(vector.message), unhex(vector.publicKey));
      expect([holds, registrable(unhex(vector.publicKey))]).to.deep.equal([true, true]);
    });
  }

  it('verifies what it signs, and nothing of which one bit was changed', () => {
    const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(bytes32, fc.uint8Array({ maxLength: 80 }), fc.nat(511), fc.nat(255), (seed, text, one, other) => {
        const key = publicKeyFromSeed(seed);
        const sealed = sign(text, seed);
        const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
          bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(verifyStrict(sealed, text, key)).to.equal(true);
        expect(verifyStrict(flipped(sealed, one), text, key)).to.equal(false);
        expect(verifyStrict(sealed, text, flipped(key, other))).to.equal(false);
        expect(verifyStrict(sealed, Uint8Array.of(...text, 0), key)).to.equal(false);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses a seed of another length', () => {
    const refusal = { code: 'KEY_INVALID', details: { expected: 'a seed of 32 bytes' } };
    for (const length of [0, 31, 33, 64]) {
      expect(refusalOf(() => sign(message, new Uint8Array(length)))).to.deep.equal(refusal);
      expect(refusalOf(() => publicKeyFromSeed(new Uint8Array(length)))).to.deep.equal(refusal);
    }
  });
});

describe('the strict rule', () => {
  it('refuses S + L, the second signature on the same message', () => {
    const s = BigInt(`0x${hexOf(signature.slice(32).reverse())}`);
    const second = unhex(hexOf(signature.slice(0, 32)) + littleEndian(s + L));
    expect(verifyStrict(signature, message, publicKey)).to.equal(true);
    expect(verifyStrict(second, message, publicKey)).to.equal(false);
  });

  it('refuses lengths other than 64 and 32', () => {
    expect(verifyStrict(signature.slice(0, 63), message, publicKey)).to.equal(false);
    expect(verifyStrict(Uint8Array.of(...signature, 0), message, publicKey)).to.equal(false);
    expect(verifyStrict(signature, message, publicKey.slice(0, 31))).to.equal(false);
    expect(verifyStrict(signature, message, Uint8Array.of(...publicKey, 0))).to.equal(false);
  });

  it('refuses a key of small order with R = identity and S = 0, which verifies every message elsewhere', () => {
    const forged = unhex(`01${'00'.repeat(63)}`);
    for (const key of SMALL_ORDER) {
      expect(verifyStrict(forged, utf8('any message'), unhex(key))).to.equal(false);
      expect(verifyStrict(unhex(key + '00'.repeat(32)), utf8('any message'), unhex(key))).to.equal(false);
    }
  });

  it('answers false and does not throw, whatever it is given', () => {
    expect(verifyStrict(signature, 'text' as unknown as Uint8Array, publicKey)).to.equal(false);
    expect(verifyStrict(undefined as unknown as Uint8Array, message, publicKey)).to.equal(false);
    expect(verifyStrict(signature, message, unhex('ff'.repeat(32)))).to.equal(false);
  });

  it('accepts of the twelve cases of speccheck number 3 alone', () => {
    const cases = jsonOf(VECTORS, 'speccheck/cases.json') as Speccheck[];
    const accepted = cases.flatMap((vector, index) =>
      verifyStrict(unhex(vector.signature), unhex(vector.message), unhex(vector.pub_key)) ? [index] : [],
    );
    const withRegistration = accepted.filter((index) => registrable(unhex(cases[index]?.pub_key ?? '')));
    expect([cases.length, accepted, withRegistration]).to.deep.equal([12, [3], []]);
  });
});

describe('a key that may be registered', () => {
  it('is none of small order, in any encoding', () => {
    expect(SMALL_ORDER.filter((key) => registrable(unhex(key)))).to.deep.equal([]);
  });

  it('has 32 bytes, is a point, and is free of torsion', () => {
    const mixed = (jsonOf(VECTORS, 'speccheck/cases.json') as Speccheck[])[3]?.pub_key ?? '';
    for (const key of ['', '00', `${third.publicKey}00`, 'ff'.repeat(32), `02${'00'.repeat(31)}`, mixed]) {
      expect(registrable(unhex(key))).to.equal(false);
    }
    expect(registrable(publicKey)).to.equal(true);
  });
});

if (SHARED !== undefined) {
  const shared = SHARED;
  describe('the larger sets of Ed25519', () => {
    it('Wycheproof: 88 accepted and 63 refused', () => {
      interface Group {
        readonly publicKey: { readonly pk: string };
        readonly tests: readonly {
          readonly tcId: number;
          readonly msg: string;
          readonly sig: string;
          readonly result: string;
        }[];
      }
      const { testGroups } = jsonOf(shared, 'ed25519/wycheproof.json') as { testGroups: Group[] };
      const outcomes = testGroups.flatMap((group) =>
        group.tests.map(({ tcId, msg, sig, result }) => ({
          tcId,
          result,
          holds: verifyStrict(unhex(sig), unhex(msg), unhex(group.publicKey.pk)),
        })),
      );
      expect(outcomes.filter(({ holds, result }) => holds !== (result === 'valid'))).to.deep.equal([]);
      expect([outcomes.length, outcomes.filter(({ holds }) => holds).length]).to.deep.equal([151, 88]);
    });

    it('CCTV: exactly the 43 without any low order flag, and one with a key free of torsion', function () {
      this.timeout(30_000);
      interface Case {
        readonly number: number;
        readonly key: string;
        readonly sig: string;
        readonly msg: string;
        readonly flags: readonly string[] | null;
      }
      const forbidden = ['low_order_A', 'low_order_R', 'low_order_residue'];
      const cases = jsonOf(shared, 'ed25519/cctv.json') as Case[];
      const accepted = cases.filter(({ key, sig, msg }) => verifyStrict(unhex(sig), utf8(msg), unhex(key)));
      const expected = cases.filter(({ flags }) => !(flags ?? []).some((flag) => forbidden.includes(flag)));
      expect(accepted).to.deep.equal(expected);
      const registered = accepted.filter(({ key }) => registrable(unhex(key)));
      expect([cases.length, accepted.length, registered.map(({ flags }) => flags)]).to.deep.equal([914, 43, [null]]);
    });

    it('ZIP 215: none of 196, and none of its 14 keys registrable', () => {
      const cases = jsonOf(shared, 'ed25519/zip215.json') as { vk_bytes: string; sig_bytes: string }[];
      const accepted = cases.filter((one) => verifyStrict(unhex(one.sig_bytes), utf8('Zcash'), unhex(one.vk_bytes)));
      const keys = new Set(cases.map((one) => one.vk_bytes));
      expect([cases.length, accepted, keys]).to.deep.equal([196, [], new Set(SMALL_ORDER)]);
      expect([...keys].filter((key) => registrable(unhex(key)))).to.deep.equal([]);
    });
  });
}
