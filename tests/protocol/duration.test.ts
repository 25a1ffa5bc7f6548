// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  commencement,
  Duration,
  PositiveDuration,
  UtcOffset,
  deadline,
  plus,
} from '../../chaincode/src/protocol/duration.ts';
import { Instant, fromEpochMilliseconds, toEpochMilliseconds } from '../../chaincode/src/protocol/instant.ts';
import { refusalOf } from './support.ts';

const DAY = 86_400_000;
const outOfRange = { code: 'INSTANT_OUT_OF_RANGE', details: {} };
const event = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(8000, 0, 1) });
const offset = fc.integer({ min: -48, max: 56 });

const after = (instant: string, duration: string): string => plus(Instant.parse(instant), Duration.parse(duration));
const endOf = (instant: string, limit: string, seat: string): string =>
  deadline(Instant.parse(instant), Duration.parse(limit), UtcOffset.parse(seat));

/** `+01:00` for four quarters of an hour. */
function spelled(quarters: number): UtcOffset {
  const [hours, minutes] = [Math.floor(Math.abs(quarters) / 4), (Math.abs(quarters) % 4) * 15];
  const digits = [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':');
  return UtcOffset.parse((quarters < 0 ? '-' : '+') + digits);
}

describe('a duration', () => {
  const accepted = [
    'P1Y2M10D',
    'P2W',
    'P30D',
    'P6M',
    'P1Y',
    'P1Y10D',
    'PT72H',
    'PT5S',
    'PT1H30M',
    'P0D',
    'PT0S',
    'P999999999D',
  ];
  for (const text of accepted) {
    it(`can be ${text}`, () => {
      expect(Duration.parse(text)).to.equal(text);
    });
  }

  const refused: [text: string, why: string][] = [
    ['P1DT1H', 'units of the calendar and of the clock'],
    ['P1W1D', 'weeks with days'],
    ['P1M2Y', 'units out of order'],
    ['P1D1D', 'a unit twice'],
    ['PT0.5S', 'a fraction'],
    ['PT0,5S', 'a fraction'],
    ['-P1D', 'a sign'],
    ['+P1D', 'a sign'],
    ['P-1D', 'a sign'],
    ['P01D', 'a leading zero'],
    ['P1000000000D', 'ten digits'],
    ['P', 'no unit'],
    ['PT', 'no unit'],
    ['P1', 'no unit'],
    ['P1DT', 'an empty part of the clock'],
    ['p1d', 'lower case'],
    ['P1H', 'hours among the units of the calendar'],
    ['PT1D', 'days among the units of the clock'],
    ['P1D\n', 'a line end'],
    ['', 'nothing'],
  ];
  for (const [text, why] of refused) {
    it(`is not ${JSON.stringify(text)}: ${why}`, () => {
      expect(Duration.safeParse(text).success).to.equal(false);
      expect(PositiveDuration.safeParse(text).success).to.equal(false);
    });
  }

  it('may be zero, unless it must be positive', () => {
    for (const text of ['P0D', 'PT0S', 'P0Y0M0D', 'PT0H0M0S', 'P0W']) {
      expect(Duration.safeParse(text).success).to.equal(true);
      expect(PositiveDuration.safeParse(text).success).to.equal(false);
    }
    expect(PositiveDuration.parse('P0Y10D')).to.equal('P0Y10D');
  });
});

describe('an offset from UTC', () => {
  for (const text of ['+00:00', '+01:00', '-05:00', '+05:45', '+14:00', '-12:00', '-00:30', '+13:45']) {
    it(`can be ${text}`, () => {
      expect(UtcOffset.parse(text)).to.equal(text);
    });
  }
  for (const text of [
    '-00:00',
    'Z',
    '+1:00',
    '+0100',
    '+14:15',
    '-12:15',
    '+15:00',
    '-13:00',
    '+01:10',
    '+01:60',
    'CET',
    '',
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(UtcOffset.safeParse(text).success).to.equal(false);
    });
  }
});

