// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const DAY = 24 * 60 * 60 * 1000;

/** A certificate of the network and how long it still holds. */
export interface CertificateTerm {
  /** The certificate's file, relative to the folder that was searched. */
  readonly file: string;
  /** When it ends, RFC 3339. */
  readonly until: string;
  /** Whole days from now to its end; negative once it has ended. */
  readonly daysLeft: number;
}

/** The terms of all certificates below a folder, the shortest first; `now` in milliseconds since 1970. */
export function certificateTerms(folder: string, now: number = Date.now()): CertificateTerm[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(pem|crt)$/.test(file));
  return files
    .map((file): CertificateTerm => {
      const end = Date.parse(new X509Certificate(readFileSync(path.join(folder, file))).validTo);
      return { file, until: new Date(end).toISOString(), daysLeft: Math.floor((end - now) / DAY) };
    })
    .sort((a, b) => a.daysLeft - b.daysLeft);
}
