// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  Instant,
  compareInstants,
  earliest,
  fromEpochMilliseconds,
  instantFromEpoch,
  latest,
  toEpochMilliseconds,
} from '../../chaincode/src/protocol/instant.ts';
import { refusalOf } from './support.ts';

const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const outOfRange = { code: 'INSTANT_OUT_OF_RANGE', details: {} };
const milliseconds = fc.integer({ min: FIRST, max: LAST });

/** The spelling by another clock: what Date writes, without a fraction of zero. */
const spelling = (epoch: number): string => new Date(epoch).toISOString().replace('.000Z', 'Z');
const instant = (text: string): Instant => Instant.parse(text);

describe('an instant', () => {
  const accepted = [
    '1900-01-01T00:00:00Z',
    '2000-02-29T23:59:59Z',
    '2026-11-23T10:00:00Z',
    '2026-11-23T10:00:00.500Z',
    '2026-11-23T10:00:00.001Z',
    '2024-02-29T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
  ];
  for (const text of accepted) {
    it(`can be ${text}`, () => {
      expect(Instant.parse(text)).to.equal(text);
    });
  }

  const refused: [text: string, why: string][] = [
    ['2026-02-30T10:00:00Z', 'no such day'],
    ['2025-02-29T10:00:00Z', 'no leap year'],
    ['1900-02-29T10:00:00Z', 'no leap year, by the rule of centuries'],
    ['2026-04-31T10:00:00Z', 'no such day'],
    ['2026-13-01T10:00:00Z', 'no such month'],
    ['2026-00-01T10:00:00Z', 'no such month'],
    ['2026-01-00T10:00:00Z', 'no such day'],
    ['2026-01-01T24:00:00Z', 'midnight has one spelling'],
    ['2026-01-01T10:60:00Z', 'no such minute'],
    ['2016-12-31T23:59:60Z', 'a leap second'],
    ['2026-01-01T10:00:00.000Z', 'a fraction of zero'],
    ['2026-01-01T10:00:00.5Z', 'one digit of a fraction'],
    ['2026-01-01T10:00:00.5000Z', 'four digits of a fraction'],
    ['2026-01-01T10:00:00+00:00', 'another spelling of UTC'],
    ['2026-01-01T10:00:00+01:00', 'not UTC'],
    ['2026-01-01T10:00:00', 'no zone'],
    ['2026-01-01t10:00:00z', 'lower case'],
    ['2026-01-01 10:00:00Z', 'a blank'],
    ['2026-01-01T10:00Z', 'no seconds'],
    ['2026-01-01', 'a date'],
    ['1899-12-31T23:59:59Z', 'too early'],
    ['+010000-01-01T00:00:00Z', 'too late'],
    ['2026-01-01T10:00:00Z\n', 'a line end'],
    ['２０２６-01-01T10:00:00Z', 'other digits'],
    ['', 'nothing'],
  ];
  for (const [text, why] of refused) {
    it(`is not ${JSON.stringify(text)}: ${why}`, () => {
      expect(Instant.safeParse(text).success).to.equal(false);
    });
  }

  it('is in one spelling what Date knows, and comes back', () => {
    fc.assert(
      fc.property(milliseconds, (epoch) => {
        const written = fromEpochMilliseconds(epoch);
        expect(written).to.equal(spelling(epoch));
        expect(toEpochMilliseconds(instant(written))).to.equal(epoch);
      }),
    );
  });

  it('is ordered by time and not by text', () => {
    const [whole, half] = [instant('2026-01-01T10:00:00Z'), instant('2026-01-01T10:00:00.500Z')];
    expect(half < whole).to.equal(true);
    expect([compareInstants(whole, half), compareInstants(half, whole)]).to.deep.equal([-1, 1]);
    expect([compareInstants(whole, whole), compareInstants(half, half)]).to.deep.equal([0, 0]);
    fc.assert(
      fc.property(milliseconds, fc.oneof(fc.integer({ min: -2000, max: 2000 }), fc.integer()), (left, distance) => {
        const right = Math.min(Math.max(left + distance, FIRST), LAST);
        const order = left < right ? -1 : Number(left > right);
        expect(compareInstants(fromEpochMilliseconds(left), fromEpochMilliseconds(right))).to.equal(order);
      }),
    );
  });

  it('is the earliest or the latest of several', () => {
    const [first, second, third] = [
      instant('2026-01-01T00:00:00Z'),
      instant('2026-01-01T00:00:00.001Z'),
      instant('2026-01-02T00:00:00Z'),
    ] as const;
    expect(earliest(second, third, first)).to.equal(first);
    expect(earliest(first, second)).to.equal(first);
    expect(latest(second, third, first)).to.equal(third);
    expect([earliest(second), latest(second)]).to.deep.equal([second, second]);
  });
});

describe('the instant of a Fabric timestamp', () => {
  it('counts from 1970 and rounds down to the millisecond', () => {
    expect(instantFromEpoch(0, 0)).to.equal('1970-01-01T00:00:00Z');
    expect(instantFromEpoch(1_700_000_000n, 999_999)).to.equal('2023-11-14T22:13:20Z');
    expect(instantFromEpoch(1_700_000_000, 1_000_000)).to.equal('2023-11-14T22:13:20.001Z');
    expect(instantFromEpoch(0, 999_999_999)).to.equal('1970-01-01T00:00:00.999Z');
    // protobuf Timestamp: nanos count forward, also before 1970.
    expect(instantFromEpoch(-1n, 500_000_000)).to.equal('1969-12-31T23:59:59.500Z');
  });

  it('is refused outside the years 1900 to 9999', () => {
    expect(instantFromEpoch(FIRST / 1000, 0)).to.equal('1900-01-01T00:00:00Z');
    expect(instantFromEpoch(BigInt((LAST - 999) / 1000), 999_999_999)).to.equal('9999-12-31T23:59:59.999Z');
    for (const seconds of [FIRST / 1000 - 1, (LAST + 1) / 1000, 2n ** 63n, -(2n ** 2000n), NaN, Infinity, 0.5]) {
      expect(refusalOf(() => instantFromEpoch(seconds, 0))).to.deep.equal(outOfRange);
    }
  });

  it('is refused where the nanoseconds are none', () => {
    for (const nanos of [-1, 1e9, 0.5, NaN]) {
      expect(refusalOf(() => instantFromEpoch(0, nanos))).to.deep.equal(outOfRange);
    }
    expect(refusalOf(() => fromEpochMilliseconds(NaN))).to.deep.equal(outOfRange);
    expect(refusalOf(() => fromEpochMilliseconds(0.5))).to.deep.equal(outOfRange);
  });
});
