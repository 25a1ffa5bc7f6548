// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import {
  memberOf,
  TreatyError,
  TreatyId,
  type DidKey,
  type Institution,
  type Party,
  type Profile,
  type RepresentativeId,
  type Threshold,
  type ThresholdVersion,
  type Treaty,
} from '../../../../chaincode/src/protocol/index.ts';
import { draft } from '../../draft.ts';
import type { TreatyClient } from '../../treaty-client.ts';
import { present } from '../clock.ts';
import { exemplified, next } from '../guidance.ts';
import { readOpening, type Opening } from '../opening.ts';
import { partyWords } from '../party-words.ts';
import { profileAt } from '../profile-in-force.ts';
import { all, reading } from '../reading.ts';
import { compositionWords, procedureWords } from '../profile-words.ts';
import { inTreaty, sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { termed, termOf, type TermChoice } from '../term.ts';
import { amountWords, columns, counted, fields, instantWords, methodWords } from '../words.ts';
import { officeCommands } from './office.ts';
import { notificationsCommand, queueCommand, statusCommand, textsCommand } from './status.ts';

/** `depositary treaty`: opens a treaty, shows what it is, and holds the acts of its depositary. */
export function treatyCommand(streams: Streams = process): Command {
  const command = new Command('treaty').description(
    'open a treaty, show who is bound and how it decides, or act as its depositary',
  );
  const readers = [showCommand, statusCommand, queueCommand, notificationsCommand, textsCommand];
  for (const part of [openCommand, ...readers].map((make) => make(streams))) command.addCommand(part);
  for (const part of officeCommands(streams)) command.addCommand(part);
  return exemplified(command, 'treaty open docs/examples/opening.json --as SEC/depositary', 'treaty show');
}

function bodyOf({ title, profile, depositary, parties, institutions }: Opening, key: DidKey, choice: TermChoice) {
  const office = { institution: memberOf(depositary), key, term: termOf(choice) };
  return { title, profile, depositary: office, parties, institutions };
}

function requireDepositary({ depositary }: Opening, by: RepresentativeId): void {
  if (depositary !== by) throw new TreatyError('OPENING_OF_OTHER_OFFICE', { depositary, by });
}

async function open(session: Session, file: string, choice: TermChoice): Promise<void> {
  const opening = readOpening(file);
  requireDepositary(opening, session.by);
  const treaty = session.namedTreaty ?? TreatyId.parse(opening.profile.id);
  const client = await session.client('admin', treaty);
  const key = await session.keyMade(session.by);
  const circumstances = { network: client.ledger.network, treaty, by: session.by };
  const act = draft('OpenTreaty', bodyOf(opening, key.key, choice), circumstances);
  const receipt = await session.submit(act, key, 'admin');
  const states = counted(opening.parties.length, 'state');
  const institutions = counted(opening.institutions.length, 'institution');
  const words = `The treaty ${treaty} is open: "${opening.title}", with ${states} and ${institutions}; ${session.by} keeps its record.`;
  await session.receipt(act, receipt, words);
  await session.say(`The secret key of ${session.by} stands in ${session.keyFile(session.by)}: keep a copy offline.\n`);
  const heads = opening.parties.slice(0, 1).map(({ id }) => `representative head --as ${id}/head --full-powers`);
  await next(session, 'treaty show', ...heads);
}

function openCommand(streams: Streams): Command {
  return exemplified(
    termed(sealing(new Command('open'))),
    'treaty open docs/examples/opening.json --as SEC/depositary',
    'treaty open opening.json --as SEC/depositary --treaty ai-treaty-2 --term P2Y',
  )
    .description("open a treaty as its depositary, carried by an administrator of the depositary's organisation")
    .argument('<opening>', 'the opening file; docs/examples/opening.json is an example')
    .action((file: string, choice: TermChoice, command: Command) =>
      Session.run(command, streams, (session) => open(session, file, choice)),
    );
}

interface InForce {
  readonly threshold: Threshold;
  /** Absent while the threshold is unset. */
  readonly inForce?: ThresholdVersion;
}

interface Shown {
  readonly treaty: Treaty;
  readonly profile: Profile;
  readonly parties: readonly Party[];
  readonly institutions: readonly Institution[];
  readonly thresholds: readonly InForce[];
}

async function gathered(client: TreatyClient, treaty: Treaty): Promise<Shown> {
  const profile = await profileAt(client, treaty, present());
  const thresholds: InForce[] = [];
  for (const threshold of await all(client, 'Threshold')) {
    const { id, latest } = threshold;
    thresholds.push({ threshold, ...(latest === undefined ? {} : { inForce: await client.thresholdInForce(id) }) });
  }
  const [parties, institutions] = [await all(client, 'Party'), await all(client, 'Institution')];
  return { treaty, profile, parties, institutions, thresholds };
}

function organsWords(profile: Profile): string {
  const made = profile.organs.map((organ) => [organ.id, `${organ.name}: ${compositionWords(organ)}`] as const);
  const decisions = procedureWords(profile);
  return [
    ...(made.length === 0 ? [] : [`\nOrgans\n${fields(made)}`]),
    ...(decisions.length === 0 ? [] : [`\nHow it decides\n${fields(decisions)}`]),
  ].join('');
}

function thresholdLine({ threshold, inForce }: InForce): string[] {
  if (inForce === undefined) return [threshold.id, 'unset', '', '', threshold.metric];
  const { value, method, version, inForceFrom } = inForce;
  const amount = `${amountWords(value)} ${threshold.unit}`;
  return [threshold.id, amount, methodWords(method), `${version} since ${instantWords(inForceFrom)}`, threshold.metric];
}

/** The version that an amendment has adopted and that is not in force yet. */
function nextWords({ next }: Treaty, { version }: Profile): string {
  return next === undefined || next.version === version
    ? ''
    : `; version ${next.version} takes its place on ${instantWords(next.from)}`;
}

function shownWords(shown: Shown): string {
  const { treaty, profile, parties, institutions, thresholds } = shown;
  const head = fields([
    ['treaty', treaty.treaty],
    ['opened', `${instantWords(treaty.opened.at)}, by ${treaty.opened.by}`],
    ['depositary', treaty.depositary],
    ['profile', `${profile.id}, version ${profile.version}${nextWords(treaty, profile)}`],
    ['network', treaty.network],
  ]);
  const now = present();
  const rows = parties.map((party) => partyWords(party, treaty, now));
  const listed = institutions.map(({ id, name, role, msp }) => [id, name, role, msp]);
  return [
    `${treaty.title}\n\n${head}`,
    `\nParties\n${columns(rows, '  ')}\n`,
    `\nInstitutions\n${columns(listed, '  ')}\n`,
    `\nThresholds in force\n${columns(thresholds.map(thresholdLine), '  ')}\n`,
    organsWords(profile),
  ].join('');
}

function showCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('show')), 'treaty show', 'treaty show --treaty ai-treaty-2 --json')
    .description(
      'show the treaty: its network, parties, institutions, organs with their rules, and thresholds in force',
    )
    .action((_: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { client, treaty } = await reading(session);
        const shown = await gathered(client, treaty);
        await session.answer(shown, shownWords(shown));
        await next(session, 'proposal list --status open', 'representative list');
      }),
    );
}
