// SPDX-License-Identifier: Apache-2.0
import { Duration, Instant } from '../../../chaincode/src/protocol/index.ts';
import { durationWords, instantWords } from './words.ts';

type Row = readonly [string, string];

/** The name of a field as one reads it: `entryIntoForce` as `entry into force`. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

function textWords(text: string): string {
  const duration = Duration.safeParse(text);
  if (duration.success) return durationWords(duration.data);
  const instant = Instant.safeParse(text);
  return instant.success ? instantWords(instant.data) : text;
}

function partsWords(value: object): string {
  if (Array.isArray(value)) return value.map((item: unknown) => plainWords(item)).join(', ');
  if ('num' in value && 'den' in value) return `${plainWords(value.num)}/${plainWords(value.den)}`;
  const entries: [string, unknown][] = Object.entries(value);
  return entries.map(([name, inner]) => `${spaced(name)}: ${plainWords(inner)}`).join('; ');
}

/** Any data in words, without leaving anything out: fields by their names, times as one says them. */
function plainWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return textWords(value);
  return typeof value === 'object' && value !== null ? partsWords(value) : String(value);
}

/** The fields of an object that are filled, each in words; of a list each item in a line of its own. */
export function rowsOf(fields: object): Row[] {
  const entries: [string, unknown][] = Object.entries(fields);
  return entries.flatMap(([name, value]): Row[] => {
    if (value === undefined) return [];
    const words = Array.isArray(value) ? value.map((item: unknown) => plainWords(item)).join('\n') : plainWords(value);
    return [[spaced(name), words]];
  });
}
