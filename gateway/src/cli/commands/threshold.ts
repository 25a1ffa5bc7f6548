// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import { chainOf } from '../../../../chaincode/src/domain/index.ts';
import {
  Instant,
  MemberId,
  memberOf,
  parseAmount,
  ThresholdId,
  TreatyError,
  type Proposal,
  type ProposalId,
  type Threshold,
  type ThresholdVersion,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import type { TreatyClient } from '../../treaty-client.ts';
import { present } from '../clock.ts';
import { exemplified, next } from '../guidance.ts';
import { methodIn } from '../method.ts';
import { parsedOption } from '../parsed.ts';
import { proposing, titled, type Wording } from '../proposing.ts';
import { all, found, reading } from '../reading.ts';
import { inTreaty, sealing, Session } from '../session.ts';
import { showBetween } from '../threshold-between.ts';
import { suspension } from '../operation.ts';
import { showBinding } from '../threshold-binding.ts';
import type { Streams } from '../streams.ts';
import { amountWords, fields, instantWords, methodWords } from '../words.ts';
import { twoIn } from './relation.ts';

/** `depositary threshold`: what is in force, how it came about, and proposals to revise it. */
export function thresholdCommand(streams: Streams = process): Command {
  const command = new Command('threshold').description('see a threshold and its history, or propose to revise it');
  return exemplified(
    command.addCommand(proposeCommand(streams)).addCommand(showCommand(streams)).addCommand(historyCommand(streams)),
    'threshold show',
    'threshold show oversight --at 2027-03-01T00:00:00Z',
    'threshold history oversight',
    'threshold propose oversight 1e25 --method total-operations@1 --title "Lower to 1e25 FLOP" --as AISI-XA/head',
  );
}

function thresholdIn(text: string): ThresholdId {
  return parsedOption(ThresholdId, 'THRESHOLD', text);
}

function thresholdOf(client: TreatyClient, threshold: ThresholdId): Promise<Threshold> {
  return found(client, 'Threshold', [threshold], 'THRESHOLD_UNKNOWN', { threshold });
}

interface Revision extends Wording {
  readonly method: string;
}

async function propose(session: Session, id: string, value: string, { method, ...wording }: Revision): Promise<void> {
  const [threshold, amount, counting] = [thresholdIn(id), parseAmount(value), methodIn(method)];
  const { client } = await reading(session);
  const { latest } = await thresholdOf(client, threshold);
  const figure = { value: amount, method: counting, ...given({ base: latest }) };
  await proposing(session, { type: 'thresholdRevision', threshold, ...figure }, wording);
}

function proposeCommand(streams: Streams): Command {
  return titled(
    exemplified(
      sealing(new Command('propose')),
      'threshold propose oversight 1e25 --method total-operations@1 --title "Lower to 1e25 FLOP" --as AISI-XA/head',
    ),
  )
    .description('propose to revise a threshold, starting from its latest version, or to set one that has no value yet')
    .argument('<threshold>', 'the threshold, such as oversight')
    .argument('<value>', 'the new value, such as 1e25')
    .requiredOption('--method <name@version>', 'how operations are counted, such as total-operations@1')
    .action((id: string, value: string, wording: Revision, command: Command) =>
      Session.run(command, streams, (session) => propose(session, id, value, wording)),
    );
}

function inForceWords({ id, metric, unit, latest }: Threshold, version: ThresholdVersion): string {
  const { value, method, inForceFrom, proposal } = version;
  const short = amountWords(value);
  const successor = latest === version.version ? '' : `; ${latest} is adopted as its successor`;
  return fields([
    ['threshold', `${id}: ${metric}`],
    ['in force', `${short} ${unit}${short === value ? '' : ` (${value})`}`],
    ['counted by', methodWords(method)],
    ['since', `${instantWords(inForceFrom)}, by ${proposal ?? 'the opening of the treaty'}`],
    ['version', `${version.version}${successor}`],
  ]);
}

interface Shown {
  readonly threshold: Threshold;
  readonly inForce: ThresholdVersion;
}

async function shown(client: TreatyClient, threshold: Threshold, at: Instant | undefined): Promise<Shown> {
  return { threshold, inForce: await client.thresholdInForce(threshold.id, at) };
}

async function show(session: Session, id: string | undefined, at: Instant | undefined): Promise<void> {
  const named = id === undefined ? undefined : thresholdIn(id);
  const known = await reading(session);
  const { client } = known;
  const { fact, words: suspended } = await suspension(known, at ?? present());
  if (named !== undefined) {
    const one = await shown(client, await thresholdOf(client, named), at);
    await session.answer({ ...one, ...fact, ...given({ at }) }, suspended + inForceWords(one.threshold, one.inForce));
    return next(session, `threshold history ${named}`);
  }
  const thresholds: Shown[] = [];
  for (const threshold of await all(client, 'Threshold')) {
    // One that has no value yet is told by its record: nothing of it is in force.
    if (threshold.latest !== undefined) thresholds.push(await shown(client, threshold, at));
  }
  const words = thresholds.map(({ threshold, inForce }) => inForceWords(threshold, inForce)).join('\n');
  await session.answer({ thresholds, ...fact, ...given({ at }) }, suspended + words);
}

interface Shows {
  readonly at?: string;
  readonly party?: string;
  readonly towards?: string;
}

/** The parties for which one asks. Fails if: OPTION_INVALID, where the first is missing. */
function concerned({ party, towards }: Shows): [MemberId | undefined, MemberId | undefined] {
  if (party === undefined && towards !== undefined)
    throw new TreatyError('OPTION_INVALID', { option: '--towards', problem: 'say between whom with --party as well' });
  return [
    party === undefined ? undefined : parsedOption(MemberId, '--party', party),
    towards === undefined ? undefined : parsedOption(MemberId, '--towards', towards),
  ];
}

function showCommand(streams: Streams): Command {
  return exemplified(
    inTreaty(new Command('show')),
    'threshold show',
    'threshold show oversight --at 2027-03-01T00:00:00Z',
    'threshold show oversight --party XB --at 2027-03-01T00:00:00Z',
    'threshold show oversight --party XB --towards XA',
  )
    .description('show the version in force of a threshold, or of all, now or at an instant')
    .argument('[threshold]', 'the threshold, such as oversight')
    .option('--at <instant>', 'an instant, such as 2027-03-01T00:00:00Z (default: now)')
    .option('--party <party>', 'which version binds this party, such as XB, and why')
    .option('--towards <party>', 'which version governs between that party and this one, such as XA, and why')
    .action((id: string | undefined, options: Shows, command: Command) =>
      Session.run(command, streams, (session) => {
        const at = options.at === undefined ? undefined : parsedOption(Instant, '--at', options.at);
        const [party, towards] = concerned(options);
        if (party === undefined) return show(session, id, at);
        const [named, day] = [id === undefined ? undefined : thresholdIn(id), at ?? present()];
        if (towards === undefined) return showBinding(session, named, party, day);
        return showBetween(session, named, twoIn('--towards', party, towards), day);
      }),
    );
}

interface Step extends ThresholdVersion {
  /** The proposal that made this version; the first one comes with the treaty. */
  readonly origin?: Pick<Proposal, 'id' | 'title' | 'mover'> & { readonly opened: Instant };
}

async function originOf(client: TreatyClient, id: ProposalId): Promise<Step['origin']> {
  const { title, mover, opened } = await found(client, 'Proposal', [id], 'PROPOSAL_UNKNOWN', { proposal: id });
  return { id, title, mover, opened: opened.at };
}

async function chain(client: TreatyClient, threshold: ThresholdId): Promise<Step[]> {
  const steps: Step[] = [];
  for (const version of chainOf(await all(client, 'ThresholdVersion', threshold))) {
    const { proposal } = version;
    steps.push(
      proposal === undefined ? version : { ...version, ...given({ origin: await originOf(client, proposal) }) },
    );
  }
  return steps;
}

function stepWords({ unit }: Threshold, { version, value, method, inForceFrom, changed, origin }: Step): string {
  const head = `${version}  ${amountWords(value)} ${unit} by ${methodWords(method)}, in force from ${instantWords(inForceFrom)}`;
  const act = `act ${changed.act} of ${changed.by}, transaction ${changed.tx}`;
  const by =
    origin === undefined
      ? 'established with the treaty'
      : `proposed by ${memberOf(origin.mover)} as ${origin.id} on ${instantWords(origin.opened)}: ${origin.title}`;
  return `${head}\n    ${by}\n    ${act}\n`;
}

function historyCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('history')), 'threshold history oversight')
    .description('list every version of a threshold, who proposed it, and the act that made it')
    .argument('<threshold>', 'the threshold, such as oversight')
    .action((id: string, _: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const named = thresholdIn(id);
        const { client } = await reading(session);
        const threshold = await thresholdOf(client, named);
        const versions = await chain(client, named);
        await session.answer({ threshold, versions }, versions.map((step) => stepWords(threshold, step)).join(''));
      }),
    );
}