describe('an instant and a duration', () => {
  it('add units of the clock exactly', () => {
    expect(after('2026-03-28T23:30:00Z', 'PT72H')).to.equal('2026-03-31T23:30:00Z');
    expect(after('2026-12-31T23:59:59.999Z', 'PT1S')).to.equal('2027-01-01T00:00:00.999Z');
    expect(after('2026-01-01T00:00:00Z', 'PT0S')).to.equal('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(event, fc.nat(99_999), fc.nat(99), fc.nat(99), (at, hours, minutes, seconds) => {
        const sum = plus(fromEpochMilliseconds(at), Duration.parse(`PT${hours}H${minutes}M${seconds}S`));
        expect(toEpochMilliseconds(sum)).to.equal(at + ((hours * 60 + minutes) * 60 + seconds) * 1000);
      }),
    );
  });

  it('add days and weeks of 24 hours', () => {
    fc.assert(
      fc.property(event, fc.nat(99_999), (at, count) => {
        expect(toEpochMilliseconds(plus(fromEpochMilliseconds(at), Duration.parse(`P${count}D`)))).to.equal(
          at + count * DAY,
        );
        const weeks = plus(fromEpochMilliseconds(at), Duration.parse(`P${count % 999}W`));
        expect(toEpochMilliseconds(weeks)).to.equal(at + 7 * (count % 999) * DAY);
      }),
    );
  });

  it('add months by the calendar, shortened to the last day of the month', () => {
    expect(after('2023-01-31T10:00:00Z', 'P1M')).to.equal('2023-02-28T10:00:00Z');
    expect(after('2024-01-31T10:00:00Z', 'P1M')).to.equal('2024-02-29T10:00:00Z');
    expect(after('2024-02-29T10:00:00Z', 'P1Y')).to.equal('2025-02-28T10:00:00Z');
    expect(after('2024-02-29T10:00:00Z', 'P1Y1M1D')).to.equal('2025-03-30T10:00:00Z');
    fc.assert(
      fc.property(event, fc.nat(1200), (at, months) => {
        const from = new Date(at);
        const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
        // Day 0 of the following month is the last of this one.
        const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
        const expected = Date.UTC(year, month, Math.min(from.getUTCDate(), last)) + (((at % DAY) + DAY) % DAY);
        expect(toEpochMilliseconds(plus(fromEpochMilliseconds(at), Duration.parse(`P${months}M`)))).to.equal(expected);
      }),
    );
  });

  it('are refused beyond the year 9999, however far', () => {
    for (const duration of ['PT1S', 'P1D', 'P999999999Y', 'P999999999D', 'PT999999999H', 'P999999999W']) {
      expect(refusalOf(() => after('9999-12-31T23:59:59Z', duration))).to.deep.equal(outOfRange);
    }
  });
});

describe('a deadline', () => {
  it('of hours runs from the event itself, wherever the seat is', () => {
    expect(endOf('2026-03-31T22:30:00.250Z', 'PT12H', '+02:00')).to.equal('2026-04-01T10:30:00.250Z');
    expect(endOf('2026-03-31T22:30:00Z', 'PT120H', '-12:00')).to.equal('2026-04-05T22:30:00Z');
  });

  it('of days leaves out the day of the event and ends at 24:00', () => {
    expect(endOf('2026-11-23T00:00:00.001Z', 'P1D', '+00:00')).to.equal('2026-11-25T00:00:00Z');
    expect(endOf('2026-11-23T23:59:59.999Z', 'P1D', '+00:00')).to.equal('2026-11-25T00:00:00Z');
    expect(endOf('2026-11-23T10:00:00Z', 'P2W', '+00:00')).to.equal('2026-12-08T00:00:00Z');
    expect(endOf('2026-11-23T10:00:00Z', 'P0D', '+00:00')).to.equal('2026-11-24T00:00:00Z');
  });

  it('of days counts the days of the seat', () => {
    // 31 March 22:30 UTC is 1 April at +02:00: thirty days end with 1 May there, at 22:00 UTC.
    expect(endOf('2026-03-31T22:30:00Z', 'P30D', '+02:00')).to.equal('2026-05-01T22:00:00Z');
    expect(endOf('2026-03-31T21:30:00Z', 'P30D', '+02:00')).to.equal('2026-04-30T22:00:00Z');
    expect(endOf('2026-03-31T02:00:00Z', 'P1D', '-05:00')).to.equal('2026-04-01T05:00:00Z');
  });

  it('of days from exactly 24:00 counts from the day that ends', () => {
    expect(endOf('2026-11-24T00:00:00Z', 'P1D', '+00:00')).to.equal('2026-11-25T00:00:00Z');
    expect(endOf('2026-11-23T23:00:00Z', 'P3D', '+01:00')).to.equal('2026-11-26T23:00:00Z');
    expect(endOf('2026-03-01T00:00:00Z', 'P1M', '+00:00')).to.equal('2026-03-29T00:00:00Z');
    expect(endOf('2026-11-24T00:00:00Z', 'P0D', '+00:00')).to.equal('2026-11-24T00:00:00Z');
  });

  it('of days that follow each other add up', () => {
    fc.assert(
      fc.property(event, fc.nat(4999), fc.nat(4999), offset, (at, first, second, quarters) => {
        const days = (start: Instant, count: number): Instant =>
          deadline(start, Duration.parse(`P${count}D`), spelled(quarters));
        const start = fromEpochMilliseconds(at);
        expect(days(days(start, first), second)).to.equal(days(start, first + second));
      }),
    );
  });

  it('of months from exactly 24:00 ends at 24:00, by another calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), fc.nat(1200), offset, (ordinal, months, quarters) => {
        const shift = quarters * 900_000;
        // The day that ends, by JavaScript's own calendar; day 0 of the following month is the last of this one.
        const day = new Date(Date.UTC(1950, 0, 1) + ordinal * DAY);
        const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + months];
        const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
        const ends = Date.UTC(year, month, Math.min(day.getUTCDate(), last)) + DAY - shift;
        const start = fromEpochMilliseconds(day.getTime() + DAY - shift);
        const end = deadline(start, Duration.parse(`P${months}M`), spelled(quarters));
        expect(toEpochMilliseconds(end)).to.equal(ends);
      }),
    );
  });

  it('of months ends on the same day of the month, or on its last', () => {
    expect(endOf('2026-01-31T10:00:00Z', 'P1M', '+01:00')).to.equal('2026-02-28T23:00:00Z');
    expect(endOf('2024-01-31T10:00:00Z', 'P1M', '+01:00')).to.equal('2024-02-29T23:00:00Z');
    // 31 January 23:30 UTC is 1 February at the seat.
    expect(endOf('2026-01-31T23:30:00Z', 'P1M', '+01:00')).to.equal('2026-03-01T23:00:00Z');
    expect(endOf('2024-02-29T10:00:00Z', 'P1Y', '+00:00')).to.equal('2025-03-01T00:00:00Z');
  });

  it('of days is always a midnight at the seat, so many days after that of the event', () => {
    fc.assert(
      fc.property(event, fc.nat(9999), offset, (at, days, quarters) => {
        const shift = quarters * 900_000;
        const midnight = Math.ceil((at + shift) / DAY) * DAY - shift;
        const end = deadline(fromEpochMilliseconds(at), Duration.parse(`P${days}D`), spelled(quarters));
        expect(toEpochMilliseconds(end)).to.equal(midnight + days * DAY);
      }),
    );
  });

  it('never ends earlier for a later event', () => {
    const limit = fc
      .constantFrom('P1D', 'P1M', 'P3M', 'P1Y', 'P1Y2M10D', 'PT12H', 'P2W')
      .map((text) => Duration.parse(text));
    fc.assert(
      fc.property(event, fc.nat(90 * DAY), limit, offset, (at, distance, length, quarters) => {
        const ends = [at, at + distance].map((moment) =>
          toEpochMilliseconds(deadline(fromEpochMilliseconds(moment), length, spelled(quarters))),
        );
        expect(ends[0]).to.be.at.most(ends[1] ?? NaN);
      }),
    );
  });

  it('is refused beyond the year 9999', () => {
    expect(refusalOf(() => endOf('9999-12-31T00:00:00Z', 'P1D', '+00:00'))).to.deep.equal(outOfRange);
    expect(refusalOf(() => endOf('9999-12-31T00:00:00Z', 'PT24H', '+00:00'))).to.deep.equal(outOfRange);
  });

  it('passes on an error that is none of the range', () => {
    expect(() => plus('no instant' as Instant, null as unknown as Duration)).to.throw();
  });
});

