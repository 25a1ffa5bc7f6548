// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { areMet, isParty, operationOf, periodsOf, type Operation } from '../../../../chaincode/src/domain/index.ts';
import type { RepresentativeId } from '../../../../chaincode/src/protocol/index.ts';
import {
  didKeyOfSeed,
  Duration,
  Instant,
  latest,
  MemberId,
  memberOf,
  MspId,
  officeOf,
  plus,
  TreatyId,
  type ActOf,
  type ActType,
  type Party,
  type Profile,
} from '../../../../chaincode/src/protocol/index.ts';
import { EmbeddedNetwork } from '../../../../network/embedded/index.ts';
import { draft } from '../../draft.ts';
import type { SigningKey } from '../../key-file.ts';
import { sealed } from '../../sealing.ts';
import { TreatyClient, type Receipt } from '../../treaty-client.ts';
import { DEPOSITARY_OF_PLAYS } from './scenario.ts';

const HOST = 'HOST';
const MSP = MspId.parse(`${HOST}MSP`);
const TREATY = TreatyId.parse('compared');
const DEPOSITARY = officeOf(DEPOSITARY_OF_PLAYS, 'office');
const BEGINNING = Instant.parse('2027-01-01T12:00:00Z');
const ONE_SECOND = Duration.parse('PT1S');
/** Longer than any treaty makes one wait. */
const TERM = Duration.parse('P900Y');

/** Who takes part: states, institutes of the network, and others that the profile names as members of its organs. */
export interface Company {
  readonly states: readonly MemberId[];
  readonly institutes: readonly MemberId[];
  readonly others: readonly MemberId[];
}

/**
 * One treaty on a ledger in this process, whose clock is the scenario's: each act a second after the one before, and as far ahead
 * as a window asks for. All are hosted by one organisation, since who carries an act changes no outcome here.
 */
export class Stage {
  readonly #network: EmbeddedNetwork;
  readonly #keys = new Map<string, SigningKey>();
  readonly client: TreatyClient;
  #now = BEGINNING;

  constructor() {
    const clock = (): Instant => this.#now;
    this.#network = new EmbeddedNetwork({
      organisations: [{ id: HOST, msp: MSP }],
      opensTreaties: MSP,
      clocks: { [HOST]: clock },
    });
    this.client = new TreatyClient(this.#network.connect({ organisation: HOST, clock }), TREATY);
  }

  /** The scenario's present. */
  get now(): Instant {
    return this.#now;
  }

  /** Lets time pass until an instant, if it is ahead. */
  until(instant: Instant): void {
    this.#now = latest(this.#now, instant);
  }

  #key(office: RepresentativeId): SigningKey {
    const seed = randomBytes(32);
    const key = this.#keys.get(office) ?? { key: didKeyOfSeed(seed), seed };
    this.#keys.set(office, key);
    return key;
  }

  /** Drafts, seals and submits an act of an office, a second later. */
  async act<T extends ActType>(
    by: RepresentativeId,
    type: T,
    body: ActOf<T>['body'],
    as: 'client' | 'admin' = 'client',
  ): Promise<Receipt> {
    this.#now = plus(this.#now, ONE_SECOND);
    const at = this.#now;
    const act = draft(type, body, { network: this.#network.id, treaty: TREATY, by, at });
    const clock = (): Instant => at;
    const ledger = this.#network.connect({ organisation: HOST, admin: as === 'admin', clock });
    return new TreatyClient(ledger, TREATY).submit(sealed(act, this.#key(by), at));
  }

  /** Opens the treaty under a profile, with a head for everybody, and binds every state. */
  async open(profile: Profile, { states, institutes, others }: Company): Promise<void> {
    const term = { from: this.#now, until: plus(this.#now, TERM) };
    const named = (id: MemberId) => ({ id, name: `Member ${id}`, msp: MSP });
    const depositary = memberOf(DEPOSITARY);
    await this.act(
      DEPOSITARY,
      'OpenTreaty',
      {
        title: profile.title,
        profile,
        depositary: { institution: depositary, key: this.#key(DEPOSITARY).key, term },
        parties: states.map(named),
        institutions: [
          ...institutes.map((id) => ({ ...named(id), role: 'institute' as const })),
          ...[depositary, ...others].map((id) => ({ ...named(id), role: 'secretariat' as const })),
        ],
      },
      'admin',
    );
    for (const member of [...states, ...institutes, ...others]) {
      const head = officeOf(member, 'head');
      const powers = ['credentials' as const, 'fullPowers' as const];
      await this.act(head, 'RegisterHead', { key: this.#key(head).key, term, powers }, 'admin');
    }
    for (const state of states) await this.#bind(state, profile);
    this.until(await this.#entry());
  }

  /** A state deposits its instrument, which the depositary examines where the profile says so. */
  async #bind(state: MemberId, { membership }: Profile): Promise<void> {
    const { envelope } = await this.act(officeOf(state, 'head'), 'DepositInstrument', { kind: 'ratification' });
    if (membership?.examination !== true || envelope === undefined) return;
    const examined = { member: state, instrument: envelope.act, finding: 'inDueForm' as const };
    await this.act(DEPOSITARY, 'ExamineInstrument', examined);
  }

  /** When the treaty is in force for the last of those for which it will be. */
  async #entry(): Promise<Instant> {
    const treaty = await this.client.record('Treaty');
    const periods = (await this.#parties()).flatMap((party) => periodsOf(party, treaty));
    return latest(this.#now, ...periods.flatMap(({ from }) => from ?? []));
  }

  async #parties(): Promise<Party[]> {
    const parties: Party[] = [];
    for await (const party of this.client.records('Party')) parties.push(party);
    return parties;
  }

  /** How the treaty stands now: awaited, in force or suspended. */
  async operation(profile: Profile): Promise<Operation> {
    return operationOf(await this.client.record('Treaty'), profile, await this.#parties(), this.#now);
  }

  /** Whether those for whom the treaty is in force now still meet its conditions of entry into force. */
  async meetsNumbers(profile: Profile): Promise<boolean> {
    const rule = profile.membership?.entryIntoForce;
    const treaty = await this.client.record('Treaty');
    const present = (await this.#parties()).filter((party) => isParty(party, treaty, this.#now)).map(({ id }) => id);
    return rule === undefined || areMet(rule, profile, present);
  }
}

/** The head of a member's delegation. */
export function headOf(member: string): RepresentativeId {
  return officeOf(MemberId.parse(member), 'head');
}
