// SPDX-License-Identifier: Apache-2.0
import { base58 } from '@scure/base';
import { Temporal } from 'temporal-polyfill/implementation';
import { z } from 'zod';
import { canonicalBytes, canonicalText } from './canonical.ts';
import { DidKey, didKeyOf, didKeyOfSeed, publicKeyOf } from './did-key.ts';
import { sha256 } from './digest.ts';
import { sign, verifyStrict } from './ed25519.ts';
import { TreatyError } from './errors.ts';
import { Instant } from './instant.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { MAX_DOCUMENT_BYTES, MAX_PROOFS } from './limits.ts';

const PROOF_TYPE = 'DataIntegrityProof';
const CRYPTOSUITE = 'eddsa-jcs-2022';
const PURPOSE = 'assertionMethod';
const DID_KEY_SCHEME = 'did:key:';

/** Multibase `z` and 64 bytes in base58btc; the length is bounded before decoding, whose cost grows with its square. */
const ProofValue = z
  .string()
  .max(89)
  .regex(/^z[1-9A-HJ-NP-Za-km-z]{64,88}$/, { error: 'z and base58btc', abort: true })
  .refine((text) => base58.decode(text.slice(1)).length === 64, '64 bytes');

/** dateTimeStamp of XML Schema 1.1 part 2, 3.4.28, in the years 0000 to 9999. */
const DateTimeStamp = z
  .string()
  .max(35)
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$/, {
    error: 'a date, a time and an offset',
    abort: true,
  })
  .refine(isPointInTime, 'a date of the calendar');

/**
 * One signer's seal on one of our acts: exactly these six members (W3C eddsa-jcs-2022; `created` in whole seconds,
 * `verificationMethod` did:key:X#X, which verifySeals checks).
 */
export const Proof = z.strictObject({
  type: z.literal(PROOF_TYPE),
  cryptosuite: z.literal(CRYPTOSUITE),
  created: Instant.refine((instant) => !instant.includes('.'), 'an instant without fraction'),
  verificationMethod: z.string().max(256),
  proofPurpose: z.literal(PURPOSE),
  proofValue: ProofValue,
});
export type Proof = z.infer<typeof Proof>;

/** What every proof by the suite must carry, whoever made it (W3C Data Integrity, 2.1 and 4.4). */
const ForeignProof = z.looseObject({
  created: DateTimeStamp.optional(),
  expires: DateTimeStamp.optional(),
  verificationMethod: z.string().max(2048),
  proofPurpose: z.string().regex(/^[\x21-\x7e]{1,256}$/, 'a term or an address'),
  proofValue: ProofValue,
});

type SignedProof = JsonObject & { readonly proofValue: string };

/** A document with one proof or more, each by another signer over the same document without its proofs. */
export type SealedDocument = JsonObject & { readonly proof: readonly JsonObject[] };

/** Who signs and when: the 32-byte seed of the key, and an instant without fraction. */
export interface SealOptions {
  readonly secretKey: Uint8Array;
  readonly created: Instant;
}

/** A seal that holds: the signer's key, and the time that the signer states. */
export interface VerifiedSeal {
  readonly key: DidKey;
  readonly created: Instant;
}

/** What verifyDocument found about one proof: the key under which its signature holds, or why it does not count. */
export type ProofVerdict =
  | {
      readonly status: 'verified';
      readonly key: DidKey;
      readonly created: string | undefined;
      readonly purpose: string;
    }
  | { readonly status: 'refused'; readonly error: TreatyError };

/** What a verifier of foreign documents may know besides: keys of methods that are no did:key, and the time of asking. */
export interface VerifyOptions {
  readonly keyOf?: (verificationMethod: string) => Uint8Array | undefined;
  readonly at?: Instant;
}

/**
 * Appends the signer's proof to the document's `proof` array: a proof set, in which all sign the same document
 * without its proofs. A `@context` of the document is repeated in the proof (W3C eddsa-jcs-2022, 3.3.1).
 * Fails if: KEY_INVALID; SEAL_DUPLICATE where the key has sealed already; SEAL_TOO_MANY; SEAL_MALFORMED where `proof`
 * is no array of objects or `created` has a fraction; BYTES_TOO_MANY; what canonicalBytes refuses.
 */
