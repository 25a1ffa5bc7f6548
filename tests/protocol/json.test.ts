// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { parse as parseLossless } from 'lossless-json';
import { TreatyError } from '../../chaincode/src/protocol/errors.ts';
import { isJsonArray, isJsonObject, parseJson, requireJson } from '../../chaincode/src/protocol/json.ts';
import { refusalOf, SHARED, jsonOf, unhex, utf8 } from './support.ts';

const LIMIT = 65_536;
const tooMany = (bytes: number): object => ({ code: 'BYTES_TOO_MANY', details: { bytes, limit: LIMIT } });
const tooDeep = { code: 'JSON_TOO_DEEP', details: { limit: 32 } };
const badText = { code: 'JSON_BAD_TEXT', details: {} };
const malformedAt = (position: number): object => ({ code: 'JSON_MALFORMED', details: { position } });
const duplicate = (name: string): object => ({ code: 'JSON_DUPLICATE_NAME', details: { name } });

const refused = (text: string): object => refusalOf(() => parseJson(utf8(text)));
const parsed = (text: string): unknown => parseJson(utf8(text));

/** Processor time of this process, so that what else the host does at the moment does not count; the best of three. */
function milliseconds(work: () => void): number {
  const tries = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...tries);
}

describe('reading JSON', () => {
  it('reads every kind of value', () => {
    const text = ' {"a":[1,-2.5e3,true,false,null,"\\u00e9\\ud83d\\ude00"],"b":{"":{}}} ';
    expect(parsed(text)).to.deep.equal({ a: [1, -2500, true, false, null, 'é😀'], b: { '': {} } });
    expect([parsed('7'), parsed('""'), parsed('null')]).to.deep.equal([7, '', null]);
  });

  describe('refuses by size', () => {
    const ofSize = (bytes: number): Uint8Array => utf8(`"${'a'.repeat(bytes - 2)}"`);

    it('takes 64 KiB, and not a byte more', () => {
      expect(parseJson(ofSize(LIMIT))).to.have.lengthOf(LIMIT - 2);
      expect(refusalOf(() => parseJson(ofSize(LIMIT + 1)))).to.deep.equal(tooMany(LIMIT + 1));
    });

    it('counts bytes and not characters', () => {
      expect(refused(`"${'é'.repeat(LIMIT / 2)}"`)).to.deep.equal(tooMany(LIMIT + 2));
    });

    for (const size of [1e6, 9.9e6, 11e6, 101e6]) {
      it(`refuses ${size / 1e6} MB in less than 100 ms without keeping memory`, () => {
        const bytes = new Uint8Array(size).fill(0x5b);
        const before = process.memoryUsage.rss();
        const took = milliseconds(() => {
          expect(refusalOf(() => parseJson(bytes))).to.deep.equal(tooMany(size));
        });
        expect(took).to.be.below(100);
        expect(process.memoryUsage.rss() - before).to.be.below(50e6);
      });
    }
  });

  describe('refuses by depth', () => {
    const arrays = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    const objects = (depth: number): string => `${'{"a":'.repeat(depth)}0${'}'.repeat(depth)}`;

    it('takes 32 levels, and not one more', () => {
      expect(parsed(arrays(32))).to.be.an('array');
      expect(parsed(objects(32))).to.be.an('object');
      expect(refused(arrays(33))).to.deep.equal(tooDeep);
      expect(refused(objects(33))).to.deep.equal(tooDeep);
    });

    it('counts open levels and not brackets', () => {
      expect(parsed(`[${Array(100).fill('[]').join()}]`)).to.have.lengthOf(100);
    });

    it('counts no bracket inside of a string', () => {
      const text = `${'['.repeat(100)}"\\${'{'.repeat(100)}`;
      expect(parsed(JSON.stringify({ [text]: [text] }))).to.deep.equal({ [text]: [text] });
    });

    it('says what is wrong with a long text of brackets that is no JSON at all', () => {
      expect(refused('['.repeat(33))).to.deep.equal(tooDeep);
      expect(refused(`${']'.repeat(50)}${'['.repeat(50)}`)).to.deep.equal(malformedAt(0));
      expect(refused(`"${'['.repeat(50)}`)).to.deep.equal(malformedAt(51));
    });
  });

  describe('refuses in little time', () => {
    const worst: [title: string, text: string][] = [
      ['10^5 levels', '['.repeat(1e5) + ']'.repeat(1e5)],
      ['64 KiB of opening brackets', '['.repeat(LIMIT)],
      ['64 KiB of opening braces and names', '{"a":'.repeat(13_107)],
      ['64 KiB of closing brackets', ']'.repeat(LIMIT)],
      ['64 KiB of colons', ':'.repeat(LIMIT)],
      ['64 KiB of quotation marks', '"'.repeat(LIMIT)],
      ['a string that never ends, full of escaped quotation marks', `"${'\\"'.repeat(LIMIT / 2 - 1)}`],
      ['a string that never ends, full of backslashes', `"${'\\'.repeat(LIMIT - 1)}`],
      ['a long number', '1'.repeat(LIMIT)],
      ['a long chain of levels that close again', `[${'[],'.repeat(21_000)}`],
      ['many names that are all the same', `{${'"a":0,'.repeat(9_000)}"b":0}`],
      ['many names and one of them twice', `{${Array.from({ length: 7_000 }, (_, n) => `"${n}":0`).join()},"0":0}`],
    ];
    for (const [title, text] of worst) {
      it(title, () => {
        const bytes = utf8(text);
        const took = milliseconds(() => expect(refusalOf(() => parseJson(bytes)).code).to.be.a('string'));
        expect(took).to.be.below(100);
      });
    }
  });

  describe('refuses by encoding', () => {
    const notUtf8 = { code: 'BYTES_NOT_UTF8', details: {} };
    const cases: [title: string, hex: string][] = [
      ['a lone continuation byte', '2280 22'],
      ['an overlong slash', '22c0af22'],
      ['an overlong NUL', '22c08022'],
      ['a surrogate in UTF-8 (CESU)', '22eda08022'],
      ['a truncated sequence', '22e282'],
      ['a code point beyond U+10FFFF', '22f490808022'],
      ['UTF-16', '22006100220 0'],
      ['a byte order mark', 'efbbbf7b7d'],
    ];
    for (const [title, hex] of cases) {
      it(title, () => {
        const expected = title === 'UTF-16' ? malformedAt(1) : notUtf8;
        expect(refusalOf(() => parseJson(unhex(hex.replaceAll(' ', ''))))).to.deep.equal(expected);
      });
    }

    it('takes U+FEFF where it is a character of a text', () => {
      expect(parsed('"\uFEFF"')).to.equal('\uFEFF');
    });
  });

  describe('refuses what is not JSON, and says where', () => {
    const cases: [text: string, position: number][] = [
      ['', 0],
      ['{"a":1,}', 7],
      ['[1 2]', 3],
      ["{'a':1}", 1],
      ['{"é":tru}', 6],
      ['"a\nb"', 2],
      ['"\\x"', 1],
      ['01', 1],
      ['[1]x', 3],
      ['{"a":1,"a":2', 12],
      ['NaN', 0],
    ];
    for (const [text, position] of cases) {
      it(JSON.stringify(text), () => {
        expect(refused(text)).to.deep.equal(malformedAt(position));
      });
    }
  });

  describe('refuses a name that stands twice in one object', () => {
    const cases: [text: string, name: string][] = [
      ['{"a":1,"a":2}', 'a'],
      ['{"a":1,"a":1}', 'a'],
      ['{"a":1,"\\u0061":2}', 'a'],
      ['{"/":1,"\\/":1}', '/'],
      ['{"b":[{"a":{},"c":"}","a":{}}]}', 'a'],
      ['{"__proto__":1,"__proto__":1}', '__proto__'],
      ['{"__proto__":{},"__\\u0070roto__":{}}', '__proto__'],
      ['{"":"" , "" :""}', ''],
    ];
    for (const [text, name] of cases) {
      it(text, () => {
        expect(refused(text)).to.deep.equal(duplicate(name));
      });
    }

    it('but not in two objects, as a value, or in another normal form of Unicode', () => {
      expect(parsed('[{"a":"a"},{"a":{"a":["a","a"]}}]')).to.deep.equal([{ a: 'a' }, { a: { a: ['a', 'a'] } }]);
      expect(parsed('{"\u00e9":1,"e\u0301":2}')).to.deep.equal({ '\u00e9': 1, 'e\u0301': 2 });
    });
  });

  it('keeps __proto__ as an ordinary name', () => {
    const value = parsed('{"__proto__":{"polluted":true},"constructor":1}');
    expect(Object.getPrototypeOf(value)).to.equal(Object.prototype);
    expect(Object.keys(value as object)).to.deep.equal(['__proto__', 'constructor']);
    expect((value as { polluted?: unknown }).polluted).to.equal(undefined);
  });

  describe('refuses text that readers could understand differently', () => {
    const texts = [
      '"\\ud800"',
      '"\\udc00"',
      '"\\udc00\\ud800"',
      '"\uFFFE"',
      '"\\uffff"',
      '"\uFDD0"',
      '"\\ud83f\\udffe"',
    ];
    for (const text of texts) {
      it(`${JSON.stringify(text)} as a value and as a name`, () => {
        expect(refused(`[${text}]`)).to.deep.equal(badText);
        expect(refused(`{${text}:1}`)).to.deep.equal(badText);
      });
    }

    it('but takes a pair of surrogates and the characters beside the noncharacters', () => {
      expect(parsed('"\\ud83d\\ude00\uFDCF\uFDF0\uFFFD"')).to.equal('\u{1F600}\uFDCF\uFDF0\uFFFD');
    });
  });

  it('refuses a number that overflows', () => {
    const badNumber = { code: 'JSON_BAD_NUMBER', details: {} };
    expect(refused('1e309')).to.deep.equal(badNumber);
    expect(refused('{"a":[-1e400]}')).to.deep.equal(badNumber);
    expect(parsed('1.7976931348623157e308')).to.equal(Number.MAX_VALUE);
  });

  it('never crashes on a mutated document, nor reads it otherwise than a second parser', () => {
    const document = fc.json({ maxDepth: 6, stringUnit: 'binary' }).map((text) => [...utf8(text)]);
    const edits = fc.array(
      fc.tuple(fc.nat(), fc.nat(3), fc.oneof(fc.nat(255), fc.constantFrom(...utf8('{}[]":,\\0e-')))),
      {
        maxLength: 4,
      },
    );
    const mutated = fc.tuple(document, edits).map(([bytes, changes]) => {
      for (const [at, kind, byte] of changes) bytes.splice(at % (bytes.length + 1), kind === 0 ? 0 : kind - 1, byte);
      return new Uint8Array(bytes);
    });
    fc.assert(
      fc.property(mutated, (bytes) => {
        let value;
        try {
          value = parseJson(bytes);
        } catch (error) {
          expect(error).to.be.instanceOf(TreatyError);
          return;
        }
        expect(value).to.deep.equal(parseLossless(new TextDecoder().decode(bytes), undefined, { parseNumber: Number }));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('asking whether a value is JSON', () => {
  const refusal = (value: unknown): object =>
    refusalOf(() => {
      requireJson(value);
    });
  const badValue = (type: string): object => ({ code: 'JSON_BAD_VALUE', details: { type } });

  it('takes plain values, objects without prototype, and an undefined member as an absent one', () => {
    requireJson({ a: [null, true, 1, 'x'], b: Object.create(null) as unknown, c: undefined });
  });

  it('refuses what JSON cannot write', () => {
    expect(refusal(undefined)).to.deep.equal(badValue('undefined'));
    expect(refusal([undefined])).to.deep.equal(badValue('undefined'));
    expect(refusal(Array(1))).to.deep.equal(badValue('undefined'));
    expect(refusal({ a: 1n })).to.deep.equal(badValue('bigint'));
    expect(refusal({ toJSON: () => 1 })).to.deep.equal(badValue('function'));
    expect(refusal([Symbol('s')])).to.deep.equal(badValue('symbol'));
    expect(refusal(new Date(0))).to.deep.equal(badValue('class'));
    expect(refusal({ a: new Map() })).to.deep.equal(badValue('class'));
  });

  it('refuses numbers that are none, and a ring', () => {
    expect(refusal(NaN)).to.deep.equal({ code: 'JSON_BAD_NUMBER', details: {} });
    expect(refusal([Infinity])).to.deep.equal({ code: 'JSON_BAD_NUMBER', details: {} });
    const ring: unknown[] = [];
    ring.push({ ring });
    expect(refusal(ring)).to.deep.equal(tooDeep);
  });

  it('tells objects and arrays apart', () => {
    expect([{}, [], null, 'x', undefined].map(isJsonObject)).to.deep.equal([true, false, false, false, false]);
    expect([{}, [], null, 'x', undefined].map(isJsonArray)).to.deep.equal([false, true, false, false, false]);
  });
});

if (SHARED !== undefined) {
  const cases = jsonOf(SHARED, 'jcs/json-test-suite.json') as { file: string; hex: string }[];
  const codeFor = (hex: string): string => {
    try {
      parseJson(unhex(hex));
      return 'accepted';
    } catch (error) {
      return error instanceof TreatyError ? error.code : 'crash';
    }
  };
  const outcomes = cases.map(({ file, hex }) => ({ file, kind: file.split('/')[1]?.slice(0, 2), code: codeFor(hex) }));
  const count = (select: (outcome: { kind: string | undefined; code: string }) => boolean): number =>
    outcomes.filter(select).length;

  describe('the 338 documents of JSONTestSuite', () => {
    it('holds them all', () => {
      expect(cases).to.have.lengthOf(338);
      expect(count(({ code }) => code === 'crash')).to.equal(0);
    });

    it('refuses all 186 that are not JSON', () => {
      expect(count(({ kind }) => kind === 'n_')).to.equal(186);
      expect(count(({ kind, code }) => kind === 'n_' && code === 'accepted')).to.equal(0);
    });

    it('takes the 95 that are JSON, save those which I-JSON refuses', () => {
      const refusals = outcomes.filter(({ kind, code }) => kind === 'y_' && code !== 'accepted');
      expect(count(({ kind }) => kind === 'y_')).to.equal(95);
      expect(new Set(refusals.map(({ code }) => code))).to.deep.equal(
        new Set(['JSON_BAD_TEXT', 'JSON_DUPLICATE_NAME']),
      );
    });

    it('refuses for each reason as many as the README counts', () => {
      const parsable = outcomes.filter(({ code }) => code !== 'JSON_MALFORMED');
      const reasons = Object.groupBy(parsable, ({ code }) => code);
      const counts = Object.fromEntries(Object.entries(reasons).map(([code, list]) => [code, list?.length]));
      // 28 not UTF-8 and one with a byte order mark, as counted there; and n_structure_UTF8_BOM_no_data, no JSON either.
      expect(counts).to.include({ BYTES_NOT_UTF8: 28 + 1 + 1, JSON_BAD_NUMBER: 5, JSON_DUPLICATE_NAME: 5 });
      // 13 lone surrogates, 8 noncharacters; 500 nested arrays.
      expect(counts).to.include({ JSON_BAD_TEXT: 13 + 8, JSON_TOO_DEEP: 1 });
    });
  });
}
