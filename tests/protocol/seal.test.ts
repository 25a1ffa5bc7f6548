// SPDX-License-Identifier: Apache-2.0
import { base58 } from '@scure/base';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalBytes, canonicalText, parseCanonical } from '../../chaincode/src/protocol/canonical.ts';
import { didKeyOfSeed, publicKeyOf } from '../../chaincode/src/protocol/did-key.ts';
import { sha256, sha256Hex } from '../../chaincode/src/protocol/digest.ts';
import { sign } from '../../chaincode/src/protocol/ed25519.ts';
import { TreatyError } from '../../chaincode/src/protocol/errors.ts';
import { Instant } from '../../chaincode/src/protocol/instant.ts';
import type { JsonObject, JsonValue } from '../../chaincode/src/protocol/json.ts';
import { Proof, seal, verifyDocument, verifySeals, type ProofVerdict } from '../../chaincode/src/protocol/seal.ts';
import { hexOf, jsonOf, refusalOf, SHARED, textOf, unhex, VECTORS, type Refusal } from './support.ts';

const CREATED = Instant.parse('2026-11-23T10:00:00Z');
const seedOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const [ALICE, BOB] = [seedOf(1), seedOf(2)] as const;
const [ALICE_KEY, BOB_KEY] = [didKeyOfSeed(ALICE), didKeyOfSeed(BOB)] as const;
const methodOf = (key: string): string => `${key}#${key.slice('did:key:'.length)}`;

const ACT: JsonObject = { type: 'CastVote', v: 1, body: { proposal: 'P-4K7QX2M9TZ', choice: 'yes' } };
const sealed = seal(ACT, { secretKey: ALICE, created: CREATED });
const [proof] = sealed.proof;
if (proof === undefined) throw new Error('A sealed document has a proof.');
const { proofValue } = Proof.parse(proof);
const withProof = (...proofs: JsonValue[]): JsonObject => ({ ...ACT, proof: proofs });
const changed = (change: JsonObject): JsonObject => withProof({ ...proof, ...change });
const without = (member: string): JsonObject =>
  withProof(Object.fromEntries(Object.entries(proof).filter(([name]) => name !== member)));

/** A proof by the suite with any options at all, made step by step as the W3C text says. */
function prove(document: JsonObject, options: JsonObject, secretKey: Uint8Array): JsonObject {
  const hashData = Uint8Array.of(...sha256(canonicalBytes(options)), ...sha256(canonicalBytes(document)));
  return { ...options, proofValue: `z${base58.encode(sign(hashData, secretKey))}` };
}

const OPTIONS: JsonObject = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-jcs-2022',
  verificationMethod: methodOf(ALICE_KEY),
  proofPurpose: 'assertionMethod',
};

const malformed = (field: string, position?: number): Refusal => ({
  code: 'SEAL_MALFORMED',
  details: position === undefined ? { field } : { field, proof: position },
});
const invalid = (key: string, position = 1): Refusal => ({ code: 'SEAL_INVALID', details: { proof: position, key } });

/** What a verdict says, in a shape that can be compared as a whole. */
const told = (verdict: ProofVerdict): object =>
  verdict.status === 'verified' ? verdict : { code: verdict.error.code, details: verdict.error.details };
const judged = (document: JsonValue): object[] => verifyDocument(document).map(told);

