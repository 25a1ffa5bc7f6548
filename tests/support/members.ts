// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  Amount,
  didKeyOfSeed,
  Duration,
  MemberId,
  memberOf,
  MspId,
  plus,
  Profile,
  ProposalId,
  RepresentativeId,
  ThresholdId,
  TreatyId,
  type Act,
  type ActOf,
  type ActType,
  type Instant,
  type VersionId,
} from '../../chaincode/src/protocol/index.ts';
import { draft, now } from '../../gateway/src/draft.ts';
import type { SigningKey } from '../../gateway/src/key-file.ts';
import { sealed } from '../../gateway/src/sealing.ts';
import { TreatyClient, type Receipt } from '../../gateway/src/treaty-client.ts';
import type { Rig } from './rig.ts';

const ONE_DAY = Duration.parse('PT24H');

/** The key that an office holds in tests: derived from its name, so that every run has the same. */
export function keyOf(name: string): SigningKey {
  const seed = createHash('sha256').update(`test key of ${name}`).digest();
  return { key: didKeyOfSeed(seed), seed };
}

/** The treaty that tests play with: three thresholds that differ in how and when they are decided on. */
export const PROFILE: Profile = Profile.parse({
  id: 'test-treaty',
  version: '1',
  title: 'Treaty for tests',
  clock: { aheadBy: 'PT5S', behindBy: 'PT2S', seat: '+00:00' },
  keyRecovery: 'PT3S',
  organs: [
    { id: 'conference', name: 'Conference of the States Parties', composition: 'stateParties' },
    { id: 'institutes', name: 'Network of institutes', composition: 'institutes' },
  ],
  thresholds: [
    threshold('early', { window: 'P14D', earlyClose: true }),
    threshold('brief', { window: 'PT5S', revote: true }),
    threshold('later', { window: 'P14D', notice: 'PT24H' }),
  ],
});

function threshold(id: string, rule: object): object {
  const decision = { organ: 'conference', polarity: 'adopt', ratio: { num: 2, den: 3 }, base: 'allMembers', ...rule };
  return {
    id,
    metric: 'Training compute',
    unit: 'FLOP',
    value: `1${'0'.repeat(26)}`,
    method: { name: 'total-operations', version: '1' },
    revision: { movers: 'institutes', rule: decision, effectiveAfter: 'PT0S' },
  };
}

/** A party of a test treaty: its id and the organisation that carries its acts. */
export interface Host {
  readonly id: string;
  readonly organisation: string;
}

const STATES: readonly Host[] = ['XA', 'XB', 'XC'].map((id) => ({ id, organisation: id }));

/** The members of one test treaty, each acting through its own organisation. */
export class Members {
  readonly treaty: TreatyId;
  readonly #rig: Rig;
  readonly #clients = new Map<string, Promise<TreatyClient>>();
  readonly #states: readonly Host[];

  constructor(rig: Rig, treaty: string, states: readonly Host[] = STATES) {
    this.#rig = rig;
    this.#states = states;
    this.treaty = TreatyId.parse(treaty);
  }

