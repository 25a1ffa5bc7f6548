// SPDX-License-Identifier: Apache-2.0
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import type { Envelope } from './envelope.ts';
import type { Peer, Response } from './peer.ts';
import type { Proposal } from './proposal.ts';

/** The contract's own refusal as the client sees it; a message without a code is a failure of the contract. */
function refusalOf(message: string): TreatyError {
  return TreatyError.parse(message) ?? new TreatyError('CONTRACT_FAILED', { problem: message });
}

/** What one's own peer answered. Fails if: the contract refused (its code), or the peer did not answer (LEDGER_UNAVAILABLE). */
export function requireEndorsed(response: Response, stage: string): Response & { readonly status: 'endorsed' } {
  if (response.status === 'refused') throw refusalOf(response.message);
  if (response.status === 'unavailable')
    throw new TreatyError('LEDGER_UNAVAILABLE', { stage, problem: response.problem });
  return response;
}

function complaint(peer: Peer, response: Response): string {
  if (response.status === 'endorsed') return `${peer.id}: another outcome`;
  if (response.status === 'unavailable') return `${peer.id}: ${response.problem}`;
  return `${peer.id}: ${TreatyError.parse(response.message)?.code ?? 'failed'}`;
}

/**
 * Collects endorsements as the gateway of a client's own peer does (internal/pkg/gateway/{endorse,endorsement}.go): that peer
 * first, whose refusal is final and whose outcome is the measure; then the others until a majority has come to the same.
 * Fails if: the own peer's contract refuses (its code), or no majority agrees with it (LEDGER_UNAVAILABLE).
 */
export async function endorsed(proposal: Proposal, own: Peer, others: readonly Peer[]): Promise<Envelope> {
  const first = requireEndorsed(await own.process(proposal), 'endorse');
  const needed = Math.floor((others.length + 1) / 2) + 1;
  const endorsements = [first.endorsement];
  const complaints: string[] = [];
  for (const peer of others) {
    if (endorsements.length === needed) break;
    const response = await peer.process(proposal);
    if (response.status === 'endorsed' && response.endorsement.digest === first.endorsement.digest)
      endorsements.push(response.endorsement);
    else complaints.push(complaint(peer, response));
  }
  if (endorsements.length < needed) {
    const problem = `${endorsements.length} peers agree, ${needed} are needed (${complaints.join('; ')})`;
    throw new TreatyError('LEDGER_UNAVAILABLE', { stage: 'endorse', problem });
  }
  return { proposal, outcome: first.outcome, endorsements };
}