describe('sealing an act', () => {
  it('appends one proof with exactly the members of our acts', () => {
    expect({ ...sealed, proof: undefined }).to.deep.equal({ ...ACT, proof: undefined });
    expect({ ...proof, proofValue: '' }).to.deep.equal({ ...OPTIONS, created: CREATED, proofValue: '' });
    expect(Proof.parse(proof)).to.deep.equal(proof);
    expect(verifySeals(sealed)).to.deep.equal([{ key: ALICE_KEY, created: CREATED }]);
  });

  it('signs the hash of the proof without its value, and then that of the document without its proofs', () => {
    expect(proof).to.deep.equal(prove(ACT, { ...OPTIONS, created: CREATED }, ALICE));
  });

  it('lets a second signer seal the same document, in either order', () => {
    const both = seal(sealed, { secretKey: BOB, created: CREATED });
    const other = seal(seal(ACT, { secretKey: BOB, created: CREATED }), { secretKey: ALICE, created: CREATED });
    expect(verifySeals(both).map(({ key }) => key)).to.deep.equal([ALICE_KEY, BOB_KEY]);
    expect(both.proof).to.deep.equal([...other.proof].reverse());
    expect(verifySeals(parseCanonical(canonicalBytes(both)))).to.deep.equal(verifySeals(both));
  });

  it('does not change the document that it is given', () => {
    const frozen = Object.freeze({ ...ACT, proof: Object.freeze([proof]) });
    expect(seal(frozen, { secretKey: BOB, created: CREATED }).proof).to.have.lengthOf(2);
    expect(frozen.proof).to.have.lengthOf(1);
  });

  it('refuses the same signer twice', () => {
    expect(refusalOf(() => seal(sealed, { secretKey: ALICE, created: CREATED }))).to.deep.equal({
      code: 'SEAL_DUPLICATE',
      details: { key: ALICE_KEY },
    });
  });

  it('refuses a seventeenth proof', () => {
    let document: JsonObject = ACT;
    for (let signer = 1; signer <= 16; signer += 1) {
      document = seal(document, { secretKey: seedOf(signer), created: CREATED });
    }
    expect(verifySeals(document)).to.have.lengthOf(16);
    const refusal = { code: 'SEAL_TOO_MANY', details: { proofs: 17, limit: 16 } };
    expect(refusalOf(() => seal(document, { secretKey: seedOf(17), created: CREATED }))).to.deep.equal(refusal);
  });

  it('refuses a time with a fraction, a proof that is no list of objects, and a seed that is none', () => {
    const by = { secretKey: ALICE, created: CREATED };
    const late = Instant.parse('2026-11-23T10:00:00.001Z');
    expect(refusalOf(() => seal(ACT, { ...by, created: late }))).to.deep.equal(malformed('created'));
    expect(refusalOf(() => seal({ ...ACT, proof }, by))).to.deep.equal(malformed('proof'));
    expect(refusalOf(() => seal(withProof('x'), by))).to.deep.equal(malformed('proof'));
    expect(refusalOf(() => seal(ACT, { ...by, secretKey: new Uint8Array(64) })).code).to.equal('KEY_INVALID');
  });

  it('takes 64 KiB with the proof, and refuses more', () => {
    const by = { secretKey: ALICE, created: CREATED };
    const overhead = canonicalBytes(seal({ t: '' }, by)).length;
    // A signature takes 86 to 88 characters, so that the size with the proof is known only afterwards.
    const sizes = Array.from({ length: 11 }, (_, index) => {
      const document = { t: 'x'.repeat(65_536 - overhead - 5 + index) };
      try {
        return { taken: canonicalBytes(seal(document, by)).length };
      } catch (error) {
        if (!(error instanceof TreatyError) || error.code !== 'BYTES_TOO_MANY') throw error;
        return { refused: Number(error.details.bytes) };
      }
    });
    const taken = sizes.flatMap((size) => size.taken ?? []);
    const refused = sizes.flatMap((size) => size.refused ?? []);
    expect([Math.max(...taken), Math.min(...refused)]).to.deep.equal([65_536, 65_537]);
  });
});

