// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command, Option } from 'commander';
import {
  compareInstants,
  latest,
  memberOf,
  ProposalId,
  WORDS,
  type Ballot,
  type DecisionRule,
  type Instant,
  type MemberId,
  type Missing,
  type Proposal,
  type ProposalStanding,
  type RepresentativeId,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import type { TreatyClient } from '../../treaty-client.ts';
import { present } from '../clock.ts';
import { receiptWords } from '../event-words.ts';
import { exemplified, next } from '../guidance.ts';
import { countCommand } from './count.ts';
import { paperCommand } from './paper.ts';
import { extendCommand, receiveCommand, resolveCommand } from './proposal-acts.ts';
import { parsedOption } from '../parsed.ts';
import { profileIn } from '../profile-in-force.ts';
import { all, found, reading } from '../reading.ts';
import { inTreaty, sealing, Session } from '../session.ts';
import { ruleWords } from '../rule-words.ts';
import { awaitedTellers, isCounted, lackingWords, tellerRows } from '../secret-words.ts';
import type { Streams } from '../streams.ts';
import { subjectWords } from '../subject-words.ts';
import {
  amountWords,
  columns,
  counted,
  countWords,
  fields,
  IN_SECRET,
  instantWords,
  methodWords,
  remainingWords,
} from '../words.ts';

const STATUSES = [
  'open',
  'withdrawn',
  'adopted',
  'rejected',
  'stale',
  'failed',
] as const satisfies Proposal['status'][];

/** `depositary proposal`: what is proposed, how it stands, and its end by its mover or by its close. */
export function proposalCommand(streams: Streams = process): Command {
  const command = new Command('proposal').description('see proposals and how they stand, withdraw, count or close one');
  const commands = [
    ...[listCommand, showCommand, resolveCommand, receiveCommand, extendCommand, withdrawCommand, closeCommand],
    ...[paperCommand, countCommand],
  ].map((made) => made(streams));
  for (const inner of commands) command.addCommand(inner);
  return exemplified(
    command,
    'proposal list --status open',
    'proposal show P-4K7QX2M9TZ',
    'proposal close P-4K7QX2M9TZ --as XB/delegate-1',
  );
}

const PROPOSAL = ['<proposal>', 'the proposal, such as P-4K7QX2M9TZ'] as const;

function proposalIn(text: string): ProposalId {
  return parsedOption(ProposalId, 'PROPOSAL', text);
}

/** What a proposal waits for, which its stored status does not say: the beginning of its window, ballots, or its close. */
function windowWords(
  { status, votingFrom, votingUntil, changesUntil = votingUntil, rule }: Proposal,
  at: Instant,
): string {
  const span = `from ${instantWords(votingFrom)} until ${instantWords(votingUntil)}`;
  if (status !== 'open') return span;
  if (compareInstants(at, votingFrom) < 0) return `${span} (begins ${remainingWords(votingFrom, at)})`;
  const wait = rule.secret === undefined ? 'its close' : 'the count of its papers and its close';
  if (compareInstants(at, latest(votingUntil, changesUntil)) > 0) return `${span} (over: it waits for ${wait})`;
  if (compareInstants(at, votingUntil) > 0)
    return `${span} (over: votes may be changed until ${instantWords(changesUntil)})`;
  return `${span} (ends ${remainingWords(votingUntil, at)})`;
}

function listed(proposal: Proposal, at: Instant): string[] {
  const { id, status, title, mover } = proposal;
  return [id, status, `${title}\n    moved by ${mover}; voting ${windowWords(proposal, at)}`];
}

function listCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('list')), 'proposal list', 'proposal list --status open')
    .description('list the proposals, all or those of one status')
    .addOption(new Option('--status <status>', 'only proposals of this status').choices(STATUSES))
    .action(({ status }: { status?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { client, treaty } = await reading(session);
        const made = (await all(client, 'Proposal')).filter(
          (proposal) => status === undefined || proposal.status === status,
        );
        const proposals = made.sort((one, other) => compareInstants(one.opened.at, other.opened.at));
        const at = present();
        const words = columns(proposals.map((proposal) => listed(proposal, at)));
        await session.answer({ treaty: treaty.treaty, proposals }, `${words || 'There is no such proposal.'}\n`);
        await next(session, ...proposals.slice(0, 1).map(({ id }) => `proposal show ${id}`));
      }),
    );
}

