// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  didKeyOfSeed,
  Duration,
  MemberId,
  MspId,
  plus,
  Profile,
  ProposalId,
  RepresentativeId,
  ThresholdId,
  TreatyId,
  type ActOf,
  type ActType,
  type Amount,
} from '../../chaincode/src/protocol/index.ts';
import { readConnection } from '../../gateway/src/connection.ts';
import { draft, now } from '../../gateway/src/draft.ts';
import { FabricLedger } from '../../gateway/src/fabric-ledger.ts';
import type { SigningKey } from '../../gateway/src/key-file.ts';
import { sealed } from '../../gateway/src/sealing.ts';
import { TreatyClient, type Receipt } from '../../gateway/src/treaty-client.ts';
import type { FabricNetwork } from '../../network/fabric/fabric-network.ts';
import { Patience } from './patience.ts';
import { atOnce } from './statistics.ts';

const TREATY = TreatyId.parse('bench');
const OVERSIGHT = ThresholdId.parse('oversight');
const PROFILE = resolve(import.meta.dirname, '../../docs/profiles/conditional-ai-safety-treaty.json');
const DEPOSITARY = 'SEC/depositary';
const INSTITUTE = 'AISI-XA';
const ONE_YEAR = Duration.parse('PT8760H');
const SETTING_UP = 32;

/** Whose peer carries an act, with which certificate. */
interface Door {
  readonly organisation: string;
  readonly as: 'client' | 'admin';
}

/** A treaty of many state parties, hosted by the few organisations that the network has. */
export class ManyParties {
  readonly parties: readonly MemberId[];
  readonly patience = new Patience();
  readonly #network: FabricNetwork;
  readonly #hosts: readonly string[];
  readonly #keys = new Map<string, SigningKey>();
  readonly #doors = new Map<string, Promise<FabricLedger>>();

  constructor(network: FabricNetwork, parties: number) {
    this.#network = network;
    this.#hosts = network.topology.organisations.filter(({ kind }) => kind === 'state').map(({ id }) => id);
    this.parties = Array.from({ length: parties }, (_, index) => MemberId.parse(`P${index + 1}`));
  }

  /** The organisation that hosts the n-th party; also that which carries the n-th transaction of another chaincode. */
  hostOf(index: number): string {
    return this.#hosts[index % this.#hosts.length] ?? '';
  }

  /** The way into a chaincode through an organisation's peer, opened once; what others have seen is not shared, as between hosts. */
  door({ organisation, as }: Door, chaincode = 'depositary'): Promise<FabricLedger> {
    const name = `${organisation} ${as} ${chaincode}`;
    const file = `${this.#network.state}/connections/${organisation}.json`;
    const opened = this.#doors.get(name) ?? FabricLedger.connect({ ...readConnection(file), chaincode }, { as });
    this.#doors.set(name, opened);
    return opened;
  }

  /** The treaty as an organisation sees it, through its own peer. */
  async client(organisation: string, as: Door['as'] = 'client'): Promise<TreatyClient> {
    return new TreatyClient(await this.door({ organisation, as }), TREATY);
  }

  /** Drafts an act of an office, and seals it with a key that it makes on the first use. */
  sealedAct<T extends ActType>(office: string, type: T, body: ActOf<T>['body']): Uint8Array {
    const by = RepresentativeId.parse(office);
    const { network } = readConnection(`${this.#network.state}/connections/${this.hostOf(0)}.json`);
    return sealed(draft(type, body, { network, treaty: TREATY, by }), this.#keyOf(office));
  }

  #keyOf(office: string): SigningKey {
    const seed = randomBytes(32);
    const key = this.#keys.get(office) ?? { seed, key: didKeyOfSeed(seed) };
    this.#keys.set(office, key);
    return key;
  }

  async #do<T extends ActType>(door: Door, office: string, type: T, body: ActOf<T>['body']): Promise<Receipt> {
    const client = await this.client(door.organisation, door.as);
    const act = this.sealedAct(office, type, body);
    return this.patience.with(() => client.submit(act));
  }

  /** Opens the treaty, registers every head of delegation and binds every party. */
  async open(): Promise<void> {
    const term = { from: now(), until: plus(now(), ONE_YEAR) };
    const [depositary, institute] = [DEPOSITARY.split('/')[0] ?? '', INSTITUTE];
    await this.#do({ organisation: depositary, as: 'admin' }, DEPOSITARY, 'OpenTreaty', {
      title: 'A treaty of many parties',
      profile: Profile.parse(JSON.parse(readFileSync(PROFILE, 'utf8'))),
      depositary: { institution: MemberId.parse(depositary), key: this.#keyOf(DEPOSITARY).key, term },
      parties: this.parties.map((id, index) => ({ id, name: id, msp: MspId.parse(`${this.hostOf(index)}MSP`) })),
      institutions: [
        {
          id: MemberId.parse(depositary),
          name: 'Secretariat',
          msp: MspId.parse(`${depositary}MSP`),
          role: 'secretariat',
        },
        { id: MemberId.parse(institute), name: 'Institute', msp: MspId.parse(`${institute}MSP`), role: 'institute' },
      ],
    });
    const register = (member: string, organisation: string): Promise<Receipt> =>
      this.#do({ organisation, as: 'admin' }, `${member}/head`, 'RegisterHead', {
        key: this.#keyOf(`${member}/head`).key,
        term,
        powers: ['credentials', 'fullPowers'],
      });
    const bind = (member: string, organisation: string): Promise<Receipt> =>
      this.#do({ organisation, as: 'client' }, `${member}/head`, 'DepositInstrument', { kind: 'ratification' });
    const each = this.parties.map((party, index) => async () => {
      await register(party, this.hostOf(index));
      await bind(party, this.hostOf(index));
    });
    await atOnce(SETTING_UP, [() => register(institute, institute), ...each]);
  }

  /** Has the institute propose another value of the threshold; several such proposals may be open from one base version. */
  async propose(value: Amount): Promise<ProposalId> {
    const { version } = await (await this.client(INSTITUTE)).thresholdInForce(OVERSIGHT);
    const method = { name: 'total-operations', version: '1' };
    const { envelope } = await this.#do(
      { organisation: INSTITUTE, as: 'client' },
      `${INSTITUTE}/head`,
      'MakeProposal',
      {
        title: 'Another threshold',
        subject: { type: 'thresholdRevision', threshold: OVERSIGHT, base: version, value, method },
      },
    );
    const made = envelope?.events.find(({ type }) => type === 'ProposalMade');
    const id = ProposalId.parse(made !== undefined && 'proposal' in made ? made.proposal : undefined);
    // No vote is to meet a peer that has not seen the proposal yet: each is asked, and answers when it has.
    for (const organisation of this.#network.topology.organisations) {
      const client = await this.client(organisation.id);
      await this.patience.with(() => client.record('Proposal', id), 'RECORD_UNKNOWN');
    }
    return id;
  }

  /** Closes a proposal on which every party has voted. */
  async close(proposal: ProposalId): Promise<void> {
    await this.#do({ organisation: INSTITUTE, as: 'client' }, `${INSTITUTE}/head`, 'CloseProposal', { proposal });
  }

  /** Closes every door that was opened. */
  async leave(): Promise<void> {
    await Promise.all([...this.#doors.values()].map(async (door) => (await door).close()));
  }
}