describe('verifying the seals of an act', () => {
  it('finds any change of the document', () => {
    const documents: JsonObject[] = [
      { ...sealed, v: 2 },
      { ...sealed, more: null },
      { ...sealed, type: 'castVote' },
      { ...sealed, body: { proposal: 'P-4K7QX2M9TZ', choice: 'no' } },
      { proof: sealed.proof },
    ];
    for (const document of documents) expect(refusalOf(() => verifySeals(document))).to.deep.equal(invalid(ALICE_KEY));
  });

  it('finds a changed bit anywhere in a signed document', () => {
    const bytes = canonicalBytes(sealed);
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const flipped = bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        try {
          verifySeals(parseCanonical(flipped));
        } catch (error) {
          expect(error).to.be.instanceOf(TreatyError);
          return;
        }
        expect.fail(`bit ${bit} may be changed`);
      }),
      { numRuns: 300 },
    );
  });

  it('finds a changed time, a foreign key, and a proof of another document', () => {
    const later = '2026-11-23T10:00:01Z';
    expect(refusalOf(() => verifySeals(changed({ created: later })))).to.deep.equal(invalid(ALICE_KEY));
    const asBob = changed({ verificationMethod: methodOf(BOB_KEY) });
    expect(refusalOf(() => verifySeals(asBob))).to.deep.equal(invalid(BOB_KEY));
    const moved = seal({ ...ACT, v: 2 }, { secretKey: BOB, created: CREATED }).proof;
    expect(refusalOf(() => verifySeals(withProof(proof, ...moved)))).to.deep.equal(invalid(BOB_KEY, 2));
  });

  it('refuses a document without proof', () => {
    for (const document of [ACT, { ...ACT, proof: [] }, [], 'text', null] as JsonValue[]) {
      expect(refusalOf(() => verifySeals(document))).to.deep.equal({ code: 'SEAL_MISSING', details: {} });
      expect(refusalOf(() => verifyDocument(document))).to.deep.equal({ code: 'SEAL_MISSING', details: {} });
    }
  });

  it('refuses seventeen proofs before it verifies one', () => {
    const crowd = withProof(...Array<JsonValue>(17).fill('x'));
    const refusal = { code: 'SEAL_TOO_MANY', details: { proofs: 17, limit: 16 } };
    expect(refusalOf(() => verifySeals(crowd))).to.deep.equal(refusal);
    expect(refusalOf(() => verifyDocument(crowd))).to.deep.equal(refusal);
  });

  it('refuses a signer who stands there twice', () => {
    const refusal = { code: 'SEAL_DUPLICATE', details: { key: ALICE_KEY } };
    expect(refusalOf(() => verifySeals(withProof(proof, proof)))).to.deep.equal(refusal);
    const again = prove(ACT, { ...OPTIONS, created: '2026-11-23T10:00:01Z' }, ALICE);
    expect(refusalOf(() => verifySeals(withProof(proof, again)))).to.deep.equal(refusal);
  });

  it('refuses a key whose fragment names another, and a bare one', () => {
    const methods = [
      `${ALICE_KEY}#${BOB_KEY.slice(8)}`,
      ALICE_KEY,
      `${ALICE_KEY}#`,
      `${ALICE_KEY}#key-1`,
      `${methodOf(ALICE_KEY)} `,
    ];
    for (const method of methods) {
      const forged = withProof(prove(ACT, { ...OPTIONS, created: CREATED, verificationMethod: method }, ALICE));
      const refusal = { code: 'SEAL_KEY_MISMATCH', details: { proof: 1, method } };
      expect(refusalOf(() => verifySeals(forged))).to.deep.equal(refusal);
      expect(judged(forged)).to.deep.equal([refusal]);
    }
  });

  it('refuses a did:key that is no Ed25519 key, and a method of another kind', () => {
    for (const key of ['did:key:', 'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169']) {
      const refusal = refusalOf(() => verifySeals(changed({ verificationMethod: methodOf(key) })));
      expect(refusal).to.deep.equal(malformed('verificationMethod', 1));
    }
    const method = 'https://server.example/users/alice#key';
    expect(refusalOf(() => verifySeals(changed({ verificationMethod: method })))).to.deep.equal({
      code: 'SEAL_KEY_UNKNOWN',
      details: { proof: 1, method },
    });
  });

  it('refuses another suite by its name, also one whose signature would hold', () => {
    for (const cryptosuite of ['eddsa-rdfc-2022', 'ecdsa-jcs-2019', 'EDDSA-JCS-2022', '']) {
      const forged = withProof(prove(ACT, { ...OPTIONS, created: CREATED, cryptosuite }, ALICE));
      const refusal = { code: 'SEAL_SUITE_UNKNOWN', details: { proof: 1, suite: cryptosuite } };
      expect(refusalOf(() => verifySeals(forged))).to.deep.equal(refusal);
      expect(judged(forged)).to.deep.equal([refusal]);
    }
    expect(refusalOf(() => verifySeals(changed({ type: 'Ed25519Signature2020' })))).to.deep.equal({
      code: 'SEAL_SUITE_UNKNOWN',
      details: { proof: 1, suite: 'Ed25519Signature2020' },
    });
  });

  describe('refuses a proof that lacks a member, has one more, or a malformed one, and names it', () => {
    for (const member of Object.keys(OPTIONS).concat('created', 'proofValue')) {
      it(`lacks ${member}`, () => {
        expect(refusalOf(() => verifySeals(without(member)))).to.deep.equal(malformed(member, 1));
      });
      it(`has a number as ${member}`, () => {
        expect(refusalOf(() => verifySeals(changed({ [member]: 1 })))).to.deep.equal(malformed(member, 1));
      });
    }

    for (const member of ['id', 'expires', 'domain', 'challenge', 'nonce', 'previousProof', '@context', '__proto__']) {
      it(`has ${member}, although the signature holds`, () => {
        const options = Object.fromEntries([...Object.entries({ ...OPTIONS, created: CREATED }), [member, 'x']]);
        const forged = withProof(prove(ACT, options, ALICE));
        expect(refusalOf(() => verifySeals(forged))).to.deep.equal(malformed(member, 1));
      });
    }

    const bad: [title: string, change: JsonObject, field: string][] = [
      ['a time with a fraction', { created: '2026-11-23T10:00:00.500Z' }, 'created'],
      ['a time with an offset', { created: '2026-11-23T10:00:00+00:00' }, 'created'],
      ['another purpose', { proofPurpose: 'authentication' }, 'proofPurpose'],
      ['a value in another base', { proofValue: `u${'A'.repeat(86)}` }, 'proofValue'],
      ['a value without multibase', { proofValue: proofValue.slice(1) }, 'proofValue'],
      ['a value of 63 bytes', { proofValue: `z${base58.encode(new Uint8Array(63).fill(255))}` }, 'proofValue'],
      ['a value of 65 bytes', { proofValue: `z${'1'.repeat(65)}` }, 'proofValue'],
      ['a value without end', { proofValue: `z${'2'.repeat(60_000)}` }, 'proofValue'],
      ['a method without end', { verificationMethod: `did:key:${'z'.repeat(300)}` }, 'verificationMethod'],
    ];
    for (const [title, change, field] of bad) {
      it(`has ${title}`, () => {
        expect(refusalOf(() => verifySeals(changed(change)))).to.deep.equal(malformed(field, 1));
      });
    }

    it('is no object, or stands outside of a list', () => {
      expect(refusalOf(() => verifySeals(withProof(proof, 'x')))).to.deep.equal(malformed('proof', 2));
      expect(refusalOf(() => verifySeals(withProof([proof])))).to.deep.equal(malformed('proof', 1));
      expect(refusalOf(() => verifySeals({ ...ACT, proof }))).to.deep.equal(malformed('proof'));
    });
  });
});