export function seal(document: JsonObject, { secretKey, created }: SealOptions): SealedDocument {
  const { proof: present = [], ...unsecured } = document;
  const key = didKeyOfSeed(secretKey);
  const verificationMethod = `${key}#${key.slice(DID_KEY_SCHEME.length)}`;
  const proofs = extensible(present);
  if (created.includes('.')) throw malformed('created');
  if (proofs.some((proof) => proof.verificationMethod === verificationMethod)) {
    throw new TreatyError('SEAL_DUPLICATE', { key });
  }
  const context = unsecured['@context'];
  const config = {
    type: PROOF_TYPE,
    cryptosuite: CRYPTOSUITE,
    created,
    verificationMethod,
    proofPurpose: PURPOSE,
    ...(context !== undefined && { '@context': context }),
  };
  const proofValue = `z${base58.encode(sign(hashData(unsecured, config), secretKey))}`;
  const sealed = { ...unsecured, proof: [...proofs, { ...config, proofValue }] };
  const bytes = canonicalBytes(sealed).length;
  if (bytes > MAX_DOCUMENT_BYTES) throw new TreatyError('BYTES_TOO_MANY', { bytes, limit: MAX_DOCUMENT_BYTES });
  return sealed;
}

/**
 * Verifies every seal of one of our acts by the strict rule, and answers who has sealed, each signer once.
 * Costs about 3 ms per proof. Whether a key may sign is for the caller to ask.
 * Fails if: SEAL_MISSING, SEAL_TOO_MANY, SEAL_SUITE_UNKNOWN, SEAL_MALFORMED with the field, SEAL_KEY_MISMATCH,
 * SEAL_KEY_UNKNOWN, SEAL_DUPLICATE, SEAL_INVALID.
 */
export function verifySeals(document: JsonValue): VerifiedSeal[] {
  const { unsecured, proofs, isList } = opened(document);
  if (!isList) throw malformed('proof');
  const seals = proofs.map((proof, index) => strictSeal(proof, index + 1));
  refuseSecondSeal(seals.map(({ key }) => key));
  return seals.map(({ key, proof }, index) => {
    requireSignature(unsecured, proof, key, index + 1);
    return { key, created: proof.created };
  });
}

/**
 * Judges every proof of a document of any origin, by the suite eddsa-jcs-2022 (W3C, 3.3.2) and the strict rule: `proof`
 * may be an object or an array, may hold further members, and may carry the beginning of the document's `@context`.
 * The answers stand in the order of the proofs; one refused proof says nothing about the others. Proof chains are
 * refused: no published vector tells how this suite hashes them.
 * Fails if: SEAL_MISSING, SEAL_TOO_MANY.
 */
export function verifyDocument(document: JsonValue, options: VerifyOptions = {}): ProofVerdict[] {
  const { unsecured, proofs } = opened(document);
  return proofs.map((proof, index) => verdict(() => judged(unsecured, proof, index + 1, options)));
}

function opened(document: JsonValue): { unsecured: JsonObject; proofs: readonly JsonValue[]; isList: boolean } {
  if (!isJsonObject(document) || document.proof === undefined) throw new TreatyError('SEAL_MISSING');
  const { proof, ...unsecured } = document;
  const isList = isJsonArray(proof);
  const proofs = isList ? proof : [proof];
  if (proofs.length === 0) throw new TreatyError('SEAL_MISSING');
  // Bounded before the first signature is looked at: each costs milliseconds.
  requireCount(proofs.length);
  return { unsecured, proofs, isList };
}

/** The proofs to which seal may append: they are not verified, but they must be proofs. */
function extensible(present: JsonValue): readonly JsonObject[] {
  if (!isJsonArray(present) || !present.every(isJsonObject)) throw malformed('proof');
  requireCount(present.length + 1);
  return present;
}

function requireCount(proofs: number): void {
  if (proofs > MAX_PROOFS) throw new TreatyError('SEAL_TOO_MANY', { proofs, limit: MAX_PROOFS });
}

function strictSeal(value: JsonValue, position: number): { proof: Proof; key: DidKey } {
  requireSuite(value, position);
  const parsed = Proof.safeParse(value);
  if (!parsed.success) throw malformed(fieldOf(parsed.error), position);
  return { proof: parsed.data, key: keyOfDidKeyMethod(parsed.data.verificationMethod, position) };
}

/** The member that a schema refused: the first unknown one, or the first with a bad value. */
function fieldOf({ issues }: z.ZodError): string {
  const [field] = issues.map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path[0]));
  return String(field);
}

/** W3C eddsa-jcs-2022, 3.3.3 and 3.3.5: another suite is refused by its name, never verified as if it were ours. */
function requireSuite(proof: JsonValue, position: number): asserts proof is JsonObject {
  if (!isJsonObject(proof)) throw malformed('proof', position);
  const { type, cryptosuite } = proof;
  if (typeof type !== 'string') throw malformed('type', position);
  if (type !== PROOF_TYPE) throw new TreatyError('SEAL_SUITE_UNKNOWN', { proof: position, suite: type });
  if (typeof cryptosuite !== 'string') throw malformed('cryptosuite', position);
  if (cryptosuite !== CRYPTOSUITE) throw new TreatyError('SEAL_SUITE_UNKNOWN', { proof: position, suite: cryptosuite });
}

