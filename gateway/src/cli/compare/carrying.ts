// SPDX-License-Identifier: Apache-2.0
import { Known, MEMBERSHIP_NEEDS, membersOf, type Need } from '../../../../chaincode/src/domain/index.ts';
import {
  compareInstants,
  Duration,
  plus,
  ProposalId,
  TreatyError,
  WORDS,
  type Choice,
  type Instant,
  type MemberId,
  type OrganId,
  type Profile,
  type Proposal,
  type Subject,
} from '../../../../chaincode/src/protocol/index.ts';
import type { Receipt, TreatyClient } from '../../treaty-client.ts';
import { officerOf } from './company.ts';
import { ballotOn, reportAll } from './secret.ts';
import { headOf, type Stage } from './stage.ts';

/** A moment after a deadline by the clock of every peer. */
const AFTER = Duration.parse('PT5M');

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
  const [support, oppose] = WORDS[rule.polarity];
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

function latestOf(one: Instant | undefined, other: Instant): Instant {
  return one !== undefined && compareInstants(one, other) > 0 ? one : other;
}

/** Carries a proposal through all its steps, against so many votes of each organ, and answers with the last one. */
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

/** A motion: who may move it, what it would change, and how many votes of each organ are against it. */
export interface Motion {
  readonly movers: OrganId;
  readonly subject: Subject;
  readonly title: string;
  readonly against: number;
}

/** Moves something and carries it through all its steps. Fails if: what the rules of the ledger refuse. */
export async function moved(stage: Stage, profile: Profile, motion: Motion): Promise<Proposal> {
  const { movers, subject, title, against } = motion;
  const [mover] = await present(stage, profile, movers);
  if (mover === undefined) throw new TreatyError('ELECTORATE_EMPTY', { organ: movers });
  return carry(stage, madeIn(await stage.act(headOf(mover), 'MakeProposal', { title, subject })), against);
}

/** Fills the empty seats of the elected organs, so that they can decide. */
export async function elect(stage: Stage, profile: Profile): Promise<void> {
  for (const { id, composition } of profile.organs) {
    if (typeof composition !== 'object' || !('elected' in composition)) continue;
    const { seats, election } = composition.elected;
    const candidates = seats.flatMap(({ count, group }) => {
      const members = profile.groups?.find((one) => one.id === group)?.members ?? [];
      return Array.from({ length: count }, (_, index) => members[index]);
    });
    const seated = await present(stage, profile, id);
    for (const [index, candidate] of candidates.entries()) {
      const member = candidate ?? officerOf(id, index + 1);
      if (seated.includes(member)) continue;
      const subject = { type: 'election' as const, organ: id, member };
      await moved(stage, profile, { movers: election.movers, subject, title: `${member} to the ${id}`, against: 0 });
    }
  }
}
