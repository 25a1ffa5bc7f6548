// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalBytes, canonicalise, canonicalText, parseCanonical } from '../../chaincode/src/protocol/canonical.ts';
import { TreatyError } from '../../chaincode/src/protocol/errors.ts';
import { parseJson, type JsonValue } from '../../chaincode/src/protocol/json.ts';
import { bytesOf, hexOf, jsonOf, refusalOf, SHARED, textOf, unhex, utf8, VECTORS } from './support.ts';

const notCanonical = { code: 'NOT_CANONICAL', details: {} };

/** The number that eight bytes of IEEE 754 hold, big endian. */
function double(hexadecimal: string): number {
  return Buffer.from(hexadecimal.padStart(16, '0'), 'hex').readDoubleBE();
}

/** Canonical form by another way: RFC 8785, 3.2, on top of what ECMAScript writes for one text or number. */
function reference(value: JsonValue | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => reference(item)).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => Buffer.compare(utf16(left), utf16(right)));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${reference(member)}`).join(',')}}`;
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** Any JSON whose texts are free of what I-JSON refuses; names include those that trip prototypes. */
const text = fc
  .string({ unit: 'binary', maxLength: 12 })
  .filter((candidate) => !/\p{Noncharacter_Code_Point}/u.test(candidate));
const name = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toJSON', 'length', '0', '10', '9', ''));
const json = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
})).value;

describe('the canonical form (RFC 8785)', () => {
  for (const document of ['arrays', 'french', 'structures', 'unicode', 'values', 'weird']) {
    it(`is for ${document} what the author of the RFC publishes`, () => {
      const canonical = canonicalise(bytesOf(VECTORS, `rfc8785/input/${document}.json`));
      expect(canonical).to.deep.equal(bytesOf(VECTORS, `rfc8785/output/${document}.json`));
      expect(hexOf(canonical)).to.equal(textOf(VECTORS, `rfc8785/outhex/${document}.txt`).replaceAll(/\s/g, ''));
      expect(canonicalise(canonical)).to.deep.equal(canonical);
      expect(parseCanonical(canonical)).to.deep.equal(parseJson(bytesOf(VECTORS, `rfc8785/input/${document}.json`)));
    });
  }

  for (const { ieee754, json: expected } of jsonOf(VECTORS, 'rfc8785/appendix-b.json') as {
    ieee754: string;
    json: string | null;
  }[]) {
    it(`writes the number ${ieee754} as ${String(expected)} (appendix B)`, () => {
      if (expected !== null) expect(canonicalText(double(ieee754))).to.equal(expected);
      else {
        expect(refusalOf(() => canonicalText(double(ieee754)))).to.deep.equal({ code: 'JSON_BAD_NUMBER', details: {} });
      }
    });
  }

  it('sorts names by UTF-16 units and not by code points (3.2.3)', () => {
    expect(canonicalText({ '\uFB33': 1, '\u{1F600}': 2, '\u20AC': 3 })).to.equal(
      '{"\u20AC":3,"\u{1F600}":2,"\uFB33":1}',
    );
  });

  it('leaves out an undefined member and keeps __proto__', () => {
    expect(canonicalText({ b: undefined, a: 1 })).to.equal('{"a":1}');
    expect(canonicalise(utf8('{"a":1, "__proto__":{"b":2}}'))).to.deep.equal(utf8('{"__proto__":{"b":2},"a":1}'));
  });

  it('changes no normal form of Unicode', () => {
    expect(canonicalText(['\u00e9', 'e\u0301'])).to.equal('["\u00e9","e\u0301"]');
  });

  it('is the same by another way for every value', () => {
    fc.assert(fc.property(json, (value) => canonicalText(value) === reference(value)));
  });

  it('comes out of its own reading: canonical(parse(b)) = b', () => {
    fc.assert(
      fc.property(json, (value) => {
        const bytes = canonicalBytes(value);
        expect(canonicalBytes(parseCanonical(bytes))).to.deep.equal(bytes);
        expect(canonicalise(utf8(JSON.stringify(value, null, 1)))).to.deep.equal(bytes);
      }),
    );
  });
});

