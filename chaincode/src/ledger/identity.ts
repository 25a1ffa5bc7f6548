// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { MspId, TreatyError } from '../protocol/index.ts';
import type { TransactionContext } from './stub.ts';

/** Who carries a transaction: the organisation that vouches for the certificate, and whether it is an administrator's. */
export interface Carrier {
  readonly msp: MspId;
  readonly admin: boolean;
}

/** Reads the carrier. The peer has verified the certificate against its organisation; the role is its organisational unit. */
export function carrierOf({ clientIdentity }: Pick<TransactionContext, 'clientIdentity'>): Carrier {
  const msp = MspId.safeParse(clientIdentity.getMSPID());
  if (!msp.success) throw new TreatyError('CARRIER_UNREADABLE', {});
  return { msp: msp.data, admin: unitsOf(clientIdentity.getIDBytes()).includes('OU=admin') };
}

function unitsOf(certificate: Uint8Array): string[] {
  try {
    return new X509Certificate(certificate).subject.split('\n');
  } catch (cause) {
    throw new TreatyError('CARRIER_UNREADABLE', {}, { cause });
  }
}