  #organisation(member: string): string {
    return this.#states.find(({ id }) => id === member)?.organisation ?? member;
  }

  /** A member's view of the treaty, through its organisation's peer. */
  client(member: string, as: 'client' | 'admin' = 'client'): Promise<TreatyClient> {
    const organisation = this.#organisation(member);
    const name = `${organisation} ${as}`;
    const client =
      this.#clients.get(name) ??
      this.#rig.connect(organisation, as).then((ledger) => new TreatyClient(ledger, this.treaty));
    this.#clients.set(name, client);
    return client;
  }

  /** An act of an office, not sealed yet; `changes` replace fields of the envelope. */
  draft<T extends ActType>(office: string, type: T, body: ActOf<T>['body'], changes: Partial<Act> = {}): Act {
    const by = RepresentativeId.parse(office);
    return Object.assign(draft(type, body, { network: this.#rig.network, treaty: this.treaty, by }), changes);
  }

  /** The bytes of an act, sealed with its office's key or another one. */
  bytes<T extends ActType>(
    office: string,
    type: T,
    body: ActOf<T>['body'],
    changes: Partial<Act> = {},
    key = keyOf(office),
  ): Uint8Array {
    return sealed(this.draft(office, type, body, changes), key);
  }

  /** Seals and submits an act. */
  async act<T extends ActType>(
    office: string,
    type: T,
    body: ActOf<T>['body'],
    as: 'client' | 'admin' = 'client',
  ): Promise<Receipt> {
    const client = await this.client(memberOf(RepresentativeId.parse(office)), as);
    return client.submit(this.bytes(office, type, body));
  }

  /** A term from now, or from another instant, for a day. */
  term(from: Instant = now()) {
    return { from, until: plus(from, ONE_DAY) };
  }

  /** Opens the treaty; only the depositary's office is there yet. */
  open(profile: Profile = PROFILE): Promise<Receipt> {
    const mspOf = (organisation: string) => MspId.parse(`${organisation}MSP`);
    return this.act(
      'SEC/depositary',
      'OpenTreaty',
      {
        title: profile.title,
        profile,
        depositary: { institution: MemberId.parse('SEC'), key: keyOf('SEC/depositary').key, term: this.term() },
        parties: this.#states.map(({ id, organisation }) => ({
          id: MemberId.parse(id),
          name: `State ${id}`,
          msp: mspOf(organisation),
        })),
        institutions: [
          { id: MemberId.parse('AISI-XA'), name: 'Institute of XA', role: 'institute', msp: mspOf('AISI-XA') },
          { id: MemberId.parse('SEC'), name: 'Secretariat', role: 'secretariat', msp: mspOf('SEC') },
        ],
      },
      'admin',
    );
  }

  /** Registers a member's head of delegation with full powers. */
  head(member: string): Promise<Receipt> {
    const office = `${member}/head`;
    return this.act(
      office,
      'RegisterHead',
      { key: keyOf(office).key, term: this.term(), powers: ['credentials', 'fullPowers'] },
      'admin',
    );
  }

  /** Registers a delegate of a member, with credentials only unless stated. */
  delegate(office: string, changes: Partial<ActOf<'RegisterRepresentative'>['body']> = {}): Promise<Receipt> {
    const representative = RepresentativeId.parse(office);
    const body = {
      representative,
      key: keyOf(office).key,
      term: this.term(),
      powers: ['credentials' as const],
      ...changes,
    };
    return this.act(`${memberOf(representative)}/head`, 'RegisterRepresentative', body);
  }

  /** Opens the treaty, registers every head and binds every state: all that a vote needs. */
  async begin(profile: Profile = PROFILE): Promise<void> {
    await this.open(profile);
    await Promise.all([...this.#states.map(({ id }) => id), 'AISI-XA', 'SEC'].map((member) => this.head(member)));
    await Promise.all(
      this.#states.map(({ id }) => this.act(`${id}/head`, 'DepositInstrument', { kind: 'ratification' })),
    );
  }

  /** The body of a proposal to set a threshold to a value, from the version in force. */
  async revision(id: string, value = `1${'0'.repeat(25)}`): Promise<ActOf<'MakeProposal'>['body']> {
    const threshold = ThresholdId.parse(id);
    const { latest } = await (await this.client('AISI-XA')).record('Threshold', threshold);
    if (latest === undefined) throw new Error(`The threshold ${id} has no value.`);
    return revisionFrom(threshold, latest, value);
  }

  /** Has the institute propose to set a threshold to a value. */
  async propose(id: string, value?: string): Promise<ProposalId> {
    const { envelope } = await this.act('AISI-XA/head', 'MakeProposal', await this.revision(id, value));
    const made = envelope?.events.find((event) => event.type === 'ProposalMade');
    return ProposalId.parse(made?.proposal);
  }

  /** Casts the vote of a member's head. */
  vote(member: string, proposal: ProposalId, choice: 'yes' | 'no' | 'abstain'): Promise<Receipt> {
    return this.act(`${member}/head`, 'CastVote', { proposal, choice });
  }
}

/** The body of a proposal from a stated base version. */
export function revisionFrom(threshold: ThresholdId, base: VersionId, value: string): ActOf<'MakeProposal'>['body'] {
  const method = { name: 'total-operations', version: '2' };
  return {
    title: `Set ${threshold} to ${value}`,
    subject: { type: 'thresholdRevision', threshold, base, value: Amount.parse(value), method },
  };
}
