// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { ERRORS } from '../../chaincode/src/protocol/error-registry.ts';
import { TreatyError, type ErrorCode, type ErrorEntry } from '../../chaincode/src/protocol/errors.ts';

const ENTRIES = Object.entries<ErrorEntry>(ERRORS) as [ErrorCode, ErrorEntry][];
const CODES = ENTRIES.map(([code]) => code);
const ONE_LINE_OF_PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

describe('the registry of errors', () => {
  it('has for each code a kind, a sentence that says what happened and one that says what to do', () => {
    for (const [code, { kind, says, remedy }] of ENTRIES) {
      expect(code).to.match(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/);
      expect(['failure', 'usage', 'refused', 'unverified', 'unavailable'], code).to.include(kind);
      for (const sentence of [says, remedy]) {
        expect(sentence, code).to.match(ONE_LINE_OF_PRINTABLE_ASCII);
        expect(sentence, code).to.match(/^[A-Z{].*[.}]$/);
      }
    }
  });

  // A brace with anything else in it would reach the reader as it stands; `{ .. }` is meant for the reader.
  it('has in the braces of a sentence only names that details can fill', () => {
    for (const [code, { says, remedy }] of ENTRIES) {
      for (const sentence of [says, remedy]) {
        expect(sentence.replace(/\{(?:[a-z][A-Za-z]*| \.\. )\}/g, ''), code).not.to.match(/[{}]/);
      }
    }
  });
});

describe('an error', () => {
  const error = new TreatyError('REPRESENTATIVE_NOT_ACTING', { representative: 'XA/head', status: 'suspended' });

  it('tells its code, its kind, its details and its sentences', () => {
    expect(error).to.be.instanceOf(Error);
    expect(error.name).to.equal('TreatyError');
    expect(error.code).to.equal('REPRESENTATIVE_NOT_ACTING');
    expect(error.kind).to.equal('refused');
    expect(error.details).to.deep.equal({ representative: 'XA/head', status: 'suspended' });
    expect(error.says).to.equal('XA/head is suspended and cannot act.');
    expect(error.remedy).to.equal("Ask the head of the member's delegation.");
  });

  it('leaves out the part of a sentence of which a detail is not stated', () => {
    const [bare, whole] = [{ tx: 'T' }, { tx: 'T', problem: 'P', file: 'F', options: ' --admin' }].map(
      (details) => new TreatyError('OUTCOME_UNKNOWN', details),
    );
    expect(bare?.says).to.equal('The transaction T was sent, and whether it was committed is not known yet.');
    expect(bare?.remedy).to.match(/^Submit the same sealed act again: it is recorded once/);
    expect(whole?.says).to.match(/ is not known yet: P\.$/);
    expect(whole?.remedy).to.match(/^Submit the same sealed act again with `depositary act submit F --admin`: it is /);
  });

  it('is one line: TREATY/1 and an object with code, message, remedy and details', () => {
    expect(error.message.startsWith('TREATY/1 {')).to.equal(true);
    expect(JSON.parse(error.message.slice('TREATY/1 '.length))).to.deep.equal({
      code: 'REPRESENTATIVE_NOT_ACTING',
      message: 'XA/head is suspended and cannot act.',
      remedy: "Ask the head of the member's delegation.",
      details: { representative: 'XA/head', status: 'suspended' },
    });
  });

  it('carries a cause that its message does not show', () => {
    const cause = new Error('of the operating system');
    const failed = new TreatyError('CONTRACT_FAILED', { problem: 'unknown' }, { cause });
    expect(failed.cause).to.equal(cause);
    expect(failed.message).not.to.include('operating system');
  });

  it('leaves out details that are undefined, and keeps numbers, booleans and lists', () => {
    const details = { bytes: 70_000, limit: undefined, isLong: true, held: ['credentials', 'fullPowers'] };
    expect(new TreatyError('BYTES_TOO_MANY', details).details).to.deep.equal({
      ...{ bytes: 70_000, isLong: true, held: ['credentials', 'fullPowers'] },
    });
  });

  it('fills a list with commas, and says so where a detail is missing', () => {
    const missing = new TreatyError('POWERS_MISSING', {
      representative: 'XA/head',
      held: ['credentials', 'fullPowers'],
    });
    expect(missing.says).to.equal('XA/head holds credentials, fullPowers; the act not stated asks for not stated.');
  });

  // Without the escape an input could forge a second line, or turn the direction of the text, in a peer's log.
  it('escapes every character of a detail outside printable ASCII, in UTF-16 units', () => {
    const { details } = new TreatyError('RECORD_UNKNOWN', {
      id: 'a\nTREATY/1 {}\u202e\u00e9\u{1f600}\ud800',
      kind: ['\t'],
    });
    expect(details).to.deep.equal({
      ...{ id: 'a\\u000aTREATY/1 {}\\u202e\\u00e9\\ud83d\\ude00\\ud800', kind: ['\\u0009'] },
    });
  });

  it('cuts a detail after 200 characters', () => {
    expect(new TreatyError('RECORD_UNKNOWN', { id: 'x'.repeat(200) }).details.id).to.equal('x'.repeat(200));
    expect(new TreatyError('RECORD_UNKNOWN', { id: 'x'.repeat(201) }).details.id).to.equal(`${'x'.repeat(200)}...`);
  });

  const detail = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.string({ unit: 'binary' })),
  );
  const anyDetails = fc.dictionary(fc.constantFrom('id', 'kind', 'treaty', 'member', 'field'), detail);

  it('is one line of printable ASCII whatever the details hold', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CODES), anyDetails, (code, details) => {
        expect(new TreatyError(code, details).message).to.match(ONE_LINE_OF_PRINTABLE_ASCII);
      }),
    );
  });

  it('is found again in the message of a peer that has wrapped it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CODES), anyDetails, (code, details) => {
        const thrown = new TreatyError(code, details);
        const parsed = TreatyError.parse(`chaincode response 500, ${thrown.message}`);
        expect(parsed?.code).to.equal(code);
        expect(parsed?.details).to.deep.equal(thrown.details);
        expect(parsed?.message).to.equal(thrown.message);
      }),
    );
  });
});

describe('a message that is none of ours', () => {
  const line = (value: unknown): string => `TREATY/1 ${JSON.stringify(value)}`;
  const cases: Readonly<Record<string, string>> = {
    'without the prefix': 'chaincode response 500, timeout',
    'without JSON after the prefix': 'TREATY/1 {',
    'with text after the line': `${new TreatyError('SEAL_MISSING').message} and more`,
    'with a value that is no object': line('SEAL_MISSING'),
    'with null': line(null),
    'without a code': line({ details: {} }),
    'without details': line({ code: 'SEAL_MISSING' }),
    'with a code that is no text': line({ code: 1, details: {} }),
    'with a code of another version': line({ code: 'SEAL_OF_LATER', details: {} }),
    'with a code that every object has': line({ code: 'toString', details: {} }),
    'with details that are a text': line({ code: 'SEAL_MISSING', details: 'none' }),
    'with details that are null': line({ code: 'SEAL_MISSING', details: null }),
    'with a detail that is an object': line({ code: 'SEAL_MISSING', details: { id: { deep: 1 } } }),
  };
  for (const [what, message] of Object.entries(cases)) {
    it(`is not taken for an error: ${what}`, () => {
      expect(TreatyError.parse(message)).to.equal(undefined);
    });
  }
});
