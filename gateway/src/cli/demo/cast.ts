// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import {
  Duration,
  memberOf,
  plus,
  RepresentativeId,
  type ActOf,
  type ActType,
  type Term,
  type TreatyId,
} from '../../../../chaincode/src/protocol/index.ts';
import { draft, now } from '../../draft.ts';
import type { SigningKey } from '../../key-file.ts';
import type { KeyRing } from '../../key-ring.ts';
import { sealed } from '../../sealing.ts';
import { TreatyClient, type Receipt } from '../../treaty-client.ts';
import type { Carrier, Doors } from '../doors.ts';

const ONE_YEAR = Duration.parse('PT8760H');

/** Those who act in a rehearsal, each through its own organisation's door and with its own key. */
export class Cast {
  readonly #doors: Doors;
  readonly #keys: KeyRing;
  readonly #treaty: TreatyId;

  constructor(doors: Doors, keys: KeyRing, treaty: TreatyId) {
    this.#doors = doors;
    this.#keys = keys;
    this.#treaty = treaty;
  }

  /** A member's own view of the treaty. */
  async client(member: string, as: Carrier = 'client'): Promise<TreatyClient> {
    return new TreatyClient(await this.#doors.open(member, as), this.#treaty);
  }

  /** An office's key on this machine, made at its first use. */
  key(office: string): Promise<SigningKey> {
    const representative = RepresentativeId.parse(office);
    return existsSync(this.#keys.fileOf(representative))
      ? this.#keys.key(representative)
      : this.#keys.make(representative);
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
    return client.submit(sealed(act, await this.key(office)));
  }

  /** A term of one year from now. */
  term(): Term {
    const from = now();
    return { from, until: plus(from, ONE_YEAR) };
  }
}
