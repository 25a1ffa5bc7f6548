// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { reasonOf } from './files.ts';
import { firstProblem, MspId, NetworkId, TreatyError } from '../../chaincode/src/protocol/index.ts';

const File = z.string().min(1);
const Identity = z.strictObject({ certificate: File, privateKey: File });

/**
 * How one organisation reaches the channel: its peer, and the certificates that carry its acts. Paths name PEM files.
 * `identity` is an ordinary client's, `admin` an administrator's, for the acts that ask for one.
 */
export const Connection = z.strictObject({
  v: z.literal(1),
  network: NetworkId,
  channel: z.string().min(1),
  chaincode: z.string().min(1),
  organisation: z.string().min(1),
  msp: MspId,
  peer: z.strictObject({ endpoint: z.string().min(3), name: z.string().min(1), tlsRootCertificate: File }),
  identity: Identity,
  admin: Identity.optional(),
});
export type Connection = z.infer<typeof Connection>;

/** Reads a connection file. Fails if: CONNECTION_INVALID with the file, the field and the problem. */
export function readConnection(file: string): Connection {
  const parsed = Connection.safeParse(contentOf(file));
  if (!parsed.success) throw new TreatyError('CONNECTION_INVALID', { file, ...firstProblem(parsed.error) });
  return parsed.data;
}

function contentOf(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TreatyError('FILE_UNREADABLE', { file, reason: reasonOf(cause) }, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TreatyError('CONNECTION_INVALID', { file, field: 'the file', problem: 'is not JSON' }, { cause });
  }
}