describe('a commencement', () => {
  const from = (instant: string, interval: string, seat = '+00:00'): Instant =>
    commencement(Instant.parse(instant), Duration.parse(interval), UtcOffset.parse(seat));

  it('is the beginning of the date to which days, months and years lead, as treaties have entered into force', () => {
    // Chemical Weapons Convention XXI.1: the 65th instrument came on 31 October 1996, entry into force 180 days after it.
    expect(from('1996-10-31T15:00:00Z', 'P180D')).to.equal('1997-04-29T00:00:00Z');
    // Paris Agreement 21(1): conditions met on 5 October 2016, in force on the thirtieth day after.
    expect(from('2016-10-05T15:00:00Z', 'P30D')).to.equal('2016-11-04T00:00:00Z');
  });

  it('is the date of the same number for a notice of withdrawal', () => {
    // Paris Agreement 28(2): notice of the United States on 4 November 2019, effective on 4 November 2020.
    expect(from('2019-11-04T20:00:00Z', 'P1Y')).to.equal('2020-11-04T00:00:00Z');
    // INF Treaty XV(2): notice on 2 February 2019, effective on 2 August 2019.
    expect(from('2019-02-02T12:00:00Z', 'P6M')).to.equal('2019-08-02T00:00:00Z');
  });

  it('is the date at the seat, where the event falls on another day than in UTC', () => {
    expect(from('2026-11-30T23:30:00Z', 'P1D', '+01:00')).to.equal('2026-12-01T23:00:00Z');
  });

  it('runs from the event for hours, and begins with the event where there is no interval', () => {
    expect(from('2026-11-30T23:30:00Z', 'PT72H')).to.equal('2026-12-03T23:30:00Z');
    expect(from('2026-11-30T23:30:00Z', 'PT0S')).to.equal('2026-11-30T23:30:00Z');
    expect(from('2026-11-30T23:30:00Z', 'P0D')).to.equal('2026-11-30T23:30:00Z');
  });

  it('is refused beyond the year 9999', () => {
    expect(refusalOf(() => from('9999-12-31T00:00:00Z', 'P1D'))).to.deep.equal(outOfRange);
  });
});
