// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Ratio, meets } from '../../chaincode/src/protocol/ratio.ts';

describe('a ratio', () => {
  it('is two integers, of which the first is at least one and at most the second', () => {
    for (const ratio of [
      { num: 1, den: 1 },
      { num: 2, den: 3 },
      { num: 4, den: 6 },
    ]) {
      expect(Ratio.parse(ratio)).to.deep.equal(ratio);
    }
  });

  const refused: unknown[] = [
    { num: 0, den: 1 },
    { num: 3, den: 2 },
    { num: 1, den: 0 },
    { num: -1, den: -2 },
    { num: 1.5, den: 2 },
    { num: 1, den: 2 ** 53 },
    { num: '1', den: 2 },
    { num: 1 },
    { num: 1, den: 2, of: 'all' },
    0.5,
  ];
  for (const ratio of refused) {
    it(`is not ${JSON.stringify(ratio)}`, () => {
      expect(Ratio.safeParse(ratio).success).to.equal(false);
    });
  }

  it('is met exactly: the least part by integer division, for every body up to 250 (A18)', () => {
    for (const { num, den } of [
      { num: 2, den: 3 },
      { num: 3, den: 4 },
      { num: 1, den: 2 },
      { num: 7, den: 8 },
    ]) {
      for (let whole = 1; whole <= 250; whole += 1) {
        // The least integer not below, and the least above, whole * num / den.
        const atLeast = Math.floor((whole * num + den - 1) / den);
        const moreThan = Math.floor((whole * num) / den) + 1;
        const met = (part: number, strict: boolean): boolean =>
          meets(BigInt(part), BigInt(whole), { num, den }, strict);
        expect([met(atLeast - 1, false), met(atLeast, false)]).to.deep.equal([false, true]);
        expect([met(moreThan - 1, true), met(moreThan, true)]).to.deep.equal([false, true]);
      }
    }
  });

  it('is exact where doubles are not', () => {
    const whole = 3n * 10n ** 30n;
    expect(meets(2n * 10n ** 30n, whole, { num: 2, den: 3 }, false)).to.equal(true);
    expect(meets(2n * 10n ** 30n - 1n, whole, { num: 2, den: 3 }, false)).to.equal(false);
    expect(meets(2n * 10n ** 30n, whole, { num: 2, den: 3 }, true)).to.equal(false);
  });

  it('is never met by a part of nothing', () => {
    expect(meets(0n, 0n, { num: 1, den: 2 }, false)).to.equal(false);
  });
});
