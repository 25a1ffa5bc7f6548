// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Argument, Command } from 'commander';
import {
  compareInstants,
  DidKey,
  MemberId,
  memberOf,
  RepresentativeId,
  TreatyError,
  type Representative,
} from '../../../../chaincode/src/protocol/index.ts';
import { given } from '../../given.ts';
import type { SigningKey } from '../../key-file.ts';
import type { TreatyClient } from '../../treaty-client.ts';
import { present } from '../clock.ts';
import { receiptWords, SEATINGS } from '../event-words.ts';
import { exemplified, next } from '../guidance.ts';
import { NextKey } from '../next-key.ts';
import { parsedOption } from '../parsed.ts';
import { all, found, reading } from '../reading.ts';
import { inTreaty, sealing, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
import { empowered, powersOf, termOf, type OfficeChoice } from '../term.ts';
import { columns, fields, instantWords, powersWords } from '../words.ts';

/** `depositary representative`: the offices that act for members, their credentials, powers, terms and keys. */
export function representativeCommand(streams: Streams = process): Command {
  const command = new Command('representative').description(
    'register and examine the offices that act for members, and change their keys',
  );
  const commands = [
    listCommand(streams),
    showCommand(streams),
    headCommand(streams),
    registerCommand(streams),
    examineCommand(streams),
    ...STEPS.map((step) => stepCommand(step, streams)),
    rotateCommand(streams),
    recoverCommand(streams),
    objectCommand(streams),
  ];
  for (const inner of commands) command.addCommand(inner);
  return exemplified(
    command,
    'representative list XA',
    'representative head --as XA/head --full-powers',
    'representative examine XA/head in-due-form --as SEC/depositary',
    'representative register XA/delegate-1 --as XA/head',
    'representative rotate XA/delegate-1 --as XA/delegate-1',
  );
}

const OFFICE = ['<office>', 'the office, such as XA/delegate-1'] as const;

function officeIn(text: string): RepresentativeId {
  return parsedOption(RepresentativeId, 'OFFICE', text);
}

function officeOf(client: TreatyClient, representative: RepresentativeId): Promise<Representative> {
  return found(client, 'Representative', [representative], 'REPRESENTATIVE_UNKNOWN', { representative });
}

function listed({ id, status, powers, term }: Representative): string[] {
  return [id, SEATINGS[status], powersWords(powers), `until ${instantWords(term.until)}`];
}

function listCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('list')), 'representative list', 'representative list XA')
    .description('list the registered offices, of all members or of one')
    .argument('[member]', 'the member, such as XA')
    .action((id: string | undefined, _: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const member = id === undefined ? undefined : parsedOption(MemberId, 'MEMBER', id);
        const { client, treaty } = await reading(session);
        const registered = await all(client, 'Representative');
        const representatives = registered.filter((office) => member === undefined || memberOf(office.id) === member);
        const words = representatives.length === 0 ? 'No office is registered.' : columns(representatives.map(listed));
        await session.answer({ treaty: treaty.treaty, representatives }, `${words}\n`);
      }),
    );
}

function keysWords({ keys, replacement }: Representative): [string, string][] {
  const held = keys.map(({ key, from, until }) => {
    const end = until === undefined ? '' : ` until ${instantWords(until)}`;
    return `${key}, from ${instantWords(from)}${end}`;
  });
  const coming = `${replacement?.key ?? ''}, from ${replacement === undefined ? '' : instantWords(replacement.from)}`;
  return [
    ['keys', held.join('\n')],
    ...(replacement === undefined ? [] : [['replacement', coming] satisfies [string, string]]),
  ];
}

/** The key that an office seals with now: the last one that it was given, or a replacement that has taken effect. */
function presentKey({ keys, replacement }: Representative): DidKey | undefined {
  const isReplaced = replacement !== undefined && compareInstants(replacement.from, present()) <= 0;
  return isReplaced ? replacement.key : keys.at(-1)?.key;
}

function shownWords(office: Representative): string {
  const { id, powers, term, registeredBy, changed } = office;
  const reason = 'reason' in office && office.reason !== undefined ? `: ${office.reason}` : '';
  return fields([
    ['office', `${id}, registered by ${registeredBy}`],
    ['status', `${SEATINGS[office.status]}${reason}`],
    ['powers', powersWords(powers)],
    ['term', `from ${instantWords(term.from)} until ${instantWords(term.until)}`],
    ['seals with', presentKey(office) ?? 'no key'],
    ...keysWords(office),
    ['last changed', `${instantWords(changed.at)}, by ${changed.by}`],
  ]);
}

function showCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('show')), 'representative show XA/delegate-1')
    .description('show an office: status, powers, term, and every key that it has held')
    .argument(...OFFICE)
    .action((id: string, _: unknown, command: Command) =>
      Session.run(command, streams, async (session) => {
        const representative = await officeOf((await reading(session)).client, officeIn(id));
        await session.answer({ representative }, shownWords(representative));
      }),
    );
}

async function sayWhere(session: Session, file: string): Promise<void> {
  await session.say(`The secret key stands in ${file}: keep a copy offline, and show it to nobody.\n`);
}

function headCommand(streams: Streams): Command {
  return exemplified(
    empowered(sealing(new Command('head'))),
    'representative head --as XA/head --full-powers',
    'representative head --as XA/head --until 2027-11-23T10:00:00Z',
  )
    .description("register the head of your delegation, carried by an administrator of the member's organisation")
    .action((choice: OfficeChoice, command: Command) =>
      Session.run(command, streams, async (session) => {
        const { by } = session;
        const { treaty } = await reading(session);
        const { key } = await session.keyMade(by);
        const body = { key, term: termOf(choice), powers: powersOf(choice) };
        await session.act('RegisterHead', body, receiptWords, 'admin');
        await sayWhere(session, session.keyFile(by));
        await next(session, `representative examine ${by} in-due-form --as ${treaty.depositary}`);
      }),
    );
}

interface Registration extends OfficeChoice {
  readonly keyOf?: string;
}

const KEY_OF = ['--key-of <did>', 'its public key, made elsewhere (default: a new key in the key ring)'] as const;

function registerCommand(streams: Streams): Command {
  return exemplified(
    empowered(sealing(new Command('register'))),
    'representative register XA/delegate-1 --as XA/head',
    'representative register XA/delegate-1 --key-of did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH --as XA/head',
  )
    .description('register an office of your delegation, as its head')
    .argument(...OFFICE)
    .option(...KEY_OF)
    .action((id: string, choice: Registration, command: Command) =>
      Session.run(command, streams, async (session) => {
        const representative = officeIn(id);
        const elsewhere = choice.keyOf === undefined ? undefined : parsedOption(DidKey, '--key-of', choice.keyOf);
        const body = { representative, term: termOf(choice), powers: powersOf(choice) };
        // `--key` names the key of the office that seals.
        const key = elsewhere ?? (await session.ringKey(representative)).key;
        await session.act('RegisterRepresentative', { ...body, key }, receiptWords);
        if (elsewhere === undefined) await sayWhere(session, session.keys.fileOf(representative));
        await next(session, `representative show ${representative}`);
      }),
    );
}

function examineCommand(streams: Streams): Command {
  return exemplified(
    sealing(new Command('examine')),
    'representative examine XA/head in-due-form --as SEC/depositary',
    'representative examine XA/head not-in-due-form --reason "The letter is not signed." --as SEC/depositary',
  )
    .description('find the credentials of a head of delegation in due form or not, as the depositary')
    .argument(...OFFICE)
    .addArgument(new Argument('<finding>', 'what you find').choices(['in-due-form', 'not-in-due-form']))
    .option('--reason <text>', 'why, for the record')
    .action((id: string, finding: string, { reason }: { reason?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const found = finding === 'in-due-form' ? ('inDueForm' as const) : ('notInDueForm' as const);
        const body = { representative: officeIn(id), finding: found, ...given({ reason }) };
        await session.act('ExamineCredentials', body, receiptWords);
      }),
    );
}

interface Step {
  readonly name: string;
  readonly act: 'SuspendRepresentative' | 'ReinstateRepresentative' | 'EndRepresentative';
  readonly does: string;
  readonly reason: string;
}

const STEPS: readonly Step[] = [
  {
    name: 'suspend',
    act: 'SuspendRepresentative',
    does: 'keep an office of your delegation from acting',
    reason: 'Her laptop was stolen.',
  },
  {
    name: 'reinstate',
    act: 'ReinstateRepresentative',
    does: 'let a suspended office act again',
    reason: 'It was found.',
  },
  {
    name: 'end',
    act: 'EndRepresentative',
    does: 'end an office of your delegation',
    reason: 'Recalled to the capital.',
  },
];

function stepCommand({ name, act, does, reason: example }: Step, streams: Streams): Command {
  return exemplified(
    sealing(new Command(name)),
    `representative ${name} XA/delegate-1 --reason "${example}" --as XA/head`,
  )
    .description(`${does}, as its head`)
    .argument(...OFFICE)
    .requiredOption('--reason <text>', 'why, for the record')
    .action((id: string, { reason }: { reason: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        await session.act(act, { representative: officeIn(id), reason }, receiptWords);
      }),
    );
}

