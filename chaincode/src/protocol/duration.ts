// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill/implementation';
import { z } from 'zod';
import { TreatyError } from './errors.ts';
import { type Instant, fromEpochMilliseconds, latest } from './instant.ts';

const NUMBER = '(?:0|[1-9][0-9]{0,8})';
const DATE_UNITS = `P(?=[0-9])(?:${NUMBER}Y)?(?:${NUMBER}M)?(?:${NUMBER}D)?`;
const WEEKS = `P${NUMBER}W`;
const TIME_UNITS = `PT(?=[0-9])(?:${NUMBER}H)?(?:${NUMBER}M)?(?:${NUMBER}S)?`;
const DURATION = new RegExp(`^(?:${DATE_UNITS}|${WEEKS}|${TIME_UNITS})$`);

/** Quarter hours from -12:00 to +14:00; UTC is `+00:00` only (RFC 3339, 4.3: `-00:00` means an unknown offset). */
const UTC_OFFSET =
  /^(?:\+(?:0[0-9]|1[0-3]):(?:00|15|30|45)|\+14:00|-(?!00:00)(?:0[0-9]|1[01]):(?:00|15|30|45)|-12:00)$/;

/**
 * A length of time, ISO 8601, in whole units: either of the calendar (`P1Y2M10D`, `P2W`) or of the clock (`PT72H`, `PT5S`),
 * never both, since the two are counted differently. Up to nine digits per unit; may be zero.
 */
export const Duration = z.string().max(40).regex(DURATION, 'a duration such as P30D, P6M or PT72H').brand<'Duration'>();
export type Duration = z.infer<typeof Duration>;

/** A duration that is longer than nothing. */
export const PositiveDuration = Duration.refine(
  (text) => /[1-9]/.test(text),
  'a duration longer than zero',
).brand<'PositiveDuration'>();
export type PositiveDuration = z.infer<typeof PositiveDuration>;

/** A fixed distance from UTC, such as `+01:00`, where the depositary has its seat; no time zone, whose tables differ between Node builds. */
export const UtcOffset = z.string().max(6).regex(UTC_OFFSET, 'an offset from UTC such as +01:00').brand<'UtcOffset'>();
export type UtcOffset = z.infer<typeof UtcOffset>;

/**
 * The instant that lies a duration after another: clock units exactly, calendar units by the calendar of UTC, where
 * the day is shortened to the month's last (31 January + P1M = 28 or 29 February).
 * Fails if: INSTANT_OUT_OF_RANGE beyond the year 9999.
 */
export function plus(instant: Instant, duration: Duration): Instant {
  return withinRange(() => Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').add(duration).epochMilliseconds);
}

/**
 * The last instant of a limit; an act at or before it counts. A limit in hours, minutes or seconds runs from the event
 * itself. A limit in days, weeks, months or years excludes the day of the event and ends at 24:00 at the depositary's
 * seat, which is 00:00 there of the day that follows. An event at exactly 24:00 is one of the day that ends: so limits in days
 * that follow each other add up, and a day after the end of a window is one day.
 * Fails if: INSTANT_OUT_OF_RANGE beyond the year 9999.
 */
export function deadline(event: Instant, limit: Duration, seat: UtcOffset): Instant {
  if (limit.startsWith('PT')) return plus(event, limit);
  return withinRange(() => {
    const day = Temporal.Instant.from(event).subtract({ milliseconds: 1 }).toZonedDateTimeISO(seat).toPlainDate();
    return day.add(limit).add({ days: 1 }).toZonedDateTime(seat).epochMilliseconds;
  });
}

/**
 * The instant from which something has effect that begins an interval after an event: entry into force, withdrawal. Days, weeks, months
 * and years lead to a date, on which it has effect from 00:00 at the depositary's seat; hours, minutes and seconds run from the event.
 * So the Paris Agreement, whose conditions were met on 5 October 2016, was in force "on the thirtieth day after", 4 November 2016.
 * Fails if: INSTANT_OUT_OF_RANGE beyond the year 9999.
 */
export function commencement(event: Instant, interval: Duration, seat: UtcOffset): Instant {
  if (interval.startsWith('PT')) return plus(event, interval);
  const date = withinRange(() => {
    const day = Temporal.Instant.from(event).toZonedDateTimeISO(seat).toPlainDate();
    return day.add(interval).toZonedDateTime(seat).epochMilliseconds;
  });
  // An interval of no days begins with the event, not with the day on which it happens.
  return latest(event, date);
}

function withinRange(milliseconds: () => number): Instant {
  try {
    return fromEpochMilliseconds(milliseconds());
  } catch (error) {
    // Temporal throws a RangeError where its own, wider range ends.
    if (error instanceof RangeError) throw new TreatyError('INSTANT_OUT_OF_RANGE');
    throw error;
  }
}
