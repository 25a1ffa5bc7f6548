// SPDX-License-Identifier: Apache-2.0
import { Temporal } from 'temporal-polyfill/implementation';
import { z } from 'zod';
import { TreatyError } from './errors.ts';

/** RFC 3339, UTC, years 1900 to 9999, no leap second, no fraction or three digits of one. */
const INSTANT =
  /^(?:19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.(?!000)[0-9]{3})?Z$/;
const WHOLE_SECOND = '2000-01-01T00:00:00Z'.length;

const FIRST = Temporal.Instant.from('1900-01-01T00:00:00Z').epochMilliseconds;
const LAST = Temporal.Instant.from('9999-12-31T23:59:59.999Z').epochMilliseconds;

/**
 * A point in time: RFC 3339, UTC, in one spelling: `2026-11-23T10:00:00Z`, or with exactly three digits of a fraction
 * that is not zero. Real calendar dates of the years 1900 to 9999.
 */
export const Instant = z
  .string()
  .max(24)
  .regex(INSTANT, { error: 'an instant such as 2026-11-23T10:00:00Z', abort: true })
  .refine(isCalendarDate, 'a date of the calendar')
  .brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

/** A day of the calendar, such as `2026-11-23`, of which no time of day is known. */
export const Day = z
  .string()
  .regex(/^(?:19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$/, { error: 'a day such as 2026-11-23', abort: true })
  .refine(isCalendarDate, 'a date of the calendar')
  .brand<'Day'>();
export type Day = z.infer<typeof Day>;

/** The instant at which a day begins in UTC. */
export function dayBegins(day: Day): Instant {
  return Instant.parse(`${day}T00:00:00Z`);
}

/** Orders two instants: -1, 0 or 1. */
export function compareInstants(left: Instant, right: Instant): -1 | 0 | 1 {
  const [before, after] = [sortable(left), sortable(right)];
  if (before === after) return 0;
  return before < after ? -1 : 1;
}

/** The earliest of one or more instants. */
export function earliest(first: Instant, ...others: readonly Instant[]): Instant {
  return others.reduce((found, other) => (compareInstants(other, found) < 0 ? other : found), first);
}

/** The latest of one or more instants. */
export function latest(first: Instant, ...others: readonly Instant[]): Instant {
  return others.reduce((found, other) => (compareInstants(other, found) > 0 ? other : found), first);
}

/**
 * The instant of a protobuf timestamp, as a Fabric transaction carries it: seconds since 1970 and nanoseconds,
 * rounded down to the millisecond.
 * Fails if: INSTANT_OUT_OF_RANGE outside the years 1900 to 9999, or where nanos is not an integer from 0 to 999999999.
 */
export function instantFromEpoch(seconds: bigint | number, nanos: number): Instant {
  const whole = typeof seconds === 'bigint' ? Number(seconds) : seconds;
  if (!Number.isInteger(nanos) || nanos < 0 || nanos > 999_999_999 || !Number.isInteger(whole)) {
    throw new TreatyError('INSTANT_OUT_OF_RANGE');
  }
  return fromEpochMilliseconds(whole * 1000 + Math.floor(nanos / 1_000_000));
}

/** Milliseconds since 1970, an exact integer. */
export function toEpochMilliseconds(instant: Instant): number {
  return Temporal.Instant.from(instant).epochMilliseconds;
}

/**
 * The instant at a count of milliseconds since 1970.
 * Fails if: INSTANT_OUT_OF_RANGE outside the years 1900 to 9999, or where it is no integer.
 */
export function fromEpochMilliseconds(milliseconds: number): Instant {
  if (!Number.isInteger(milliseconds) || milliseconds < FIRST || milliseconds > LAST) {
    throw new TreatyError('INSTANT_OUT_OF_RANGE');
  }
  const smallestUnit = milliseconds % 1000 === 0 ? 'second' : 'millisecond';
  return Instant.parse(Temporal.Instant.fromEpochMilliseconds(milliseconds).toString({ smallestUnit }));
}

function isCalendarDate(text: string): boolean {
  try {
    Temporal.PlainDate.from(text.slice(0, 10));
    return true;
  } catch {
    // 30 February and the like: Temporal throws on a date that the calendar does not have.
    return false;
  }
}

/** A spelling whose order as text is the order in time: `Z` would sort after the point of a fraction. */
function sortable(instant: Instant): string {
  return instant.length === WHOLE_SECOND ? `${instant.slice(0, -1)}.000Z` : instant;
}
