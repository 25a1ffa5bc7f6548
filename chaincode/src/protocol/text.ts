// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Control, format (bidirectional ones included), private-use and unassigned characters: none belongs in a record's text. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
/** The same, but line feeds are kept for texts of several paragraphs. */
const HIDDEN_BUT_LINE_FEED = /[^\n\P{Cc}]|[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

function plain(longest: number, hidden: RegExp) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !hidden.test(text), 'holds a control, direction or invisible character')
    .refine((text) => text === text.normalize('NFC'), 'is not in Unicode normalisation form C')
    .refine((text) => text.trim() === text, 'begins or ends with white space');
}

/** One line for people: a name or a title of at most 200 characters, NFC, without control or direction characters (UTS 39). */
export const Line = plain(200, HIDDEN);

/** Some paragraphs for people: an explanation of at most 8,000 characters; longer texts go beside the ledger by digest. */
export const Paragraphs = plain(8000, HIDDEN_BUT_LINE_FEED);

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