interface Shown extends ProposalStanding {
  /** The change in words: the value and method from which it starts, and those to which it leads. */
  readonly change: string;
  readonly organ: string;
  readonly at: Instant;
}

async function changeOf(client: TreatyClient, { subject }: Proposal): Promise<string> {
  if (subject.type !== 'thresholdRevision') return subjectWords(subject);
  const { threshold, base, value, method } = subject;
  const { unit } = await found(client, 'Threshold', [threshold], 'THRESHOLD_UNKNOWN', { threshold });
  const version = { kind: 'ThresholdVersion', id: `${threshold}/${base ?? ''}`, treaty: client.treaty };
  const from =
    base === undefined
      ? undefined
      : await found(client, 'ThresholdVersion', [threshold, base], 'RECORD_UNKNOWN', version);
  const now =
    from === undefined
      ? 'no value yet'
      : `${amountWords(from.value)} ${unit}, counted by ${methodWords(from.method)} (${from.version})`;
  return `threshold ${threshold}\nfrom ${now}\nto   ${amountWords(value)} ${unit}, counted by ${methodWords(method)}`;
}

async function organOf(client: TreatyClient, { profile: version, rule }: Proposal): Promise<string> {
  const profile = await profileIn(client, version);
  return profile.organs.find(({ id }) => id === rule.organ)?.name ?? rule.organ;
}

function ballotWords(ballots: readonly Ballot[], { silent }: Missing): string {
  const cast = ballots.map(({ member, choice, cast: at, by, explanation }) => {
    const why = explanation === undefined ? '' : `\n        ${explanation.split('\n').join('\n        ')}`;
    return [member, choice ?? IN_SECRET, `${instantWords(at)}, by ${by}${why}`];
  });
  return columns([...cast, ...silent.map((member) => [member, '-', 'has not voted'])], '  ');
}

function missingWords({ forQuorum, support, silent }: Missing, { revote, polarity }: DecisionRule): string {
  const quorum = forQuorum === 0 ? '' : `${counted(forQuorum, 'ballot')} for the quorum; `;
  const changed = revote === true ? ', unless one is changed' : '';
  const [word] = WORDS[polarity];
  const reached = { adopt: 'adopted', stop: 'stopped', object: 'blocked' }[polarity];
  if (support === undefined) return `${quorum}it cannot be ${reached} by the votes that are left${changed}`;
  if (support === 0) return `${quorum}no vote: those cast carry it`;
  return `${quorum}${counted(support, `${word} vote`)} from among ${silent.join(', ')}`;
}

function missingOf({ proposal: { rule }, missing }: ProposalStanding): string {
  return rule.secret === undefined ? missingWords(missing, rule) : lackingWords(missing);
}

function setAside({ count }: ProposalStanding): [string, string][] {
  if (count.ignored.length === 0) return [];
  return [['set aside', count.ignored.map(({ member, why }) => `the ballot of ${member}: ${why}`).join('\n')]];
}

function endWords(proposal: Proposal): [string, string][] {
  switch (proposal.status) {
    case 'open':
      return [];
    case 'withdrawn':
      return [
        [
          'withdrawn',
          `${instantWords(proposal.changed.at)}${proposal.reason === undefined ? '' : `: ${proposal.reason}`}`,
        ],
      ];
    case 'adopted':
      return [closed(proposal)];
    case 'rejected':
      return [closed(proposal, proposal.tally.result === 'noQuorum' ? ', for want of a quorum' : '')];
    case 'stale':
      return [closed(proposal, '; without effect: the version that it would change had been superseded')];
    case 'failed':
      return [closed(proposal, `; without effect: ${proposal.why}`)];
  }
}

function closed({ closed: { at, by } }: Extract<Proposal, { closed: object }>, how = ''): [string, string] {
  return ['closed', `${instantWords(at)}, by ${by}${how}`];
}

