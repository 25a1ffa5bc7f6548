// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';

const [INTEGER, BITS, OCTETS, OID, UTF8, UTC, TIME, SEQUENCE, SET] = [2, 3, 4, 6, 12, 23, 24, 0x30, 0x31];
const BOOLEAN_TRUE = Uint8Array.of(1, 1, 0xff);

const VALID_FOR_YEARS = 20;

type Unit = 'client' | 'admin';

/** One value in DER (X.690): tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 128) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const length = Buffer.from(content.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x82), length, content]);
}

function oid(...arcs: readonly number[]): Buffer {
  const [first = 0, second = 0, ...rest] = arcs;
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 127];
    for (let more = arc >>> 7; more > 0; more >>>= 7) digits.unshift((more & 127) | 128);
    bytes.push(...digits);
  }
  return der(OID, Buffer.from(bytes));
}

const ECDSA_WITH_SHA256 = der(SEQUENCE, oid(1, 2, 840, 10045, 4, 3, 2));
const ATTRIBUTES = { O: oid(2, 5, 4, 10), OU: oid(2, 5, 4, 11), CN: oid(2, 5, 4, 3) } as const;

type Name = Readonly<Partial<Record<keyof typeof ATTRIBUTES, string>>>;

function nameOf({ O, OU, CN }: Name): Buffer {
  const parts = [
    [ATTRIBUTES.O, O],
    [ATTRIBUTES.OU, OU],
    [ATTRIBUTES.CN, CN],
  ] as const;
  return der(
    SEQUENCE,
    ...parts.flatMap(([type, text]) =>
      text === undefined ? [] : [der(SET, der(SEQUENCE, type, der(UTF8, Buffer.from(text))))],
    ),
  );
}

/** RFC 5280, 4.1.2.5: two digits of the year until 2049, four from 2050 on. */
function timeOf(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '');
  return date.getUTCFullYear() < 2050 ? der(UTC, Buffer.from(digits.slice(2))) : der(TIME, Buffer.from(digits));
}

function extensionsOf(isAuthority: boolean): Buffer {
  const constraints = der(SEQUENCE, ...(isAuthority ? [BOOLEAN_TRUE] : []));
  const usage = isAuthority ? Buffer.of(BITS, 2, 1, 0x06) : Buffer.of(BITS, 2, 7, 0x80);
  const extension = (id: Buffer, value: Buffer) => der(SEQUENCE, id, BOOLEAN_TRUE, der(OCTETS, value));
  return der(0xa3, der(SEQUENCE, extension(oid(2, 5, 29, 19), constraints), extension(oid(2, 5, 29, 15), usage)));
}

interface Request {
  readonly subject: Name;
  readonly issuer: Name;
  readonly key: KeyObject;
  readonly signer: KeyObject;
  readonly isAuthority: boolean;
}

/** An X.509 certificate, version 3 (RFC 5280), signed with ECDSA and SHA-256; PEM. */
function certificateOf({ subject, issuer, key, signer, isAuthority }: Request): string {
  const from = new Date();
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + VALID_FOR_YEARS);
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.of(2))),
    der(INTEGER, Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    der(SEQUENCE, timeOf(from), timeOf(until)),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    extensionsOf(isAuthority),
  );
  const signature = der(BITS, Buffer.of(0), sign('sha256', body, signer));
  return new X509Certificate(der(SEQUENCE, body, ECDSA_WITH_SHA256, signature)).toString();
}

/**
 * The certificate authority of one organisation of a rehearsal. Its key lives as long as the object; nothing is signed with
 * the keys of its users, since within one process whoever holds the network holds every key, so they are not kept at all.
 */
export class Authority {
  readonly certificate: string;
  readonly #name: Name;
  readonly #key: KeyObject;

  constructor(organisation: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#name = { O: organisation, CN: `ca.${organisation}` };
    this.#key = privateKey;
    const name = { subject: this.#name, issuer: this.#name };
    this.certificate = certificateOf({ ...name, key: publicKey, signer: privateKey, isAuthority: true });
  }

  /** A certificate on a new EC P-256 key, whose organisational unit is the role that Fabric reads from it; PEM. */
  issue(unit: Unit, name: string): string {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const subject = { O: this.#name.O ?? '', OU: unit, CN: name };
    return certificateOf({ subject, issuer: this.#name, key: publicKey, signer: this.#key, isAuthority: false });
  }
}

/** Asks whether one authority has issued certificates; each certificate is verified once and its digest remembered. */
export class TrustAnchor {
  readonly #authority: X509Certificate;
  readonly #verdicts = new Map<string, boolean>();

  constructor(authority: string) {
    this.#authority = new X509Certificate(authority);
  }

  vouchesFor(certificate: string): boolean {
    const digest = createHash('sha256').update(certificate).digest('hex');
    const known = this.#verdicts.get(digest);
    if (known !== undefined) return known;
    const verdict = this.#isIssued(certificate);
    this.#verdicts.set(digest, verdict);
    return verdict;
  }

  #isIssued(certificate: string): boolean {
    try {
      const parsed = new X509Certificate(certificate);
      return parsed.checkIssued(this.#authority) && parsed.verify(this.#authority.publicKey);
    } catch {
      // No certificate at all: nobody has issued it.
      return false;
    }
  }
}