describe('the steps of the W3C suite eddsa-jcs-2022', () => {
  interface KeyPair {
    readonly publicKeyMultibase: string;
    readonly privateKeyMultibase: string;
  }
  const unsigned = jsonOf(VECTORS, 'eddsa-jcs-2022/unsigned.json') as JsonObject;
  const config = jsonOf(VECTORS, 'eddsa-jcs-2022/proofConfigJCS.json') as JsonObject;
  const signed = jsonOf(VECTORS, 'eddsa-jcs-2022/signedJCS.json') as JsonObject & { proof: JsonObject };
  const pair = jsonOf(VECTORS, 'eddsa-jcs-2022/keyPair.json') as KeyPair;
  const key = `did:key:${pair.publicKeyMultibase}`;
  // The multicodec 8026 of an Ed25519 secret key, then its seed.
  const seed = base58.decode(pair.privateKeyMultibase.slice(1)).slice(2);

  it('canonicalise and hash the document and the configuration as published', () => {
    expect(canonicalText(unsigned)).to.equal(textOf(VECTORS, 'eddsa-jcs-2022/canonDocJCS.txt'));
    expect(canonicalText(config)).to.equal(textOf(VECTORS, 'eddsa-jcs-2022/proofCanonJCS.txt'));
    const [configHash, documentHash] = [sha256Hex(canonicalBytes(config)), sha256Hex(canonicalBytes(unsigned))];
    expect(configHash).to.equal(textOf(VECTORS, 'eddsa-jcs-2022/proofHashJCS.txt'));
    expect(documentHash).to.equal(textOf(VECTORS, 'eddsa-jcs-2022/docHashJCS.txt'));
    expect(configHash + documentHash).to.equal(textOf(VECTORS, 'eddsa-jcs-2022/combinedHashJCS.txt'));
  });

  it('sign as published', () => {
    expect(didKeyOfSeed(seed)).to.equal(key);
    const combined = unhex(textOf(VECTORS, 'eddsa-jcs-2022/combinedHashJCS.txt'));
    const signature = sign(combined, seed);
    expect(hexOf(signature)).to.equal(textOf(VECTORS, 'eddsa-jcs-2022/sigHexJCS.txt'));
    expect(`z${base58.encode(signature)}`).to.equal(textOf(VECTORS, 'eddsa-jcs-2022/sigBTC58JCS.txt'));
  });

  it('end in the published proof when the document is sealed', () => {
    const created = Instant.parse('2023-02-24T23:36:38Z');
    expect(seal(unsigned, { secretKey: seed, created }).proof).to.deep.equal([signed.proof]);
  });

  it('verify the published documents, with and without a context in the proof', () => {
    const verdict = { status: 'verified', key, created: '2023-02-24T23:36:38Z', purpose: 'assertionMethod' };
    const plain = jsonOf(VECTORS, 'eddsa-jcs-2022/signed-without-proof-context.json') as JsonObject;
    expect([judged(signed), judged(plain)]).to.deep.equal([[verdict], [verdict]]);
  });

  it('refuse the published document after a change', () => {
    expect(judged({ ...signed, name: 'Alumni' })).to.deep.equal([invalid(key)]);
    expect(judged({ ...signed, proof: { ...signed.proof, more: 1 } })).to.deep.equal([invalid(key)]);
  });

  it('do not take it for an act of ours', () => {
    expect(refusalOf(() => verifySeals({ ...unsigned, proof: [signed.proof] }))).to.deep.equal(
      malformed('@context', 1),
    );
  });
});

