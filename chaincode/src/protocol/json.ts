// SPDX-License-Identifier: Apache-2.0
import { parse as parseLossless } from 'lossless-json';
import { TreatyError } from './errors.ts';
import { MAX_DEPTH, MAX_DOCUMENT_BYTES } from './limits.ts';

/** A JSON object (RFC 8259, 4); `__proto__` is an ordinary own name in it, and an undefined member is an absent one. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** A value that JSON can write (RFC 8259, 3). */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/**
 * Brackets, colons and whole strings of a JSON text; an unterminated string reaches to the end, so that a scan
 * never starts again inside of one (else its cost would grow with the square of the length).
 */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[[\]{}:]/gs;

/** Fixed for ever by Unicode's stability policy, so the same in every Node release. */
const NONCHARACTER = /\p{Noncharacter_Code_Point}/u;

/**
 * Reads a JSON document of foreign hand (RFC 8259, limited to I-JSON, RFC 7493).
 * Limits: MAX_DOCUMENT_BYTES, MAX_DEPTH; cheap checks come first, so that every refusal costs milliseconds.
 * Fails if: BYTES_TOO_MANY, BYTES_NOT_UTF8, JSON_TOO_DEEP, JSON_MALFORMED, JSON_DUPLICATE_NAME, JSON_BAD_TEXT,
 * JSON_BAD_NUMBER.
 */
export function parseJson(bytes: Uint8Array): JsonValue {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new TreatyError('BYTES_TOO_MANY', { bytes: bytes.length, limit: MAX_DOCUMENT_BYTES });
  }
  const text = decoded(bytes);
  // CRUCIAL: depth is bounded by a scan before anything that may recurse sees the text (A17).
  refuseDepth(text);
  const value = parsed(text);
  refuseDuplicateNames(text);
  requireJson(value);
  return value;
}

/**
 * Asserts that a value is JSON that every reader understands alike: no lone surrogate or noncharacter in names and
 * values, finite numbers, plain objects and arrays only, at most MAX_DEPTH levels (which also stops cycles).
 * Fails if: JSON_TOO_DEEP, JSON_BAD_TEXT, JSON_BAD_NUMBER, JSON_BAD_VALUE. Source: RFC 7493, 2.1 and 2.2.
 */
export function requireJson(value: unknown): asserts value is JsonValue {
  visit(value, 0);
}

/** Whether a value is a JSON object, neither null nor an array. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a JSON array. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function decoded(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.startsWith('\uFEFF')) return text;
  } catch {
    // Not UTF-8: the one sentence below says it for both cases.
  }
  throw new TreatyError('BYTES_NOT_UTF8');
}

function refuseDepth(text: string): void {
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth > MAX_DEPTH) throw new TreatyError('JSON_TOO_DEEP', { limit: MAX_DEPTH });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TreatyError('JSON_MALFORMED', { position: faultPosition(text) });
  }
}

/** Where the text stops being JSON, in bytes; JSON.parse does not tell it, or tells it differently in each Node. */
function faultPosition(text: string): number {
  let message = '';
  try {
    parseLossless(text, undefined, { onDuplicateKey: ({ newValue }) => newValue });
  } catch (error) {
    // Its sentences end in `at position 17`, counted in UTF-16 units.
    message = String(error);
  }
  const units = Number(message.slice(message.lastIndexOf(' ') + 1));
  return new TextEncoder().encode(text.slice(0, units)).length;
}

/** Needs a text that JSON.parse has taken. No parser at hand serves: lossless-json lets a repeated name with an equal value pass. */
function refuseDuplicateNames(text: string): void {
  const open: Set<string>[] = [];
  let string = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') open.push(new Set());
    else if (token === ']' || token === '}') open.pop();
    else if (token === ':') addName(open.at(-1), String(JSON.parse(string)));
    else string = token;
  }
}

function addName(names: Set<string> | undefined, name: string): void {
  if (names?.has(name)) throw new TreatyError('JSON_DUPLICATE_NAME', { name });
  names?.add(name);
}

function visit(value: unknown, depth: number): void {
  if (typeof value === 'string') requireText(value);
  else if (typeof value === 'number') requireNumber(value);
  else if (typeof value === 'object' && value !== null) visitContainer(value, depth + 1);
  else if (value !== null && typeof value !== 'boolean')
    throw new TreatyError('JSON_BAD_VALUE', { type: typeof value });
}

function visitContainer(container: object, depth: number): void {
  if (depth > MAX_DEPTH) throw new TreatyError('JSON_TOO_DEEP', { limit: MAX_DEPTH });
  if (Array.isArray(container)) {
    const items: readonly unknown[] = container;
    // Not forEach, which would pass over a hole.
    for (const item of items) visit(item, depth);
    return;
  }
  requirePlain(container);
  for (const [name, member] of Object.entries(container)) {
    requireText(name);
    if (member !== undefined) visit(member, depth);
  }
}

/** An object of a class could write itself otherwise (`toJSON`), or carry names that it does not show. */
function requirePlain(value: object): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TreatyError('JSON_BAD_VALUE', { type: 'class' });
}

function requireText(text: string): void {
  if (!text.isWellFormed() || NONCHARACTER.test(text)) throw new TreatyError('JSON_BAD_TEXT');
}

function requireNumber(number: number): void {
  if (!Number.isFinite(number)) throw new TreatyError('JSON_BAD_NUMBER');
}
