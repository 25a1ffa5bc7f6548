// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { compareTexts, Line, Paragraphs, utf8 } from '../../chaincode/src/protocol/text.ts';
import { hexOf } from './support.ts';

const BOTH = { Line, Paragraphs };
const TAKEN = [
  'Conditional AI Safety Treaty',
  'Traité conditionnel sur la sûreté de l’IA',
  'Договор',
  '有条件的人工智能安全条约',
  'معاهدة',
  'a',
  '“quoted” – with dashes, 50 % and 2²',
  '\u{1f54a}',
  // Persian and Sinhala, which cannot be written without joiners (UTS 39, 3.1.1).
  '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
  '\u0dc1\u0dca\u200d\u0dbb\u0dd3',
  // Unassigned in some releases of Unicode: endorsers with different ones must agree.
  'a\u0378b',
];
const REFUSED: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'a tab': 'a\tb',
  'a carriage return': 'a\rb',
  'a NUL': 'a\u0000b',
  'an escape character': 'a\u001b[2Kb',
  'a C1 control': 'a\u0085b',
  'a right-to-left override': 'a\u202eb',
  'an isolate': 'a\u2066b',
  'a zero-width space': 'a\u200bb',
  'a byte order mark': 'a\ufeffb',
  'a soft hyphen': 'a\u00adb',
  'a line separator': 'a\u2028b',
  'a paragraph separator': 'a\u2029b',
  'a private-use character': 'a\ue000b',
  'a lone surrogate': 'a\ud800b',
  'a Hangul filler': 'a\u3164b',
  'a combining grapheme joiner': 'a\u034fb',
  'a variation selector': 'a\ufe0fb',
  'a joiner between Latin letters': 'a\u200db',
  'a non-joiner at the beginning': '\u200ca',
  'a decomposed letter': 'Trai\u0074e\u0301',
  'a compatibility form that NFC replaces': '\u212b',
  'a blank before': ' a',
  'a blank behind': 'a ',
  'a no-break space behind': 'a\u00a0',
};

describe('texts for people', () => {
  for (const [name, schema] of Object.entries(BOTH)) {
    it(`${name}: takes the writing of any language, as it is`, () => {
      for (const text of TAKEN) expect(schema.parse(text)).to.equal(text);
    });

    for (const [what, text] of Object.entries(REFUSED)) {
      it(`${name}: refuses ${what}`, () => {
        expect(schema.safeParse(text).success).to.equal(false);
      });
    }

    it(`${name}: refuses what is no text`, () => {
      for (const value of [undefined, null, 7, ['a']]) expect(schema.safeParse(value).success).to.equal(false);
    });
  }

  it('have at most 200 characters on one line, at most 8,000 in paragraphs', () => {
    expect(Line.safeParse('x'.repeat(200)).success).to.equal(true);
    expect(Line.safeParse('x'.repeat(201)).success).to.equal(false);
    expect(Paragraphs.safeParse('x'.repeat(8000)).success).to.equal(true);
    expect(Paragraphs.safeParse('x'.repeat(8001)).success).to.equal(false);
  });

  it('have line feeds in paragraphs only, and none at their ends', () => {
    expect(Paragraphs.safeParse('One.\n\nTwo.').success).to.equal(true);
    expect(Line.safeParse('One.\nTwo.').success).to.equal(false);
    expect(Paragraphs.safeParse('One.\n').success).to.equal(false);
    expect(Paragraphs.safeParse('\nOne.').success).to.equal(false);
  });

  it('say which rule they break, and never their content', () => {
    const result = Line.safeParse('secret\u202e');
    const messages = result.error?.issues.map(({ message }) => message) ?? [];
    expect(messages).to.deep.equal(['holds a control, direction or invisible character']);
  });
});

describe('the bytes of a text', () => {
  it('are UTF-8 (RFC 3629, section 7)', () => {
    expect(hexOf(utf8('A\u2262\u0391.'))).to.equal('41e289a2ce912e');
    expect(hexOf(utf8('\u{233b4}'))).to.equal('f0a38eb4');
  });
});

describe('the order of texts', () => {
  it('is that of their UTF-16 units, whatever the language of the machine', () => {
    // RFC 8785, section 3.2.3: the names of its example, in the order that it prescribes.
    const inOrder = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
    expect(inOrder.toReversed().toSorted(compareTexts)).to.deep.equal(inOrder);
    expect(compareTexts('a', 'a')).to.equal(0);
  });
});
