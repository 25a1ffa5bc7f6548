// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** The scripts in which joiners change what is written, so that names and texts cannot do without them (UTS 39, 3.1.1). */
const JOINING = ['Arab', 'Deva', 'Beng', 'Gujr', 'Guru', 'Knda', 'Mlym', 'Orya', 'Sinh', 'Taml', 'Telu'];
const STRAY_JOINER = `(?<![${JOINING.map((script) => `\\p{scx=${script}}`).join('')}])[\\u200c\\u200d]`;
const INVISIBLE = '[[\\p{Cf}\\p{DI}\\p{Co}\\p{Cs}\\p{NChar}\\p{Zl}\\p{Zp}]--[\\u200c\\u200d]]';

/**
 * What has no place in a record's text: control, direction and other invisible characters, lone surrogates, private ones.
 * Unassigned characters pass: which ones they are differs between Node releases, and endorsers must agree.
 */
const HIDDEN = new RegExp(`${INVISIBLE}|\\p{Cc}|${STRAY_JOINER}`, 'v');
/** The same, but line feeds are kept for texts of several paragraphs. */
const HIDDEN_BUT_LINE_FEED = new RegExp(`${INVISIBLE}|[\\p{Cc}--\\n]|${STRAY_JOINER}`, 'v');

function plain(longest: number, hidden: RegExp) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !hidden.test(text), 'holds a control, direction or invisible character')
    .refine((text) => text === text.normalize('NFC'), 'is not in Unicode normalisation form C')
    .refine((text) => text.trim() === text, 'begins or ends with white space');
}

/** Orders two texts by their UTF-16 units, the same on every machine: -1, 0 or 1. */
export function compareTexts(left: string, right: string): number {
  return Number(left > right) - Number(left < right);
}

/** One line for people: a name or a title of at most 200 characters, NFC, without control or direction characters (UTS 39). */
export const Line = plain(200, HIDDEN);

/** Some paragraphs for people: an explanation of at most 8,000 characters; longer texts go beside the ledger by digest. */
export const Paragraphs = plain(8000, HIDDEN_BUT_LINE_FEED);

/** Scripts of which letters pass for those of another one (UTS 39): a name keeps to one of them. */
const CONFUSABLE = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic', 'Hebrew', 'Arabic'].map(
  (script) => new RegExp(`\\p{Script=${script}}`, 'v'),
);

/** A name that delegates tell apart by eye, of an organ, a state or a group: a line in one script. */
export const Name = Line.refine(
  (text) => CONFUSABLE.filter((script) => script.test(text)).length < 2,
  'mixes letters of two scripts, of which some look alike',
);

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
