// SPDX-License-Identifier: Apache-2.0
import {
  Known,
  MEMBERSHIP_NEEDS,
  membersOf,
  standingOf,
  tiersOf,
  type Need,
} from '../../../../chaincode/src/domain/index.ts';
import {
  Amount,
  compareInstants,
  Duration,
  MemberId,
  plus,
  ProposalId,
  TreatyError,
  WORDS,
  type Choice,
  type Instant,
  type OrganId,
  type Profile,
  type Proposal,
  type Subject,
  type ThresholdId,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import type { Receipt, TreatyClient } from '../../treaty-client.ts';
import { found } from '../reading.ts';
import { amountWords, instantWords } from '../words.ts';
import type { Happening, Scenario } from './scenario.ts';
import { ballotOn, reportAll } from './secret.ts';
import { headOf, Stage, type Company } from './stage.ts';

/** What became of one event under one profile: an outcome and the rule that gave it, or that the source states no rule. */
export interface Cell {
  readonly event: Happening['event'];
  readonly isStated: boolean;
  readonly outcome: string;
  /** The field of the profile that decided, or that is missing. */
  readonly rule: string;
}

const stated = (event: Happening['event'], outcome: string, rule: string): Cell => ({
  event,
  isStated: true,
  outcome,
  rule,
});
const notStated = (event: Happening['event'], rule: string, besides?: string): Cell => ({
  event,
  isStated: false,
  outcome: besides === undefined ? 'not stated' : `not stated; ${besides}`,
  rule,
});

/** A moment after a deadline by the clock of every peer. */
const AFTER = Duration.parse('PT5M');

/** Everybody whom a profile names as a member of an organ or a group, and who is none of the scenario's states and institutes. */
function companyOf(profile: Profile, { states, institutes }: Scenario): Company {
  const known = new Set([...states, ...institutes]);
  const ofOrgans = profile.organs.flatMap(({ composition }) =>
    typeof composition === 'object' && 'members' in composition ? composition.members : [],
  );
  const ofGroups = (profile.groups ?? []).flatMap(({ members }) => members);
  const others = [...new Set([...ofOrgans, ...ofGroups])].filter((member) => !known.has(member));
  return { states, institutes, others: [...others, ...officers(profile)] };
}

/** A candidate for each seat of an elected organ: nobody else knows the office that a profile only describes. */
function officers({ organs }: Profile): MemberId[] {
  return organs.flatMap(({ id, composition }) => {
    if (typeof composition !== 'object' || !('elected' in composition)) return [];
    const seats = composition.elected.seats.reduce((sum, { count }) => sum + count, 0);
    return Array.from({ length: seats }, (_, index) => officerOf(id, index + 1));
  });
}

function officerOf(organ: OrganId, seat: number): MemberId {
  return MemberId.parse(`${organ.toUpperCase().slice(0, 12)}-${String(seat)}`);
}

async function answerTo(client: TreatyClient, need: Need) {
  if (!('all' in need)) return [await client.record(need.kind, ...need.id)];
  const records = [];
  for await (const record of client.records(need.all, ...need.under)) records.push(record);
  return records;
}

/** The members of an organ in the play, as the ledger shows them. */
async function present({ client, now }: Stage, profile: Profile, id: OrganId): Promise<MemberId[]> {
  const organ = profile.organs.find((candidate) => candidate.id === id);
  if (organ === undefined) throw new TreatyError('ORGAN_UNKNOWN', { organ: id });
  let known = Known.nothing;
  for (const need of MEMBERSHIP_NEEDS) known = known.withFound(need, await answerTo(client, need));
  return membersOf(organ, profile, known, now);
}

function madeIn({ envelope }: Receipt): ProposalId {
  const made = envelope?.events.findLast((event) => event.type === 'ProposalMade');
  if (made === undefined) throw new TreatyError('INVARIANT_BROKEN', { what: 'a proposal that was recorded has an id' });
  return ProposalId.parse(made.proposal);
}

/** All who may vote support it but the last few, who vote against; at least one supports. Answers with the choices. */
async function vote(stage: Stage, proposal: Proposal, against: number): Promise<Choice[]> {
  const { rule, electorate, composition } = proposal;
  const [support, oppose] = WORDS[rule.polarity === 'object' ? 'object' : rule.polarity];
  // Under `object` and `stop` those who are for the change are against what the rule asks for.
  const [pro, contra] = rule.polarity === 'adopt' ? [support, oppose] : [oppose, support];
  const voters = electorate.filter((member) => rule.exclude?.includes(member) !== true);
  const opponents = Math.min(against, voters.length - 1);
  const organisations = new Set((composition?.organisations ?? []).map(({ member }) => member));
  const choices: Choice[] = [];
  for (const [index, member] of voters.filter((name) => !organisations.has(name)).entries()) {
    const choice = index < voters.length - opponents ? pro : contra;
    await stage.act(headOf(member), 'CastVote', ballotOn(proposal, member, choice));
    choices.push(choice);
  }
  return choices;
}

/** Carries a proposal through all its steps, and answers with the last one. */
async function carry(stage: Stage, first: ProposalId, against: number): Promise<Proposal> {
  for (let id = first; ;) {
    const open = await stage.client.record('Proposal', id);
    stage.until(open.votingFrom);
    const choices = await vote(stage, open, against);
    const { changesUntil, votingUntil } = open;
    stage.until(plus(latestOf(changesUntil, votingUntil), AFTER));
    await reportAll(stage, open, choices);
    const [closer] = open.electorate;
    await stage.act(headOf(closer ?? ''), 'CloseProposal', { proposal: id });
    const ended = await stage.client.record('Proposal', id);
    if (!('succeededBy' in ended) || ended.succeededBy === undefined) return ended;
    id = ended.succeededBy;
  }
}

function latestOf(one: Instant | undefined, other: Instant): Instant {
  return one !== undefined && compareInstants(one, other) > 0 ? one : other;
}

async function move(
  stage: Stage,
  profile: Profile,
  movers: OrganId,
  subject: Subject,
  title: string,
): Promise<ProposalId> {
  const [mover] = await present(stage, profile, movers);
  if (mover === undefined) throw new TreatyError('ELECTORATE_EMPTY', { organ: movers });
  return madeIn(await stage.act(headOf(mover), 'MakeProposal', { title, subject }));
}

/** Fills every seat of the elected organs, so that they can decide. */
async function elect(stage: Stage, profile: Profile): Promise<void> {
  for (const { id, composition } of profile.organs) {
    if (typeof composition !== 'object' || !('elected' in composition)) continue;
    const { seats, election } = composition.elected;
    const candidates = seats.flatMap(({ count, group }) => {
      const members = profile.groups?.find((one) => one.id === group)?.members ?? [];
      return Array.from({ length: count }, (_, index) => members[index]);
    });
    for (const [index, candidate] of candidates.entries()) {
      const member = candidate ?? officerOf(id, index + 1);
      const subject = { type: 'election' as const, organ: id, member };
      await carry(stage, await move(stage, profile, election.movers, subject, `${member} to the ${id}`), 0);
    }
  }
}

async function values({ client, now }: Stage, profile: Profile): Promise<Map<ThresholdId, Amount>> {
  const inForce = new Map<ThresholdId, Amount>();
  for (const { id } of profile.thresholds) {
    if ((await client.record('Threshold', id)).latest === undefined) continue;
    inForce.set(id, (await client.thresholdInForce(id, now)).value);
  }
  return inForce;
}

async function run(stage: Stage, profile: Profile, { figures }: Extract<Happening, { event: 'run' }>): Promise<Cell> {
  if (profile.tiers === undefined) return notStated('run', 'tiers');
  const inForce = await values(stage, profile);
  const verdicts = tiersOf(profile, new Map(Object.entries(figures)), (id) => inForce.get(id));
  const own = verdicts.findLast(({ verdict }) => verdict === 'in');
  if (own !== undefined) {
    const { id, name, regime, unless } = own.tier;
    return stated('run', `${regime}: ${name}${unless === undefined ? '' : `, unless ${unless}`}`, `tiers.${id}`);
  }
  const open = verdicts.find(({ verdict }) => verdict === 'open');
  if (open === undefined) return stated('run', 'in no tier', 'tiers');
  const { tier, examined } = open;
  const unset = examined.find(({ verdict }) => verdict === 'unset');
  if (unset !== undefined && 'threshold' in unset.condition) {
    const rule = `thresholds.${unset.condition.threshold}.value`;
    return stated('run', `${tier.regime}: ${tier.name}, by a value that is not stated`, rule);
  }
  return stated('run', `${tier.regime}: ${tier.name}, if it is found so`, `tiers.${tier.id}`);
}

/** The threshold that a metric of the tiers turns on: the first one that can be revised, else the first one. */
function thresholdOn({ tiers = [], thresholds }: Profile, metric: string): Profile['thresholds'][number] | undefined {
  const named = tiers.flatMap(({ allOf }) =>
    allOf.flatMap((condition) =>
      'threshold' in condition && condition.metric === metric ? [condition.threshold] : [],
    ),
  );
  const on = thresholds.filter(({ id }) => named.includes(id));
  return on.find(({ revision }) => revision !== undefined) ?? on[0];
}

function share({ num, den }: { num: number; den: number }, value: Amount): Amount {
  return Amount.parse(String((BigInt(value) * BigInt(num)) / BigInt(den)));
}

async function lower(stage: Stage, profile: Profile, event: Extract<Happening, { event: 'lower' }>): Promise<Cell> {
  const threshold = thresholdOn(profile, event.metric);
  if (threshold === undefined) return notStated('lower', 'thresholds', deciderWords(profile));
  const { id, revision } = threshold;
  if (revision === undefined) return notStated('lower', `thresholds.${id}.revision`, deciderWords(profile));
  const former = (await values(stage, profile)).get(id);
  const { latest } = await stage.client.record('Threshold', id);
  const value = former === undefined ? event.orSet : share(event.to, former);
  const figure = { value, method: { name: 'scenario', version: '1' }, ...given({ base: latest }) };
  const subject = { type: 'thresholdRevision' as const, threshold: id, ...figure };
  const last = await carry(stage, await move(stage, profile, revision.movers, subject, `Lower ${id}`), event.against);
  const rule = `thresholds.${id}.revision${last.step === undefined ? '.rule' : `.steps.${last.step}`}`;
  const organ = profile.organs.find((candidate) => candidate.id === last.rule.organ)?.name ?? last.rule.organ;
  const by = `by the ${organ}${'tally' in last ? countOf(last.tally.tally) : ''}`;
  if (last.status !== 'adopted') return stated('lower', `${last.status} ${by}`, rule);
  const { inForceFrom } = await stage.client.record('ThresholdVersion', id, await versionOf(stage, id));
  return stated('lower', `${changeWords(former, value)} ${by}, ${instantWords(inForceFrom)}`, rule);
}

/** Who decides, where the source says that much and gives no rule by which. */
function deciderWords({ provisions: { decider } = {} }: Profile): string | undefined {
  return decider === undefined ? undefined : `who decides: ${decider}`;
}

function changeWords(former: Amount | undefined, value: Amount): string {
  if (former === undefined) return `set to ${amountWords(value)} (a value of the scenario)`;
  return `from ${amountWords(former)} to ${amountWords(value)}`;
}

async function versionOf({ client }: Stage, id: ThresholdId): Promise<string> {
  const { latest } = await found(client, 'Threshold', [id], 'THRESHOLD_UNKNOWN', { threshold: id });
  return latest ?? '';
}

function countOf(tally: Readonly<Partial<Record<string, number>>>): string {
  const words = Object.entries(tally).filter(([, number = 0]) => number > 0);
  return ` (${words.map(([word, number]) => `${String(number)} ${word}`).join(', ')})`;
}

async function withdraw(stage: Stage, event: Extract<Happening, { event: 'withdraw' }>): Promise<Cell> {
  const { state } = event;
  const { envelope } = await stage.act(headOf(state), 'NotifyWithdrawal', { reason: 'Supreme interests.' });
  const notified = envelope?.events.find((one) => one.type === 'WithdrawalNotified');
  const effective = notified?.effective ?? stage.now;
  stage.until(plus(effective, AFTER));
  const treaty = await stage.client.record('Treaty');
  const standing = standingOf(await stage.client.record('Party', state), treaty, stage.now);
  return stated('withdraw', `${state} is ${standing} from ${instantWords(effective)}`, 'membership.withdrawal');
}

/** Refusals that mean that the profile, and so its source, has no rule for what was tried. */
const UNSTATED: Readonly<Record<string, string>> = {
  WITHDRAWAL_NOT_PROVIDED: 'membership.withdrawal',
  PROCEDURE_NOT_STATED: 'procedure',
};

async function happen(stage: Stage, profile: Profile, event: Happening): Promise<Cell> {
  try {
    switch (event.event) {
      case 'run':
        return await run(stage, profile, event);
      case 'lower':
        return await lower(stage, profile, event);
      case 'withdraw':
        return await withdraw(stage, event);
    }
  } catch (error) {
    if (!(error instanceof TreatyError)) throw error;
    const missing = UNSTATED[error.code];
    if (missing !== undefined) return notStated(event.event, missing);
    return stated(event.event, `refused: ${error.says}`, error.code);
  }
}

/** Plays the scenario's events under one profile on a ledger of its own, and answers with what became of each. */
export async function play(profile: Profile, scenario: Scenario): Promise<Cell[]> {
  const stage = new Stage();
  await stage.open(profile, companyOf(profile, scenario));
  await elect(stage, profile);
  const cells: Cell[] = [];
  for (const event of scenario.events) cells.push(await happen(stage, profile, event));
  return cells;
}

/** A component is a measure and no agreement: it lies on a profile as a layer, and brings its own provisions. */
export function layered(component: Profile, base: Profile): Profile {
  const { id, title, about, provisions } = component;
  return {
    ...base,
    ...{ id, title },
    ...(about === undefined ? {} : { about }),
    provisions: { ...base.provisions, ...provisions },
  };
}
