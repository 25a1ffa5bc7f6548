// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { BallotPaper, paperBytes, parseJson } from '../../chaincode/src/protocol/index.ts';
import { readLimited, writeNew } from './files.ts';

const PRIVATE = 0o600;

/** Makes the paper of a secret vote, with a salt of its own. */
export function makePaper(vote: Omit<BallotPaper, 'type' | 'v' | 'salt'>): BallotPaper {
  return { type: 'BallotPaper', v: 1, ...vote, salt: randomBytes(32).toString('hex') };
}

/**
 * Keeps a paper in a new file that its owner alone can read; its bytes are exactly those that are committed to, so that `sha256sum`
 * answers with the commitment. Fails if: FILE_EXISTS, FILE_UNWRITABLE.
 */
export async function writePaper(file: string, paper: BallotPaper): Promise<void> {
  await writeNew(file, paperBytes(paper), PRIVATE);
}

/** Reads a paper, undefined where the file cannot be read or holds anything else: the tellers go on with the others. */
export async function readPaper(file: string): Promise<BallotPaper | undefined> {
  try {
    const parsed = BallotPaper.safeParse(parseJson(await readLimited(file)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // The details of a refusal could quote the file, which holds a secret.
    return undefined;
  }
}
