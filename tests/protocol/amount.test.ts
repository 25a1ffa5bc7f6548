// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { Amount, compareAmounts, parseAmount } from '../../chaincode/src/protocol/amount.ts';
import { refusalOf } from './support.ts';

const LARGEST = 10n ** 40n;
const amount = fc.bigInt({ min: 0n, max: LARGEST });

describe('an amount', () => {
  it('is a whole number from 0 to 10^40 in one spelling', () => {
    for (const text of ['0', '1', '10', '9007199254740993', `1${'0'.repeat(25)}`, String(LARGEST), '9'.repeat(40)]) {
      expect(Amount.parse(text)).to.equal(text);
    }
  });

  const refused = ['', '-1', '+1', '00', '01', '1.0', '1e25', ' 1', '1\n', '1_000', '١', String(LARGEST + 1n), '0x1'];
  for (const text of [...refused, '9'.repeat(41), '1'.repeat(1e5)]) {
    it(`is not ${JSON.stringify(text.slice(0, 50))}`, () => {
      expect(Amount.safeParse(text).success).to.equal(false);
    });
  }

  it('is never a JSON number', () => {
    expect(Amount.safeParse(1).success).to.equal(false);
  });

  it('is told apart at the threshold 10^25 where a double cannot', () => {
    const [below, at, above] = [10n ** 25n - 1n, 10n ** 25n, 10n ** 25n + 1n].map((value) => Amount.parse(`${value}`));
    if (below === undefined || at === undefined || above === undefined) throw new Error('Three amounts are made.');
    expect([compareAmounts(below, at), compareAmounts(at, at), compareAmounts(above, at)]).to.deep.equal([-1, 0, 1]);
    expect(Number(above)).to.equal(Number(at));
  });

  it('is ordered as integers are', () => {
    fc.assert(
      fc.property(amount, amount, (left, right) => {
        const order = left < right ? -1 : Number(left > right);
        expect(compareAmounts(Amount.parse(`${left}`), Amount.parse(`${right}`))).to.equal(order);
      }),
    );
  });
});

describe('an amount as a person writes it', () => {
  const cases: [text: string, value: string][] = [
    ['0', '0'],
    ['5000', '5000'],
    ['1e25', `1${'0'.repeat(25)}`],
    ['1E25', `1${'0'.repeat(25)}`],
    ['1e+25', `1${'0'.repeat(25)}`],
    ['2.5e25', `25${'0'.repeat(24)}`],
    ['1.50e1', '15'],
    ['2.0', '2'],
    ['0e99', '0'],
    ['0.1e1', '1'],
    ['1e40', String(LARGEST)],
  ];
  for (const [text, value] of cases) {
    it(`${text} is ${value}`, () => {
      expect(parseAmount(text)).to.equal(value);
    });
  }

  const refused = [
    '',
    '-1',
    '+1',
    '1e25.5',
    '1.23e1',
    '0.5',
    '1e-1',
    '10_000',
    '10,000',
    '1e41',
    '1e100',
    '01',
    '.5e1',
  ];
  for (const text of [...refused, '5.', 'e5', '1e', ' 1', 'ten', 'Infinity', '0x10', '1n']) {
    it(`${JSON.stringify(text)} is refused`, () => {
      expect(refusalOf(() => parseAmount(text))).to.deep.equal({ code: 'AMOUNT_INVALID', details: { text } });
    });
  }

  it('is refused without being repeated at length', () => {
    const refusal = { code: 'AMOUNT_INVALID', details: { text: '1'.repeat(64) } };
    expect(refusalOf(() => parseAmount('1'.repeat(1e6)))).to.deep.equal(refusal);
  });

  it('has the value that integers give for every mantissa and exponent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(19), (mantissa, exponent) => {
        expect(parseAmount(`${mantissa}e${exponent}`)).to.equal(`${mantissa * 10n ** BigInt(exponent)}`);
      }),
    );
  });
});
