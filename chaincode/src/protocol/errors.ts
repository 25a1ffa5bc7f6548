// SPDX-License-Identifier: Apache-2.0
import { ERRORS, type ErrorKind } from './error-registry.ts';

export { ERRORS, type ErrorEntry, type ErrorKind } from './error-registry.ts';

export type ErrorCode = keyof typeof ERRORS;

/** Ids, states, instants and counts that name the case; never input text at length, never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

const PREFIX = 'TREATY/1 ';
const LONGEST_DETAIL = 200;

/** Everything outside printable ASCII, so that no control or direction character of an input survives in a message. */
const UNPRINTABLE = /[^\x20-\x7e]/gu;

function escaped(text: string): string {
  const printable = text.replace(UNPRINTABLE, (character) =>
    [...character.split('')].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
  return printable.length > LONGEST_DETAIL ? `${printable.slice(0, LONGEST_DETAIL)}...` : printable;
}

type Detail = string | number | boolean | string[];

function cleaned(details: ErrorDetails): Record<string, Detail> {
  const clean: Record<string, Detail> = {};
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined) continue;
    if (typeof value === 'string') clean[name] = escaped(value);
    else clean[name] = typeof value === 'object' ? value.map(escaped) : value;
  }
  return clean;
}

const NAME = /\{(\w+)\}/g;

/** Fills a sentence; a part of it in square brackets stands only where all that it names is stated. */
function filled(sentence: string, details: Readonly<Record<string, Detail>>): string {
  const whole = sentence.replace(/\[([^\]]*)\]/g, (_, part: string) =>
    [...part.matchAll(NAME)].every(([, name = '']) => details[name] !== undefined) ? part : '',
  );
  return whole.replace(NAME, (_, name: string) => {
    const value = details[name] ?? 'not stated';
    return typeof value === 'object' ? value.join(', ') : String(value);
  });
}

/**
 * The only error that Depositary throws on purpose: a code of the registry and the details of the case.
 * Its message is one line, `TREATY/1 {"code":..,"message":..,"remedy":..,"details":{..}}`, printable ASCII,
 * so that it passes unchanged through chaincode, peer and gateway.
 */
export class TreatyError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, Detail>>;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    const clean = cleaned(details);
    const { says, remedy } = ERRORS[code];
    const line = { code, message: filled(says, clean), remedy: filled(remedy, clean), details: clean };
    super(PREFIX + JSON.stringify(line), options);
    this.name = 'TreatyError';
    this.code = code;
    this.details = clean;
  }

  get kind(): ErrorKind {
    return ERRORS[this.code].kind;
  }

  /** The sentence for a person: what happened. */
  get says(): string {
    return filled(ERRORS[this.code].says, this.details);
  }

  /** The sentence for a person: what to do. */
  get remedy(): string {
    return filled(ERRORS[this.code].remedy, this.details);
  }

  /**
   * Finds a TreatyError in a message that a peer has wrapped, such as `chaincode response 500, TREATY/1 {..}`.
   * Returns undefined where there is none, or where its code is not of this version's registry.
   */
  static parse(message: string): TreatyError | undefined {
    const start = message.indexOf(PREFIX);
    if (start < 0) return undefined;
    try {
      const line: unknown = JSON.parse(message.slice(start + PREFIX.length));
      return isLine(line) ? new TreatyError(line.code, line.details) : undefined;
    } catch {
      // Not our line after all: the caller treats the message as foreign.
      return undefined;
    }
  }
}

function isLine(line: unknown): line is { code: ErrorCode; details: ErrorDetails } {
  if (typeof line !== 'object' || line === null || !('code' in line) || !('details' in line)) return false;
  return typeof line.code === 'string' && Object.hasOwn(ERRORS, line.code) && typeof line.details === 'object';
}