/**
 * Whether the ledger already holds the key that waits beside an office's present one, since a rotation was interrupted after
 * its commit or a recovery has taken effect: then it is put in its place, and nothing is left to be done.
 */
async function placedAlready(session: Session, key: NextKey, office: Representative): Promise<boolean> {
  const waiting = await key.waiting();
  if (waiting === undefined || presentKey(office) !== waiting.key) return false;
  const replaced = await key.place();
  const data = {
    representative: office.id,
    key: waiting.key,
    file: key.file,
    ...given({ replaced }),
    status: 'inPlace',
  };
  await session.answer(data, `${office.id} seals with ${waiting.key}; its key file is in place: ${key.file}\n`);
  return true;
}

/** The key that is to follow, from an interrupted run or made in this one. */
async function nextKey(session: Session, key: NextKey): Promise<SigningKey> {
  const waiting = await key.waiting();
  if (waiting !== undefined) return waiting;
  const made = await key.made();
  session.hasMade(key.next);
  return made;
}

async function rotate(session: Session, representative: RepresentativeId): Promise<void> {
  const key = new NextKey(session.keyFile(representative));
  if (await placedAlready(session, key, await officeOf((await reading(session)).client, representative))) return;
  // CRUCIAL: the old key seals, and its file stays until the rotation is committed; before that only the old one is valid.
  const { key: did } = await nextKey(session, key);
  const body = { representative, key: did };
  const act = await session.draft('RotateKey', body);
  const receipt = await session.submit(act, await session.key());
  const replaced = await key.place();
  await session.receipt(act, receipt, receiptWords(receipt), { key: did, file: key.file, ...given({ replaced }) });
  await sayWhere(session, key.file);
  if (replaced !== undefined) await session.say(`The old key is kept in ${replaced}.\n`);
}

function rotateCommand(streams: Streams): Command {
  return exemplified(
    sealing(new Command('rotate')),
    'representative rotate XA/delegate-1 --as XA/delegate-1',
    'representative rotate XA/delegate-1 --key-of did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH --as XA/head',
  )
    .description('change the key of your office, or as head of any office of your delegation')
    .argument(...OFFICE)
    .option(...KEY_OF)
    .addHelpText('after', '\nWhere it was interrupted, give the same command again: it ends what was begun.\n')
    .action((id: string, { keyOf }: { keyOf?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const representative = officeIn(id);
        if (keyOf === undefined) return rotate(session, representative);
        const body = { representative, key: parsedOption(DidKey, '--key-of', keyOf) };
        await session.act('RotateKey', body, receiptWords);
      }),
    );
}

async function recover(session: Session, reason: string | undefined): Promise<void> {
  const { by } = session;
  const key = new NextKey(session.keys.fileOf(by));
  if (await placedAlready(session, key, await officeOf((await reading(session)).client, by))) return;
  if (reason === undefined) throw new TreatyError('OPTION_INVALID', { option: '--reason', problem: 'it is missing' });
  const waiting = await nextKey(session, key);
  const act = await session.draft('RecoverKey', { key: waiting.key, reason }, 'admin');
  const receipt = await session.submit(act, waiting, 'admin');
  await session.receipt(act, receipt, receiptWords(receipt), { key: waiting.key });
  await session.say('Once it has taken effect, give the command again to put its key file in place.\n');
  await next(session, `representative show ${by}`, `representative recover --as ${by}`);
}

function recoverCommand(streams: Streams): Command {
  return exemplified(
    inTreaty(new Command('recover')),
    'representative recover --reason "The key was lost." --as XA/head',
    'representative recover --as XA/head',
  )
    .description(
      "replace the lost key of the head of your delegation, carried by an administrator of the member's organisation",
    )
    .option('--reason <text>', 'why, for the record; needed unless the replacement has taken effect')
    .addHelpText('after', '\nOnce the replacement has taken effect, the second form puts the new key file in place.\n')
    .action(({ reason }: { reason?: string }, command: Command) =>
      Session.run(command, streams, (session) => recover(session, reason)),
    );
}

function objectCommand(streams: Streams): Command {
  return exemplified(sealing(new Command('object')), 'representative object --reason "We hold our key." --as XA/head')
    .description('stop a replacement of your key, with the present one')
    .requiredOption('--reason <text>', 'why, for the record')
    .action(({ reason }: { reason: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        await session.act('ObjectToKey', { reason }, receiptWords);
      }),
    );
}
