// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import {
  ACTS,
  firstProblem,
  Line,
  MAX_DOCUMENT_BYTES,
  parseJson,
  Profile,
  RepresentativeId,
  TreatyError,
  type JsonValue,
} from '../../../chaincode/src/protocol/index.ts';

const { parties, institutions } = ACTS.OpenTreaty.shape.body.shape;

/** An opening file: `profile` is the profile itself, or the path of its file, relative to this one. */
const OpeningFile = z.strictObject({
  title: Line,
  profile: z.union([z.string().min(1), z.looseObject({})], 'is a path or an object'),
  depositary: RepresentativeId,
  parties,
  institutions,
});

/** What a depositary prepares before a treaty is opened: who is invited, under which profile, and which office keeps the record. */
export interface Opening extends Omit<z.infer<typeof OpeningFile>, 'profile'> {
  readonly profile: Profile;
}

/**
 * Reads an opening file and the profile that it names.
 * Fails if: FILE_UNREADABLE; what parseJson refuses; OPENING_INVALID, PROFILE_INVALID with the file, the field and the problem.
 */
export function readOpening(file: string): Opening {
  const { profile, ...rest } = parsedAs(OpeningFile, 'OPENING_INVALID', file, jsonIn(file));
  if (typeof profile !== 'string') return { ...rest, profile: parsedAs(Profile, 'PROFILE_INVALID', file, profile) };
  const beside = resolve(dirname(file), profile);
  return { ...rest, profile: parsedAs(Profile, 'PROFILE_INVALID', beside, jsonIn(beside)) };
}

function parsedAs<S extends z.ZodType>(
  schema: S,
  code: 'OPENING_INVALID' | 'PROFILE_INVALID',
  file: string,
  content: unknown,
): z.infer<S> {
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw new TreatyError(code, { file, ...firstProblem(parsed.error) });
  return parsed.data;
}

function jsonIn(file: string): JsonValue {
  return parseJson(bytesOf(file));
}

/** At most one byte more than a document may have: a longer file is refused by its reader, and never held whole. */
function bytesOf(file: string): Uint8Array {
  const buffer = Buffer.alloc(MAX_DOCUMENT_BYTES + 1);
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    let length = 0;
    for (let read = -1; read !== 0; length += read)
      read = readSync(handle, buffer, length, buffer.length - length, null);
    return buffer.subarray(0, length);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new TreatyError('FILE_UNREADABLE', { file, reason });
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