describe('judging the proofs of a foreign document', () => {
  const verified = { status: 'verified', key: ALICE_KEY, created: undefined, purpose: 'assertionMethod' };
  const judgedWith = (options: JsonObject, document = ACT): object[] =>
    judged({ ...document, proof: prove(document, options, ALICE) });

  it('takes one proof or a list, further members, and any purpose', () => {
    expect(judgedWith(OPTIONS)).to.deep.equal([verified]);
    expect(judgedWith({ ...OPTIONS, id: 'urn:x', domain: ['a'], challenge: 'c', more: {} })).to.deep.equal([verified]);
    expect(judgedWith({ ...OPTIONS, proofPurpose: 'authentication' })).to.deep.equal([
      { ...verified, purpose: 'authentication' },
    ]);
    expect(judged(sealed)).to.deep.equal([{ ...verified, created: CREATED }]);
  });

  it('judges each proof by itself', () => {
    const good = prove(ACT, OPTIONS, ALICE);
    const bad = { ...good, proofPurpose: 'authentication' };
    expect(judged(withProof(bad, good, 'x'))).to.deep.equal([invalid(ALICE_KEY), verified, malformed('proof', 3)]);
  });

  it('refuses a proof that lacks what every proof must carry', () => {
    for (const member of ['type', 'cryptosuite', 'verificationMethod', 'proofPurpose', 'proofValue']) {
      expect(judged(without(member))).to.deep.equal([malformed(member, 1)]);
    }
  });

  it('takes a time with any offset, and refuses one that does not exist', () => {
    for (const created of ['2026-11-23T10:00:00.5+01:00', '2026-02-28T23:59:59-12:00', '1899-01-01T00:00:00Z']) {
      expect(judgedWith({ ...OPTIONS, created })).to.deep.equal([{ ...verified, created }]);
    }
    for (const created of [
      '2026-02-30T10:00:00Z',
      '2026-11-23T25:00:00Z',
      '2026-11-23',
      '2026-11-23T10:00:00',
      'now',
    ]) {
      expect(judgedWith({ ...OPTIONS, created })).to.deep.equal([malformed('created', 1)]);
    }
  });

  it('refuses a proof that has expired at the time of asking, if that is told', () => {
    const expires = '2026-11-23T11:00:00+01:00';
    const document = { ...ACT, proof: prove(ACT, { ...OPTIONS, expires }, ALICE) };
    const at = (time: string): object[] => verifyDocument(document, { at: Instant.parse(time) }).map(told);
    expect(judged(document)).to.deep.equal([verified]);
    expect(at('2026-11-23T10:00:00Z')).to.deep.equal([verified]);
    expect(at('2026-11-23T10:00:00.001Z')).to.deep.equal([{ code: 'SEAL_EXPIRED', details: { proof: 1, expires } }]);
    expect(verifyDocument(sealed, { at: CREATED }).map(told)).to.deep.equal([{ ...verified, created: CREATED }]);
  });

  it('refuses a chain of proofs', () => {
    expect(judgedWith({ ...OPTIONS, previousProof: 'urn:uuid:1' })).to.deep.equal([
      { code: 'SEAL_CHAIN_UNSUPPORTED', details: { proof: 1 } },
    ]);
  });

  describe('with a context', () => {
    const [one, two] = ['https://one.example', { two: 'https://two.example' }] as const;
    /** The document has the first context; the proof was made over the second, and carries it. */
    const under = (whole: JsonValue | undefined, start: JsonValue): object[] => {
      const signedOver = { ...ACT, '@context': start };
      const context = whole === undefined ? {} : { '@context': whole };
      return judged({ ...ACT, ...context, proof: prove(signedOver, { ...OPTIONS, '@context': start }, ALICE) });
    };
    const mismatch = { code: 'SEAL_CONTEXT_MISMATCH', details: { proof: 1 } };

    it('takes the same context, or the beginning of that of the document', () => {
      expect(under([one, two], [one, two])).to.deep.equal([verified]);
      expect(under([one, two], [one])).to.deep.equal([verified]);
      expect(under([one, two], one)).to.deep.equal([verified]);
      expect(under(one, [one])).to.deep.equal([verified]);
    });

    it('refuses another context, another order, and more than the document has', () => {
      expect(under([one, two], [two])).to.deep.equal([mismatch]);
      expect(under([one, two], [two, one])).to.deep.equal([mismatch]);
      expect(under([one], [one, two])).to.deep.equal([mismatch]);
      expect(under([two], [{ two: 'https://evil.example' }])).to.deep.equal([mismatch]);
      expect(under(undefined, [one])).to.deep.equal([mismatch]);
    });

    it('refuses a context that was put into the document afterwards, unless it continues the signed one', () => {
      const document = { ...ACT, proof: prove(ACT, OPTIONS, ALICE) };
      expect(judged({ ...document, '@context': one })).to.deep.equal([invalid(ALICE_KEY)]);
    });
  });

  it('asks for the key of a method that is no did:key, and never for that of one that is', () => {
    const method = 'https://server.example/users/bob#key';
    const document = withProof(
      prove(ACT, { ...OPTIONS, verificationMethod: method }, BOB),
      prove(ACT, OPTIONS, ALICE),
      prove(ACT, { ...OPTIONS, verificationMethod: 'urn:unknown' }, ALICE),
    );
    const asked: string[] = [];
    const keyOf = (wanted: string): Uint8Array | undefined => {
      asked.push(wanted);
      return wanted === method ? publicKeyOf(BOB_KEY) : undefined;
    };
    expect(verifyDocument(document, { keyOf }).map(told)).to.deep.equal([
      { ...verified, key: BOB_KEY },
      verified,
      { code: 'SEAL_KEY_UNKNOWN', details: { proof: 3, method: 'urn:unknown' } },
    ]);
    expect(asked).to.deep.equal([method, 'urn:unknown']);
  });

  it('passes on an error that is not about the proof', () => {
    const document = withProof(prove(ACT, { ...OPTIONS, verificationMethod: 'urn:x' }, BOB));
    const keyOf = (): never => {
      throw new RangeError('no directory');
    };
    expect(() => verifyDocument(document, { keyOf })).to.throw(RangeError, 'no directory');
  });

  it('never crashes on a mutated document', () => {
    const bytes = canonicalBytes(seal(sealed, { secretKey: BOB, created: CREATED }));
    const edits = fc.array(fc.tuple(fc.nat(bytes.length), fc.nat(3), fc.nat(127)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edits, (changes) => {
        const mutated = [...bytes];
        for (const [at, removed, byte] of changes) mutated.splice(at, removed, byte);
        try {
          for (const verdict of verifyDocument(parseCanonical(new Uint8Array(mutated)))) told(verdict);
        } catch (error) {
          expect(error).to.be.instanceOf(TreatyError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

if (SHARED !== undefined) {
  const shared = SHARED;
  describe('the larger sets of eddsa-jcs-2022', () => {
    it('did:webvh: 132 records with 137 proofs accepted, 2 refused for what is wrong with them', () => {
      const records = jsonOf(shared, 'eddsa-jcs-2022/didwebvh.json') as { verdict: string; entry: JsonObject }[];
      const of = (wanted: string): ProofVerdict[] =>
        records.flatMap(({ verdict, entry }) => (verdict === wanted ? verifyDocument(entry) : []));
      const [accepted, refused] = [of('accept'), of('refuse')];
      expect([records.length, accepted.length]).to.deep.equal([134, 137]);
      expect(accepted.filter(({ status }) => status !== 'verified')).to.deep.equal([]);
      expect(refused.map((verdict) => verdict.status === 'refused' && verdict.error.code)).to.deep.equal([
        'SEAL_KEY_MISMATCH',
        'SEAL_SUITE_UNKNOWN',
      ]);
    });

    it('FEP-8b32: verifies with the key given apart, and signs to the same value', () => {
      interface Fep {
        readonly secretKeyMultibase: string;
        readonly publicKeyMultibase: string;
        readonly unsigned: JsonObject;
        readonly signed: JsonObject & { readonly proof: JsonObject };
      }
      const fep = jsonOf(shared, 'eddsa-jcs-2022/fep-8b32.json') as Fep;
      const key = `did:key:${fep.publicKeyMultibase}`;
      const keyOf = (): Uint8Array => publicKeyOf(key);
      expect(verifyDocument(fep.signed, { keyOf }).map(told)).to.deep.equal([
        { status: 'verified', key, created: '2023-02-24T23:36:38Z', purpose: 'assertionMethod' },
      ]);
      expect(verifyDocument(fep.signed).map((verdict) => verdict.status)).to.deep.equal(['refused']);
      const { proofValue, ...options } = fep.signed.proof;
      const seed = base58.decode(fep.secretKeyMultibase.slice(1)).slice(2);
      expect(prove(fep.unsigned, options, seed).proofValue).to.equal(proofValue);
    });

    it('W3C proof sets and chains, all of eddsa-rdfc-2022: every proof refused by the name of its suite', () => {
      for (const [file, count] of [
        ['signedProofSet1', 1],
        ['signedProofSet2', 2],
        ['signedProofChain1', 3],
        ['signedProofChain2', 4],
      ] as const) {
        const document = jsonOf(shared, `eddsa-jcs-2022/w3c-proof-set-chain/${file}.json`) as JsonObject;
        const refusals = Array.from({ length: count }, (_, index) => ({
          code: 'SEAL_SUITE_UNKNOWN',
          details: { proof: index + 1, suite: 'eddsa-rdfc-2022' },
        }));
        expect(judged(document)).to.deep.equal(refusals);
      }
    });
  });
}
