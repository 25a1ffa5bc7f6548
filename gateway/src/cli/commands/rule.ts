// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import {
  blockersOf,
  fewest,
  isOrganisation,
  isReachable,
  onSilence,
  tally,
  type Outcome,
} from '../../../../chaincode/src/domain/index.ts';
import {
  firstProblem,
  isJsonObject,
  parseJson,
  RuleCase,
  TreatyError,
  type JsonValue,
} from '../../../../chaincode/src/protocol/index.ts';
import { readLimited } from '../../files.ts';
import { exemplified } from '../guidance.ts';
import { linesOf } from '../lines.ts';
import { memberCount } from '../numbers.ts';
import { askedWords, conditionsWords, headsOf } from '../rule-words.ts';
import { wantsJson, write, writeJson, type Streams } from '../streams.ts';
import { countWords, fields } from '../words.ts';

/** `depositary rule`: tries decision rules on cases, and explains them; needs no network. */
export function ruleCommand(streams: Streams = process): Command {
  const command = new Command('rule').description('try a decision rule on cases, or explain what it asks');
  return exemplified(
    command.addCommand(tryCommand(streams)).addCommand(explainCommand(streams)),
    'rule try --json < cases.jsonl',
    'rule explain docs/examples/rule.json',
  );
}

type Tried = Outcome | { readonly result: 'invalid'; readonly reason: string };

/** What a line says, or why it says nothing: then it has no id either, and its answer stands in its place. */
function readLine(line: Uint8Array): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line)) };
  } catch (error) {
    return { reason: error instanceof SyntaxError ? 'the line is not JSON' : 'the line is not UTF-8' };
  }
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
}

function tried(value: unknown): Tried {
  const parsed = RuleCase.safeParse(value);
  if (!parsed.success) {
    const { field, problem } = firstProblem(parsed.error);
    return { result: 'invalid', reason: field === '' ? problem : `${field}: ${problem}` };
  }
  const { rule, electorate, votes } = parsed.data;
  return tally(rule, electorate, votes);
}

function triedWords(id: unknown, outcome: Tried): string {
  const name = typeof id === 'string' ? id : JSON.stringify(id);
  const count = 'tally' in outcome ? `  ${countWords({ ...outcome, ignored: [] })}` : '';
  return `${name}  ${outcome.result}${count}  (${outcome.reason})\n`;
}

function tryCommand(streams: Streams): Command {
  return exemplified(
    new Command('try'),
    'rule try --json < cases.jsonl',
    `rule try <<< '{"id":"a","rule":{"polarity":"adopt","ratio":{"num":2,"den":3},"base":"cast"},"electorate":[{"member":"XA"}],"votes":[{"member":"XA","choice":"yes"}]}'`,
  )
    .description('count each case of standard input, one JSON object per line: {id, rule, electorate, votes}')
    .option('--json', 'answer one JSON object per line')
    .action(async (_: unknown, command: Command) => {
      const json = wantsJson(command);
      for await (const line of linesOf(streams.stdin)) {
        const read = readLine(line);
        const id = 'value' in read ? idOf(read.value) : null;
        const outcome = 'value' in read ? tried(read.value) : ({ result: 'invalid', ...read } as const);
        await (json ? writeJson(streams.stdout, { id, ...outcome }) : write(streams.stdout, triedWords(id, outcome)));
      }
    });
}

/** A rule alone, or with an electorate; or with so many imagined members, who are alike. */
function caseIn(document: JsonValue, file: string, members: number | undefined): RuleCase {
  const whole = isJsonObject(document) && document.rule !== undefined ? document : { rule: document };
  const imagined = Array.from({ length: members ?? 0 }, (_, index) => ({ member: `member ${String(index + 1)}` }));
  const parsed = RuleCase.safeParse({ electorate: imagined, ...whole, votes: [] });
  if (parsed.success) return parsed.data;
  throw new TreatyError('RULE_INVALID', { file, ...firstProblem(parsed.error) });
}

type Blockers = ReturnType<typeof blockersOf>;