describe('reading a document that must be canonical', () => {
  const cases: [title: string, text: string][] = [
    ['a blank', '{"a": 1}'],
    ['a line end', '{}\n'],
    ['names out of order', '{"b":1,"a":2}'],
    ['a needless escape', '"\\u0061"'],
    ['an escaped solidus', '"\\/"'],
    ['upper-case digits of an escape', '"\\u001F"'],
    ['a long escape where a short one exists', '"\\u000a"'],
    ['an exponent', '1e2'],
    ['a fraction of zero', '1.0'],
    ['minus zero', '-0'],
    ['more digits than a double holds', '0.1000000000000000055'],
    ['an underflow', '1e-400'],
  ];
  for (const [title, spelling] of cases) {
    it(`refuses ${title}`, () => {
      expect(refusalOf(() => parseCanonical(utf8(spelling)))).to.deep.equal(notCanonical);
    });
  }

  it('passes on what the reader of JSON refuses', () => {
    expect(refusalOf(() => parseCanonical(utf8('{"a":1,"a":1}'))).code).to.equal('JSON_DUPLICATE_NAME');
    expect(refusalOf(() => parseCanonical(utf8('{"a":1')))).to.deep.equal({
      code: 'JSON_MALFORMED',
      details: { position: 6 },
    });
  });

  it('either refuses a mutated document or finds in it every byte that it writes', () => {
    const edit = fc.tuple(fc.nat(), fc.nat(2), fc.oneof(fc.nat(255), fc.constantFrom(...utf8('{}[]":,\\0e-.'))));
    fc.assert(
      fc.property(json, fc.array(edit, { minLength: 1, maxLength: 3 }), (value, edits) => {
        const bytes = [...canonicalBytes(value)];
        for (const [at, removed, byte] of edits) bytes.splice(at % (bytes.length + 1), removed, byte);
        const mutated = new Uint8Array(bytes);
        try {
          expect(canonicalBytes(parseCanonical(mutated))).to.deep.equal(mutated);
        } catch (error) {
          expect(error).to.be.instanceOf(TreatyError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('bringing a document into canonical form', () => {
  it('refuses one whose canonical form is too long although it is not', () => {
    const short = utf8(`[${Array(13_000).fill('1e20').join()}]`);
    expect(short.length).to.be.below(65_536);
    const refusal = { code: 'BYTES_TOO_MANY', details: { bytes: 13_000 * 22 + 1, limit: 65_536 } };
    expect(refusalOf(() => canonicalise(short))).to.deep.equal(refusal);
  });

  it('writes records of any length, which are no documents', () => {
    expect(canonicalBytes('x'.repeat(1e6))).to.have.lengthOf(1e6 + 2);
  });

  it('refuses to write what readers could understand differently', () => {
    expect(refusalOf(() => canonicalBytes({ '\uD800': 1 }))).to.deep.equal({ code: 'JSON_BAD_TEXT', details: {} });
  });
});

if (SHARED !== undefined) {
  const shared = SHARED;
  describe('the larger sets of canonical forms', () => {
    it('writes the first 10 000 numbers of the published list', () => {
      const lines = textOf(shared, 'jcs/es6-numbers-10000.txt').split('\n');
      expect(lines).to.have.lengthOf(10_000);
      const wrong = lines.filter((line) => {
        const [bits = '', expected] = line.split(',');
        return canonicalText(double(bits)) !== expected;
      });
      expect(wrong).to.deep.equal([]);
    });

    it('finds canonical those of JSONTestSuite that are, but for noncharacters and depth', () => {
      const cases = jsonOf(shared, 'jcs/json-test-suite.json') as { file: string; hex: string }[];
      const accepted = cases.filter(({ hex }) => {
        try {
          parseCanonical(unhex(hex));
          return true;
        } catch (error) {
          if (error instanceof TreatyError) return false;
          throw error;
        }
      });
      // 46 by the README, of which two hold a noncharacter and one is 500 levels deep.
      expect(accepted).to.have.lengthOf(46 - 2 - 1);
    });
  });
}
