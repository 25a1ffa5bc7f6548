// SPDX-License-Identifier: Apache-2.0
import {
  canonicalText,
  Envelope,
  parseActDocument,
  parseRecord,
  ProposalStanding,
  QUESTIONS,
  RecordPage,
  requireJson,
  ThresholdVersion,
  TransactionId,
  TRANSACTIONS,
  TreatyError,
  type Act,
  type Checkpoint,
  type Committed,
  type Delivering,
  type Endorsed,
  type Instant,
  type JsonObject,
  type Ledger,
  type ProposalId,
  type RecordKind,
  type RecordOf,
  type ThresholdId,
  type TreatyId,
} from '../../chaincode/src/protocol/index.ts';
import { backOff } from './backoff.ts';

/** What became of an act: the transaction and block that hold it, and what it changed. */
export interface Receipt extends Committed {
  readonly status: 'recorded' | 'alreadyRecorded';
  /** Absent where the act had been recorded before: its events stand in the block named. */
  readonly envelope?: Envelope;
}

/** One event envelope and where it stands, the place from which a reader goes on. */
export interface Observed {
  readonly at: Required<Checkpoint>;
  readonly envelope: Envelope;
}

/** How often an act is proposed anew after a conflict with another transaction. */
const MOST_PROPOSALS = 8;

/** Validation codes after which a new proposal of the same act may succeed (Fabric, peer/transaction.proto). */
const CONFLICTS = new Set([
  'MVCC_READ_CONFLICT',
  'PHANTOM_READ_CONFLICT',
  'ENDORSEMENT_POLICY_FAILURE',
  'CHAINCODE_VERSION_CONFLICT',
]);

function isConflict(error: unknown): boolean {
  if (!(error instanceof TreatyError) || error.code !== 'TRANSACTION_INVALIDATED') return false;
  return CONFLICTS.has(String(error.details.validation));
}

/**
 * One party's view of one treaty: submits sealed acts and reads the shared record, over any Ledger.
 *
 * @example
 * const client = new TreatyClient(await FabricLedger.connect(readConnection('XA.json')), TreatyId.parse('my-treaty'));
 * const { tx, block } = await client.submit(sealedAct);
 */
export class TreatyClient {
  readonly ledger: Ledger;
  readonly treaty: TreatyId;

  constructor(ledger: Ledger, treaty: TreatyId) {
    this.ledger = ledger;
    this.treaty = treaty;
  }

  /**
   * Submits the bytes of a sealed act and waits until this party's own peer has committed it. The same bytes may be submitted
   * again at any time: they are recorded once, and the answer names the first transaction.
   * Fails if: the act is not of its form or is meant for another network or treaty (nothing is sent); the contract refuses
   * (its code); LEDGER_UNAVAILABLE; OUTCOME_UNKNOWN with the transaction id.
   */
  async submit(bytes: Uint8Array): Promise<Receipt> {
    const { act } = parseActDocument(bytes);
    this.#requireOwn(act);
    const argument = new TextDecoder().decode(bytes);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#recorded(act, argument);
      } catch (error) {
        if (!isConflict(error) || attempt === MOST_PROPOSALS) return await this.#alreadyRecorded(error);
      }
      await backOff(attempt);
    }
  }

  /** Has the peers endorse a sealed act without sending it to the ordering nodes. Fails as `submit` does. */
  endorse(bytes: Uint8Array): Promise<Endorsed> {
    const { act } = parseActDocument(bytes);
    this.#requireOwn(act);
    return this.ledger.endorse(TRANSACTIONS[act.type], new TextDecoder().decode(bytes));
  }

  async #recorded(act: Act, argument: string): Promise<Receipt> {
    const endorsed = await this.ledger.endorse(TRANSACTIONS[act.type], argument);
    const envelope = Envelope.parse(JSON.parse(endorsed.result));
    return { ...(await endorsed.submit()), status: 'recorded', envelope };
  }

  async #alreadyRecorded(error: unknown): Promise<Receipt> {
    if (!(error instanceof TreatyError) || error.code !== 'ACT_ALREADY_RECORDED') throw error;
    const first = await this.ledger.settled(TransactionId.parse(error.details.tx));
    return { ...first, status: 'alreadyRecorded' };
  }

  #requireOwn({ network, treaty }: Act): void {
    if (network !== this.ledger.network) {
      throw new TreatyError('ACT_NETWORK_FOREIGN', { named: network, expected: this.ledger.network });
    }
    if (treaty !== this.treaty) throw new TreatyError('ACT_TREATY_FOREIGN', { named: treaty, expected: this.treaty });
  }

  /** One record by its kind and the parts of its id. Fails if: RECORD_UNKNOWN. */
  async record<K extends RecordKind>(kind: K, ...id: string[]): Promise<RecordOf<K>> {
    return parseRecord(kind, await this.#ask(QUESTIONS.record, { kind, id }));
  }

  /** All records of a kind whose id begins with `under`, page by page, in the order of their keys. */
  async *records<K extends RecordKind>(kind: K, ...under: string[]): AsyncGenerator<RecordOf<K>> {
    let bookmark = '';
    do {
      const page = RecordPage.parse(await this.#ask(QUESTIONS.records, { kind, under, bookmark }));
      for (const record of page.records) yield parseRecord(kind, record);
      bookmark = page.bookmark;
    } while (bookmark !== '');
  }

  /** The version of a threshold in force at an instant; without one, now. Fails if: THRESHOLD_UNKNOWN, THRESHOLD_NOT_YET. */
  async thresholdInForce(threshold: ThresholdId, at?: Instant): Promise<ThresholdVersion> {
    return ThresholdVersion.parse(
      await this.#ask(QUESTIONS.thresholdInForce, { threshold, ...(at === undefined ? {} : { at }) }),
    );
  }

  /** A proposal, its ballots, the count so far and what is still missing for adoption. Fails if: PROPOSAL_UNKNOWN. */
  async proposal(proposal: ProposalId): Promise<ProposalStanding> {
    return ProposalStanding.parse(await this.#ask(QUESTIONS.proposalStanding, { proposal }));
  }

  /** What happens in this treaty, in the order of the ledger, after a checkpoint or from the beginning, until the signal. */
  async *watch(options: Delivering = {}): AsyncGenerator<Observed> {
    for await (const { block, tx, payload } of this.ledger.deliveries(options)) {
      const envelope = Envelope.parse(JSON.parse(payload));
      if (envelope.treaty === this.treaty) yield { at: { block, tx }, envelope };
    }
  }

  async #ask(question: string, content: JsonObject): Promise<unknown> {
    const asked: unknown = { treaty: this.treaty, ...content };
    requireJson(asked);
    return JSON.parse(await this.ledger.evaluate(question, canonicalText(asked)));
  }
}
