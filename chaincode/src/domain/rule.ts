// SPDX-License-Identifier: Apache-2.0
import {
  TreatyError,
  type Act,
  type ActOf,
  type ActType,
  type DidKey,
  type Digest,
  type Instant,
  type MspId,
  type Power,
  type Profile,
  type Representative,
  type TransactionId,
  type Treaty,
  type TreatyEvent,
} from '../protocol/index.ts';
import type { Known, Need } from './known.ts';

/** What a transaction tells the rules about itself; nothing else of the world reaches them. */
export interface Context {
  readonly channel: string;
  readonly tx: TransactionId;
  /** The transaction's timestamp: the clock of the client that made it, bounded by the peers. */
  readonly now: Instant;
  /** The organisation whose certificate carries the transaction, and whether it is an administrator's. */
  readonly msp: MspId;
  readonly admin: boolean;
  /** The organisation that the chaincode package lets open treaties. */
  readonly opensTreaties: MspId;
  /** The digest of the act without its proofs, the source of ids. */
  readonly digest: Digest;
  /** The keys whose seals on the act have been verified. */
  readonly sealedBy: readonly string[];
}

/** An act under way in an open treaty: everything that a rule may look at. */
export interface Case {
  readonly known: Known;
  readonly context: Context;
  readonly treaty: Treaty;
  readonly profile: Profile;
  /** The representative whose seal the act bears; its standing has been examined. */
  readonly actor: Representative;
  /** The key with which it has sealed the act. */
  readonly key: DidKey;
}

/** How one type of act is decided. */
export interface RuleOf<T extends ActType> {
  /** The power that the representative needs. */
  readonly power: Power;
  /** The power that it needs under a profile, or for its member, where that differs. */
  powerUnder?(profile: Profile, act: ActOf<T>, known: Known): Power;
  /**
   * Names the records that `decide` reads; asked again with what has been loaded until it names nothing new. `digest` is that
   * of the act, from which the ids of new records derive.
   */
  needs(act: ActOf<T>, known: Known, digest: Digest): readonly Need[];
  /** Refuses a transaction that another organisation than the member's host may not carry; without it the host carries it. */
  carrier?(act: ActOf<T>, known: Known, context: Context): void;
  /** Returns what the act changes, or throws the coded refusal. */
  decide(act: ActOf<T>, at: Case): TreatyEvent[];
  /** The deadline that must have passed by the endorsing peer's own clock as well, if the act depends on one. */
  notBefore?(act: ActOf<T>, at: Case): Instant | undefined;
}

/** A rule as the fold holds it: for any act, of which it takes only its own type. */
export interface Rule {
  readonly type: ActType;
  readonly power: Power;
  powerUnder(profile: Profile, act: Act, known: Known): Power;
  needs(act: Act, known: Known, digest: Digest): readonly Need[];
  /** Undefined where the member's host carries the act. */
  readonly carrier: ((act: Act, known: Known, context: Context) => void) | undefined;
  decide(act: Act, at: Case): TreatyEvent[];
  notBefore(act: Act, at: Case): Instant | undefined;
}

function isActOf<T extends ActType>(act: Act, type: T): act is Act & ActOf<T> {
  return act.type === type;
}

/** Binds a rule to its type of act. */
export function ruleFor<T extends ActType>(type: T, rule: RuleOf<T>): Rule {
  const own = (act: Act): ActOf<T> => {
    if (!isActOf(act, type)) throw new TreatyError('TRANSACTION_MISMATCH', { expected: type, type: act.type });
    return act;
  };
  return {
    type,
    power: rule.power,
    powerUnder: (profile, act, known) => rule.powerUnder?.(profile, own(act), known) ?? rule.power,
    needs: (act, known, digest) => rule.needs(own(act), known, digest),
    carrier:
      rule.carrier === undefined
        ? undefined
        : (act, known, context) => {
            rule.carrier?.(own(act), known, context);
          },
    decide: (act, at) => rule.decide(own(act), at),
    notBefore: (act, at) => rule.notBefore?.(own(act), at),
  };
}

/** Legal moves of an aggregate: from which status which act leads to which statuses; the only place where they stand. */
export type Edges<S extends string> = Readonly<Record<S, Partial<Readonly<Record<ActType, readonly S[]>>>>>;

/** Whether an act may be done to a record of this status. */
export function mayMove<S extends string>(edges: Edges<S>, status: S, act: ActType): boolean {
  return edges[status][act] !== undefined;
}

/** The statuses from which an act may be done, for the sentence of a refusal. */
export function statusesFor<S extends string>(edges: Edges<S>, act: ActType): string[] {
  return Object.entries<Edges<S>[S]>(edges).flatMap(([status, acts]) => (acts[act] === undefined ? [] : [status]));
}