interface Explained {
  readonly asks: string;
  readonly conditions: readonly string[];
  readonly members?: number;
  readonly entitled?: number;
  readonly isReachable?: boolean;
  readonly blockers?: Blockers;
  readonly coalition?: NonNullable<ReturnType<typeof fewest>>;
  readonly silence: string;
}

function explained(tested: RuleCase): Explained {
  const { rule, electorate } = tested;
  const heads = headsOf(rule, membersOf(tested));
  const general = {
    asks: askedWords(rule, electorate.length === 0 ? undefined : heads),
    conditions: conditionsWords(rule),
    silence: onSilence(rule, electorate.length === 0 ? [{ member: 'anybody' }] : electorate),
  };
  if (electorate.length === 0) return general;
  const coalition = fewest(rule, electorate);
  return {
    ...general,
    ...heads,
    isReachable: isReachable(rule, electorate),
    blockers: blockersOf(rule, electorate),
    ...(coalition === undefined ? {} : { coalition }),
  };
}

function membersOf({ electorate }: RuleCase): string[] {
  return electorate.filter((elector) => !isOrganisation(elector)).map(({ member }) => member);
}

/** Some names; every member by that word, and organisations, which are none, by their names. */
function listed(names: readonly string[], members: readonly string[]): string {
  if (names.length === 0) return 'nobody';
  if (!members.every((member) => names.includes(member))) return names.join(', ');
  return ['every member', ...names.filter((name) => !members.includes(name))].join(', ');
}

function blockersWords({ byVote, bySilence }: Blockers, tested: RuleCase): string {
  const members = membersOf(tested);
  if (tested.rule.polarity === 'object') return `by one objection: ${listed(byVote, members)}`;
  return `by a vote against it: ${listed(byVote, members)}\nby silence: ${listed(bySilence, members)}`;
}

/** How many members of a coalition are named in words; `--json` names all. */
const MOST_NAMED = 12;

function coalitionWords({ coalition, isReachable: may }: Explained): string {
  if (coalition === undefined) return may === false ? 'none: no votes whatever meet this rule' : 'none';
  const { members, isExact } = coalition;
  const size = String(members.length);
  const further = members.length - MOST_NAMED;
  const names = members.slice(0, MOST_NAMED).join(', ') + (further > 0 ? ` and ${String(further)} more` : '');
  return `${isExact ? size : `at most ${size}`}: ${names}`;
}

function membersWords(members: number, entitled: number): string {
  return entitled === members ? String(members) : `${String(members)}, of whom ${String(entitled)} may vote`;
}

function explainedWords(explanation: Explained, tested: RuleCase): string {
  const { asks, conditions, members, entitled, blockers, silence } = explanation;
  const rows: [string, string][] = [
    ['asks', `${asks.slice(0, 1).toUpperCase()}${asks.slice(1)}.`],
    ['conditions', conditions.join('\n')],
  ];
  if (members !== undefined && entitled !== undefined && blockers !== undefined) {
    rows.push(
      ['members', membersWords(members, entitled)],
      ['can block alone', blockersWords(blockers, tested)],
      ['smallest coalition', coalitionWords(explanation)],
    );
  }
  return fields([...rows, ['if nobody votes', silence]]);
}

function explainCommand(streams: Streams): Command {
  return exemplified(
    new Command('explain'),
    'rule explain docs/examples/rule.json',
    'rule explain rule.json --members 41',
  )
    .description(
      'say what a rule asks, who can block alone, the smallest coalition that carries, and what silence does',
    )
    .argument('<file>', 'a JSON file: a rule, or {rule, electorate}')
    .option('--members <n>', 'explain it for so many members, all alike', memberCount)
    .option('--json', 'answer one JSON object')
    .action(async (file: string, { members }: { members?: number }, command: Command) => {
      const tested = caseIn(parseJson(await readLimited(file)), file, members);
      const explanation = explained(tested);
      if (wantsJson(command)) return writeJson(streams.stdout, explanation);
      return write(streams.stdout, explainedWords(explanation, tested));
    });
}
