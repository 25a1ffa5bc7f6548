// SPDX-License-Identifier: Apache-2.0
import { base58 } from '@scure/base';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  DidKey,
  didKeyOf,
  didKeyOfSeed,
  publicKeyOf,
  requireRegistrable,
} from '../../chaincode/src/protocol/did-key.ts';
import { jsonOf, refusalOf, textOf, unhex, VECTORS } from './support.ts';

const published = Object.entries(jsonOf(VECTORS, 'did-key/ed25519-x25519.json') as Record<string, { seed: string }>);
const SOME = 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp';
const didOf = (hex: string): string => `did:key:z${base58.encode(unhex(hex))}`;
const notAKey = { code: 'KEY_INVALID', details: { expected: 'did:key:z6Mk..' } };

describe('a did:key', () => {
  it('is published for five seeds', () => {
    expect(published).to.have.lengthOf(5);
  });

  for (const [did, { seed }] of published) {
    it(`is ${did} for the seed ${seed}`, () => {
      expect(didKeyOfSeed(unhex(seed))).to.equal(did);
      expect(didKeyOf(publicKeyOf(did))).to.equal(did);
      expect([DidKey.parse(did), requireRegistrable(did)]).to.deep.equal([did, did]);
    });
  }

  it('is the multikey of the W3C vectors with a scheme before it', () => {
    const { publicKeyMultibase } = jsonOf(VECTORS, 'eddsa-jcs-2022/keyPair.json') as { publicKeyMultibase: string };
    expect(publicKeyOf(`did:key:${publicKeyMultibase}`)).to.have.lengthOf(32);
    expect(textOf(VECTORS, 'eddsa-jcs-2022/signedJCS.json')).to.include(`did:key:${publicKeyMultibase}#`);
  });

  it('comes back for every 32 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(publicKeyOf(didKeyOf(bytes))).to.deep.equal(bytes);
      }),
    );
  });

  const refused: [title: string, did: string][] = [
    ['nothing', ''],
    ['the bare multikey', SOME.slice('did:key:'.length)],
    ['another method', SOME.replace('did:key', 'did:web')],
    ['a fragment', `${SOME}#${SOME.slice(8)}`],
    ['a blank', ` ${SOME}`],
    ['a line end', `${SOME}\n`],
    ['upper case', SOME.toUpperCase()],
    ['a character that base58 lacks', SOME.replace('ymuep', '0muep')],
    ['a character less', SOME.slice(0, -1)],
    ['a character more', `${SOME}1`],
    ['an X25519 key', 'did:key:z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW'],
    ['a P-256 key', 'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169'],
    ['31 bytes of a key', didOf(`ed01${'11'.repeat(31)}`)],
    ['33 bytes of a key', didOf(`ed01${'11'.repeat(33)}`)],
    ['another multicodec with the same beginning of text', `did:key:z6Mk${'z'.repeat(44)}`],
    ['the multibase of another base', SOME.replace('z6Mk', 'u6Mk')],
    ['a text without end', `did:key:z6Mk${'1'.repeat(1e5)}`],
  ];
  for (const [title, did] of refused) {
    it(`is not ${title}`, () => {
      expect(DidKey.safeParse(did).success).to.equal(false);
      expect(refusalOf(() => publicKeyOf(did))).to.deep.equal(notAKey);
      expect(refusalOf(() => requireRegistrable(did))).to.deep.equal(notAKey);
    });
  }

  it('is not made of other than 32 bytes', () => {
    const refusal = { code: 'KEY_INVALID', details: { expected: 'a key of 32 bytes' } };
    expect(refusalOf(() => didKeyOf(new Uint8Array(31)))).to.deep.equal(refusal);
    expect(refusalOf(() => didKeyOf(new Uint8Array(33)))).to.deep.equal(refusal);
  });

  it('is not registered where the key is weak', () => {
    const weak = didKeyOf(unhex(`01${'00'.repeat(31)}`));
    expect(DidKey.parse(weak)).to.equal(weak);
    expect(refusalOf(() => requireRegistrable(weak))).to.deep.equal({ code: 'KEY_WEAK', details: { key: weak } });
  });
});