/** CRUCIAL: the fragment names the same key as the DID; else two readers could take two keys for the signer's. */
function keyOfDidKeyMethod(method: string, position: number): DidKey {
  if (!method.startsWith(DID_KEY_SCHEME)) throw new TreatyError('SEAL_KEY_UNKNOWN', { proof: position, method });
  const fragment = method.slice(method.indexOf('#') + 1);
  const did = DID_KEY_SCHEME + fragment;
  if (method !== `${did}#${fragment}`) throw new TreatyError('SEAL_KEY_MISMATCH', { proof: position, method });
  const key = DidKey.safeParse(did);
  if (!key.success) throw malformed('verificationMethod', position);
  return key.data;
}

function refuseSecondSeal(keys: readonly DidKey[]): void {
  const second = keys.find((key, index) => keys.indexOf(key) !== index);
  if (second !== undefined) throw new TreatyError('SEAL_DUPLICATE', { key: second });
}

function judged(unsecured: JsonObject, proof: JsonValue, position: number, options: VerifyOptions): ProofVerdict {
  requireSuite(proof, position);
  const parsed = ForeignProof.safeParse(proof);
  if (!parsed.success) throw malformed(fieldOf(parsed.error), position);
  const { verificationMethod, created, expires, proofPurpose, proofValue } = parsed.data;
  if (proof.previousProof !== undefined) throw new TreatyError('SEAL_CHAIN_UNSUPPORTED', { proof: position });
  if (isPast(expires, options.at)) throw new TreatyError('SEAL_EXPIRED', { proof: position, expires });
  const key = keyOfMethod(verificationMethod, position, options);
  requireSignature(documentUnder(unsecured, proof, position), { ...proof, proofValue }, key, position);
  return { status: 'verified', key, created, purpose: proofPurpose };
}

function keyOfMethod(method: string, position: number, { keyOf }: VerifyOptions): DidKey {
  const given = method.startsWith(DID_KEY_SCHEME) ? undefined : keyOf?.(method);
  return given === undefined ? keyOfDidKeyMethod(method, position) : didKeyOf(given);
}

function isPast(expires: string | undefined, at: Instant | undefined): boolean {
  if (expires === undefined || at === undefined) return false;
  return Temporal.Instant.compare(expires, at) < 0;
}

/** W3C eddsa-jcs-2022, 3.3.2, step 4: the document as it stood under the context of the proof. */
function documentUnder(unsecured: JsonObject, proof: JsonObject, position: number): JsonObject {
  const context = proof['@context'];
  if (context === undefined) return unsecured;
  const whole = contexts(unsecured['@context']);
  const isStart = contexts(context).every((start, index) => areSame(start, whole[index]));
  if (!isStart) throw new TreatyError('SEAL_CONTEXT_MISMATCH', { proof: position });
  return { ...unsecured, '@context': context };
}

function contexts(context: JsonValue | undefined): readonly JsonValue[] {
  if (context === undefined) return [];
  return isJsonArray(context) ? context : [context];
}

function areSame(left: JsonValue, right: JsonValue | undefined): boolean {
  return right !== undefined && canonicalText(left) === canonicalText(right);
}

function requireSignature(unsecured: JsonObject, proof: SignedProof, key: DidKey, position: number): void {
  const { proofValue, ...config } = proof;
  const signature = base58.decode(proofValue.slice(1));
  if (!verifyStrict(signature, hashData(unsecured, config), publicKeyOf(key))) {
    throw new TreatyError('SEAL_INVALID', { proof: position, key });
  }
}

/** W3C eddsa-jcs-2022, 3.3.4: the hash of the proof's configuration, then that of the document; 64 bytes. */
function hashData(unsecured: JsonObject, config: JsonObject): Uint8Array {
  return Uint8Array.of(...sha256(canonicalBytes(config)), ...sha256(canonicalBytes(unsecured)));
}

function verdict(judge: () => ProofVerdict): ProofVerdict {
  try {
    return judge();
  } catch (error) {
    if (error instanceof TreatyError) return { status: 'refused', error };
    throw error;
  }
}

function isPointInTime(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    // 30 February, 25 o'clock and the like.
    return false;
  }
}

function malformed(field: string, proof?: number): TreatyError {
  return new TreatyError('SEAL_MALFORMED', { field, proof });
}
