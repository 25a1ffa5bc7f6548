// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as ids from '../../chaincode/src/protocol/ids.ts';

const DIGITS = '0123456789abcdef'.repeat(4);

interface Cases {
  readonly taken: readonly string[];
  readonly refused: readonly string[];
}

const CASES = {
  TreatyId: {
    taken: ['cast', 'conditional-ai-safety-treaty', 'a1', `a${'-'.repeat(62)}`],
    refused: ['', 'a', 'Cast', '1cast', '-cast', 'ca st', 'ca_st', `a${'b'.repeat(63)}`, 'cast\n', 'cäst'],
  },
  MemberId: {
    taken: ['X', 'XA', 'AISI-XA', 'A123456789012345'],
    refused: ['', 'xa', '1A', '-A', 'X A', 'X/A', 'A1234567890123456', 'XA\n', 'XÄ'],
  },
  RepresentativeId: {
    taken: ['XA/head', 'AISI-XA/delegate-1', `XA/a${'b'.repeat(31)}`],
    refused: ['XA', 'XA/', '/head', 'xa/head', 'XA/Head', 'XA/1st', 'XA/head/x', `XA/a${'b'.repeat(32)}`, 'XA/head\n'],
  },
  MspId: {
    taken: ['XAMSP', 'Org1.example-MSP', '1', `A${'b'.repeat(63)}`],
    refused: ['', '.MSP', '-MSP', 'MSP_1', 'M SP', `A${'b'.repeat(64)}`],
  },
  ActId: {
    taken: ['01234567-89ab-cdef-0123-456789abcdef'],
    refused: ['', '01234567-89AB-cdef-0123-456789abcdef', '0123456789abcdef0123456789abcdef', DIGITS.slice(0, 36)],
  },
  NetworkId: {
    taken: [`treaty@${DIGITS}`, `a.b-c@${DIGITS}`, `a${'b'.repeat(248)}@${DIGITS}`],
    refused: [`treaty${DIGITS}`, `@${DIGITS}`, `Treaty@${DIGITS}`, `treaty@${DIGITS.slice(1)}`, `a@b@${DIGITS}`],
  },
  ProposalId: {
    taken: ['P-0123456789', 'P-ABCDEFGHJK', 'P-MNPQRSTVWX', 'P-YZYZYZYZYZ'],
    refused: [
      'P-012345678',
      'P-01234567890',
      'p-0123456789',
      'T-0123456789',
      'P-ILOUILOUIL',
      'P-abcdefghjk',
      'P-ABCDEFGHJI',
    ],
  },
  VersionId: {
    taken: ['T-0123456789', 'T-ABCDEFGHJK'],
    refused: ['T-012345678', 'P-0123456789', 'T-ABCDEFGHJU', 'T-ABCDEFGHJL', 'T-ABCDEFGHJO'],
  },
  ThresholdId: {
    taken: ['a', 'oversight', `a${'-'.repeat(31)}`],
    refused: ['', 'Oversight', '1a', 'over sight', `a${'b'.repeat(32)}`],
  },
  OrganId: {
    taken: ['a', 'conference', 'council-2'],
    refused: ['', 'Council', '2council', 'the council', `a${'b'.repeat(32)}`],
  },
  TransactionId: {
    taken: [DIGITS],
    refused: ['', DIGITS.slice(1), `${DIGITS}0`, DIGITS.toUpperCase(), `g${DIGITS.slice(1)}`],
  },
  Digest: {
    taken: [DIGITS],
    refused: ['', DIGITS.slice(1), `${DIGITS}0`, DIGITS.toUpperCase(), `g${DIGITS.slice(1)}`],
  },
} as const satisfies Readonly<Record<string, Cases>>;

describe('ids', () => {
  for (const [name, { taken, refused }] of Object.entries<Cases>(CASES)) {
    const schema = ids[name as keyof typeof CASES];

    it(`${name}: takes what it describes`, () => {
      for (const text of taken) expect(schema.parse(text)).to.equal(text);
    });

    it(`${name}: takes nothing else`, () => {
      for (const value of [...refused, undefined, null, 7, ['XA']]) {
        expect(schema.safeParse(value).success, String(value)).to.equal(false);
      }
    });
  }

  it('tell from an office its member, and from a member its office', () => {
    const office = ids.RepresentativeId.parse('AISI-XA/delegate-1');
    expect(ids.memberOf(office)).to.equal('AISI-XA');
    expect(ids.officeOf(ids.MemberId.parse('AISI-XA'), 'delegate-1')).to.equal(office);
  });

  it('make no office of a word that is none', () => {
    expect(() => ids.officeOf(ids.MemberId.parse('XA'), 'Head of Delegation')).to.throw();
  });
});
