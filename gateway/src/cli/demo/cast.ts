// SPDX-License-Identifier: Apache-2.0
import {
  Duration,
  memberOf,
  plus,
  RepresentativeId,
  type Act,
  type ActOf,
  type ActType,
  type Term,
  type TreatyId,
} from '../../../../chaincode/src/protocol/index.ts';
import { draft, now } from '../../draft.ts';
import type { SigningKey } from '../../key-file.ts';
import { TreatyClient, type Receipt } from '../../treaty-client.ts';
import type { Carrier, Doors } from '../doors.ts';

const ONE_YEAR = Duration.parse('PT8760H');

/** Seals an act and submits it, as every command does. */
export type Submit = (act: Act, key: SigningKey, as: Carrier) => Promise<Receipt>;

/** An office's key, made where this machine has none. */
export type KeyOf = (representative: RepresentativeId) => Promise<SigningKey>;

/** Where a rehearsal takes place. */
export interface Scene {
  readonly doors: Doors;
  readonly keyOf: KeyOf;
  readonly treaty: TreatyId;
  readonly submit: Submit;
}

/** Those who act in a rehearsal, each through its own organisation's door and with its own key. */
export class Cast {
  readonly #doors: Doors;
  readonly #keyOf: KeyOf;
  readonly #treaty: TreatyId;
  readonly #submit: Submit;

  constructor({ doors, keyOf, treaty, submit }: Scene) {
    this.#doors = doors;
    this.#keyOf = keyOf;
    this.#treaty = treaty;
    this.#submit = submit;
  }

  /** A member's own view of the treaty. */
  async client(member: string, as: Carrier = 'client'): Promise<TreatyClient> {
    return new TreatyClient(await this.#doors.open(member, as), this.#treaty);
  }

  /** An office's key on this machine, made at its first use. */
  key(office: string): Promise<SigningKey> {
    return this.#keyOf(RepresentativeId.parse(office));
  }

  /** Drafts, seals and submits an act of an office. */
  async act<T extends ActType>(
    office: string,
    type: T,
    body: ActOf<T>['body'],
    as: Carrier = 'client',
  ): Promise<Receipt> {
    const by = RepresentativeId.parse(office);
    const client = await this.client(memberOf(by), as);
    const act = draft(type, body, { network: client.ledger.network, treaty: this.#treaty, by });
    return this.#submit(act, await this.key(office), as);
  }

  /** A term of one year from now. */
  term(): Term {
    const from = now();
    return { from, until: plus(from, ONE_YEAR) };
  }
}
