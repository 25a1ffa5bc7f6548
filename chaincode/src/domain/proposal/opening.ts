// SPDX-License-Identifier: Apache-2.0
import {
  deadline,
  deriveId,
  Duration,
  MemberId,
  ProposalId,
  Role,
  sha256Hex,
  TreatyError,
  utf8,
  type DecisionRule,
  type EventOf,
  type Instant,
  type Profile,
  type RepresentativeId,
  type StepId,
  type Subject,
  type UtcOffset,
} from '../../protocol/index.ts';
import type { Known } from '../known.ts';
import { compositionOf, groupOf, membersOf, organOf } from '../organ/membership.ts';
import { changesUntil } from './effective.ts';

/** A proposal that is about to open at one step of its procedure. */
export interface Opening {
  readonly id: ProposalId;
  readonly title: string;
  readonly subject: Subject;
  readonly explanation?: string | undefined;
  readonly rule: DecisionRule;
  readonly step: StepId;
  readonly effectiveAfter: Duration;
  /** The member that the subject concerns, and the office that moved it. */
  readonly concerned: MemberId | undefined;
  readonly mover: RepresentativeId;
  /** The proposal whose end opens this one. */
  readonly preceding?: ProposalId;
  /** Whom the steps before have left unbound. */
  readonly objectors?: readonly MemberId[];
}

const NO_NOTICE = Duration.parse('PT0S');

/** The proposal that the end of another one opens at a step: its id is known beforehand. */
export function successorOf(proposal: ProposalId, step: StepId): ProposalId {
  return ProposalId.parse(deriveId('P', sha256Hex(utf8(`${proposal} ${step}`))));
}

type Lists = Pick<DecisionRule, 'exclude' | 'namedAssents' | 'vetoSeats'>;

/** The members that a rule means by ids, groups and roles, as they are now. */
function resolved(rule: DecisionRule, profile: Profile, opening: Opening): Lists {
  const member = MemberId.parse(opening.mover.slice(0, opening.mover.indexOf('/')));
  const roles = { mover: [member], concerned: opening.concerned === undefined ? [] : [opening.concerned] };
  const named = (name: string): readonly MemberId[] => {
    const role = Role.safeParse(name);
    if (role.success) return roles[role.data];
    const id = MemberId.safeParse(name);
    return id.success ? [id.data] : groupOf(profile, name);
  };
  const list = (field: keyof Lists): Partial<Lists> => {
    const names = rule[field];
    return names === undefined ? {} : { [field]: [...new Set(names.flatMap(named))] };
  };
  return { ...list('exclude'), ...list('namedAssents'), ...list('vetoSeats') };
}

/** Who would count a secret ballot, and why they could not, where they are too few to agree; nobody where voting is open. */
export function tellersFor(
  { secret }: DecisionRule,
  concerned: MemberId | undefined,
  profile: Profile,
  known: Known,
  now: Instant,
): { readonly tellers?: MemberId[]; readonly lack?: TreatyError } {
  if (secret === undefined) return {};
  const { tellers: organ, agreeing } = secret;
  const tellers = membersOf(organOf(profile, organ), profile, known, now).filter((member) => member !== concerned);
  // R-95 nobody counts the votes on itself, and nothing is put to a secret vote that too few could count
  return tellers.length < agreeing
    ? { lack: new TreatyError('TELLERS_TOO_FEW', { organ, agreeing, tellers }) }
    : { tellers };
}

type Times = Pick<EventOf<'ProposalMade'>, 'votingFrom' | 'votingUntil' | 'changesUntil'>;

function timesOf({ rule, effectiveAfter }: Opening, now: Instant, seat: UtcOffset): Times {
  const votingFrom = deadline(now, rule.notice ?? NO_NOTICE, seat);
  const votingUntil = deadline(votingFrom, rule.window, seat);
  const changes = changesUntil({ rule, effectiveAfter }, votingUntil, seat);
  return { votingFrom, votingUntil, ...(changes === undefined ? {} : { changesUntil: changes }) };
}

/**
 * Opens a proposal: freezes its rule, its electorate with groups and weights, its tellers and its window.
 * Fails if: ELECTORATE_EMPTY, TELLERS_TOO_FEW.
 */
export function opened(opening: Opening, profile: Profile, known: Known, now: Instant): EventOf<'ProposalMade'> {
  const { id, title, subject, explanation, effectiveAfter, step, preceding, mover, objectors = [] } = opening;
  const rule = { ...opening.rule, ...resolved(opening.rule, profile, opening) };
  const electorate = membersOf(organOf(profile, rule.organ), profile, known, now);
  // R-42 nobody decides where there is nobody
  if (electorate.length === 0) throw new TreatyError('ELECTORATE_EMPTY', { organ: rule.organ });
  const { tellers, lack } = tellersFor(rule, opening.concerned, profile, known, now);
  if (lack !== undefined) throw lack;
  const composition = compositionOf(rule, electorate, profile, known, now);
  return {
    type: 'ProposalMade',
    ...{
      proposal: id,
      title,
      subject,
      profile: profile.version,
      rule,
      electorate,
      effectiveAfter,
    },
    ...timesOf(opening, now, profile.clock.seat),
    ...(explanation === undefined ? {} : { explanation }),
    ...(composition === undefined ? {} : { composition }),
    ...(tellers === undefined ? {} : { tellers }),
    ...(preceding === undefined ? {} : { step, preceding, mover }),
    ...(objectors.length === 0 ? {} : { objectors: [...objectors] }),
  };
}