function shownWords(shown: Shown): string {
  const { proposal, ballots, count, missing, change, organ, at } = shown;
  const { id, status, title, mover, opened, explanation, rule, electorate, objectors = [] } = proposal;
  const rows: [string, string][] = [
    ['change', change],
    ...(explanation === undefined ? [] : [['explanation', explanation] satisfies [string, string]]),
    ['rule', ruleWords(rule, organ, electorate)],
    ['voting', windowWords(proposal, at)],
    ...(objectors.length === 0 ? [] : [['objected before', objectors.join(', ')] satisfies [string, string]]),
    ...endWords(proposal),
    ['votes', countWords('tally' in proposal ? proposal.tally : count)],
    ...setAside(shown),
    ...tellerRows(shown),
    ...(status === 'open' ? [['missing', missingOf(shown)] satisfies [string, string]] : []),
  ];
  const head = `${id}  ${status}\n${title}\nmoved by ${mover} on ${instantWords(opened.at)}\n`;
  return `${head}\n${fields(rows)}\nBallots\n${ballotWords(ballots, missing)}\n`;
}

/**
 * Whether an open proposal may be closed now: its window is over and the papers of a secret ballot are counted, or every vote is
 * cast for good and the rule allows it.
 */
function mayClose(shown: Shown): boolean {
  const { proposal, missing, at } = shown;
  const { rule, votingUntil, changesUntil = votingUntil } = proposal;
  const isSettled = rule.earlyClose === true && rule.revote !== true && missing.silent.length === 0;
  const isOver = compareInstants(at, latest(votingUntil, changesUntil)) > 0;
  return isSettled || (isOver && (rule.secret === undefined || isCounted(shown, at)));
}

/** What can be done about an open proposal now, by the office that asks if it has a part in it. */
function steps(shown: Shown, asker: RepresentativeId | undefined): string[] {
  const { id, status, rule, votingFrom, votingUntil, electorate } = shown.proposal;
  const { silent } = shown.missing;
  const office = (members: readonly MemberId[]): string =>
    asker !== undefined && members.includes(memberOf(asker)) ? asker : `${members[0] ?? ''}/head`;
  if (status !== 'open') return [];
  if (mayClose(shown)) return [`proposal close ${id} --as ${office(electorate)}`];
  if (compareInstants(shown.at, votingFrom) < 0) return [];
  if (rule.secret !== undefined && compareInstants(shown.at, votingUntil) > 0)
    return [`proposal count ${id} --papers ./papers --as ${office(awaitedTellers(shown))}`];
  if (silent.length > 0) return [`vote ${id} yes --as ${office(silent)}`];
  return rule.revote === true ? [`vote ${id} yes --as ${office(electorate)} --change`] : [];
}

function showCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('show')), 'proposal show P-4K7QX2M9TZ', 'proposal show P-4K7QX2M9TZ --json')
    .description(
      'show a proposal: the exact change, the rule, the ballots, the count, and what is missing for adoption',
    )
    .argument(...PROPOSAL)
    .action((id: string, _: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const named = proposalIn(id);
        const { client } = await reading(session);
        const standing = await client.proposal(named);
        const [change, organ] = [await changeOf(client, standing.proposal), await organOf(client, standing.proposal)];
        const shown = { ...standing, change, organ, at: present() };
        await session.answer(standing, shownWords(shown));
        await next(session, ...steps(shown, session.isNamed ? session.by : undefined));
      }),
    );
}

function withdrawCommand(streams: Streams): Command {
  return exemplified(
    sealing(new Command('withdraw')),
    'proposal withdraw P-4K7QX2M9TZ --reason "The figures were wrong." --as AISI-XA/head',
  )
    .description('withdraw a proposal of your own while it is open')
    .argument(...PROPOSAL)
    .option('--reason <text>', 'why, for the record')
    .action((id: string, { reason }: { reason?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        await session.act('WithdrawProposal', { proposal: proposalIn(id), ...given({ reason }) }, receiptWords);
      }),
    );
}

function closeCommand(streams: Streams): Command {
  return exemplified(sealing(new Command('close')), 'proposal close P-4K7QX2M9TZ --as XB/delegate-1')
    .description('close a proposal: its ballots are counted anew, and what was decided takes effect')
    .argument(...PROPOSAL)
    .action((id: string, _: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const proposal = proposalIn(id);
        await session.act('CloseProposal', { proposal }, receiptWords);
        await next(session, `proposal show ${proposal}`);
      }),
    );
}
