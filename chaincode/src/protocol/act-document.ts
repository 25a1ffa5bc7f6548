// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { ACTS, Proofs, type Act, type ActType, type SealedAct } from './acts.ts';
import { canonicalBytes, parseCanonical } from './canonical.ts';
import { sha256Hex } from './digest.ts';
import { TreatyError } from './errors.ts';
import { Digest } from './ids.ts';
import { isJsonObject, type JsonValue } from './json.ts';
import { verifySeals, type Proof } from './seal.ts';

/** A signed act taken apart: what is done, the proof set, and the digests of both spellings. */
export interface ActDocument {
  readonly act: Act;
  readonly proof: readonly Proof[];
  /** SHA-256 of the canonical act without its proofs: the source of the ids that it creates. */
  readonly digest: Digest;
  /** SHA-256 of the document as it was signed, proofs included. */
  readonly documentDigest: Digest;
  readonly document: JsonValue;
}

type Issue = z.core.$ZodIssue;

/** Of several forms the one that was meant: alone in that all its findings lie inside of the value, not at the value itself. */
function meantBy({ errors, path }: Extract<Issue, { code: 'invalid_union' }>): Issue | undefined {
  const [first, ...others] = errors.filter((issues) => issues.every((issue) => issue.path.length > 0));
  const inner = others.length === 0 ? first?.[0] : undefined;
  return inner && { ...inner, path: [...path, ...inner.path] };
}

function problemOf(issue: Issue): { field: string; problem: string } {
  const meant = issue.code === 'invalid_union' ? meantBy(issue) : undefined;
  if (meant !== undefined) return problemOf(meant);
  if (issue.code === 'unrecognized_keys')
    return { field: [...issue.path, ...issue.keys.slice(0, 1)].map(String).join('.'), problem: 'is an unknown field' };
  return { field: issue.path.map(String).join('.'), problem: issue.message };
}

/** The schema's first finding in words that hold a path and a rule, never a value. */
export function firstProblem(error: z.ZodError): { field: string; problem: string } {
  const issue = error.issues[0];
  return issue === undefined ? { field: '', problem: 'unknown' } : problemOf(issue);
}

function isActType(type: unknown): type is ActType {
  return typeof type === 'string' && Object.hasOwn(ACTS, type);
}

/**
 * Reads an act that nobody has sealed yet, such as a draft.
 * Fails if: ACT_TYPE_UNKNOWN, ACT_MALFORMED with the field and the problem.
 */
export function parseAct(value: JsonValue): Act {
  const type = isJsonObject(value) ? value.type : undefined;
  if (!isActType(type)) throw new TreatyError('ACT_TYPE_UNKNOWN', { type: typeof type === 'string' ? type : 'none' });
  const parsed = ACTS[type].safeParse(value);
  if (!parsed.success) throw new TreatyError('ACT_MALFORMED', { type, ...firstProblem(parsed.error) });
  return parsed.data;
}

/**
 * Reads the bytes of a signed act: limits, canonical form, schema, and the form of its proofs. Seals are not verified here.
 * Fails if: any refusal of `parseCanonical`, ACT_TYPE_UNKNOWN, ACT_MALFORMED, SEAL_MISSING.
 */
export function parseActDocument(bytes: Uint8Array): ActDocument {
  const document = parseCanonical(bytes);
  if (!isJsonObject(document)) throw new TreatyError('ACT_TYPE_UNKNOWN', { type: 'none' });
  const { proof: proofs, ...unsealed } = document;
  const act = parseAct(unsealed);
  if (proofs === undefined) throw new TreatyError('SEAL_MISSING', {});
  const proof = Proofs.safeParse(proofs);
  if (!proof.success) throw new TreatyError('SEAL_MALFORMED', firstProblem(proof.error));
  return {
    act,
    proof: proof.data,
    digest: Digest.parse(sha256Hex(canonicalBytes(unsealed))),
    documentDigest: Digest.parse(sha256Hex(bytes)),
    document,
  };
}

/** The keys that sealed a document, each verified strictly. Fails if: any seal does not verify. */
export function sealingKeys(document: JsonValue): readonly string[] {
  return verifySeals(document).map((seal) => seal.key);
}

/** The bytes that travel and are stored: the canonical form of a sealed act. */
export function actBytes(act: SealedAct): Uint8Array {
  return canonicalBytes(act);
}
