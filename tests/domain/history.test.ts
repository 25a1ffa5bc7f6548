// SPDX-License-Identifier: Apache-2.0
// Whatever happens, in whatever order: what must hold of every history of a treaty. Every accepted act is audited besides
// by the harness itself (own records only, one receipt, events tell all, folded twice the same bytes).
import { expect } from 'chai';
import fc from 'fast-check';
import { chainOf, Known } from '../../chaincode/src/domain/index.ts';
import { evolve } from '../../chaincode/src/domain/evolve.ts';
import {
  canonicalText,
  TreatyError,
  type JsonValue,
  type TreatyEvent,
  type TreatyRecord,
} from '../../chaincode/src/protocol/index.ts';
import {
  bind,
  carriedAt,
  close,
  DAY,
  deposit,
  examine,
  later,
  move,
  objectToKey,
  on,
  open,
  profile,
  proposalOf,
  recoverKey,
  register,
  registerHead,
  revisionOf,
  rotate,
  T0,
  versionOf,
  vote,
  withdraw,
  type Step,
} from '../support/domain/steps.ts';
import { World } from '../support/domain/world.ts';

const RULE = { revote: true, ratio: { num: 1, den: 2 }, base: 'presentAndVoting', window: 'PT24H' };
const OPENING = open({ profile: profile({ rule: RULE, revision: { effectiveAfter: 'PT48H' }, keyRecovery: 'PT48H' }) });
const base = versionOf(OPENING, 'oversight');
const MOTIONS = [
  ...['5', '7'].map((value) => move('XA/head', revisionOf('oversight', { base, value }))),
  move('XB/delegate-1', revisionOf('oversight', { base, value: '9' })),
];
const PROPOSALS = MOTIONS.map(proposalOf);
const VOTERS = ['XA/head', 'XB/head', 'XB/delegate-1', 'XC/head'];

function votes(by: string, proposal: string): Step[] {
  const first = vote(by, proposal, 'yes');
  const second = vote(by, proposal, 'no', { supersedes: first.act.id });
  return [first, second, vote(by, proposal, 'yes', { supersedes: second.act.id }), vote(by, proposal, 'abstain')];
}

/** Everything that may be tried, all of it dated T0, so that each act is sealed once. */
const POOL: readonly Step[] = [
  ...MOTIONS,
  ...VOTERS.flatMap((by) => PROPOSALS.flatMap((proposal) => votes(by, proposal))),
  ...PROPOSALS.flatMap((proposal) => ['XA/head', 'XC/head', 'SEC/depositary'].map((by) => close(by, proposal))),
  ...PROPOSALS.slice(1).map((proposal) => withdraw('XA/head', proposal)),
  ...['XB/delegate-1', 'XB/delegate-2'].map((office) => register(office)),
  ...(['SuspendRepresentative', 'ReinstateRepresentative', 'EndRepresentative'] as const).flatMap((type) => [
    on(type, 'XB/delegate-1'),
    on(type, 'XB/head'),
  ]),
  ...['XB/head', 'XB/delegate-1', 'XC/head'].map((office) => rotate(office, `${office} 2`)),
  rotate('XB/delegate-1', 'XB/delegate-1 3', { by: 'XB/head' }),
  ...['XB', 'XC'].map((member) => recoverKey(member, `${member}/head 3`)),
  ...['XB', 'XC'].map((member) => objectToKey(`${member}/head`)),
  ...['XB', 'XD'].flatMap((member) => [registerHead(member, { key: `${member}/head 4` }), deposit(`${member}/head`)]),
  ...['inDueForm', 'notInDueForm'].flatMap((finding) => ['XB', 'XD'].map((m) => examine(`${m}/head`, { finding }))),
];

interface Try {
  readonly step: Step;
  /** How far the clock moves, and how far this transaction's client is behind. */
  readonly wait: number;
  readonly behind: number;
  readonly key: string;
}

const tries = fc.array(
  fc.record<Try>({
    step: fc.constantFrom(...POOL),
    wait: fc.constantFrom(0, 0, 1, 60_000, DAY / 4, DAY),
    behind: fc.constantFrom(0, 0, 0, 1, 20_000),
    key: fc.constantFrom('', '', '', '', ' 2', ' 3', ' 4'),
  }),
  { minLength: 20, maxLength: 60 },
);

interface Told {
  readonly step: Step;
  readonly events: readonly TreatyEvent[];
}

interface History {
  readonly world: World;
  readonly told: readonly Told[];
}

/** Whether the office's present key is that of its name; another is tried where the act is not for the office's own key. */
function keyed(step: Step, suffix: string): Step {
  return suffix === '' || step.admin ? step : { ...step, sealers: [`${step.act.by}${suffix}`] };
}

/** Three states are bound, as every history begins. */
function beginning(): History {
  begun ??= [OPENING, ...['XA', 'XB', 'XC'].flatMap(bind)].reduce(next, { world: World.empty, told: [] });
  return begun;
}

let begun: History | undefined;

function live(attempts: readonly Try[]): History {
  let history = beginning();
  let clock = T0;
  for (const { step, wait, behind, key } of attempts) {
    clock = later(clock, wait);
    const attempt = carriedAt(keyed(step, key), later(clock, -behind));
    try {
      history = next(history, attempt);
    } catch (error) {
      if (!(error instanceof TreatyError) || error.kind !== 'refused') throw error;
    }
  }
  return history;
}

function next({ world, told }: History, step: Step): History {
  const { events, records } = world.fold(step);
  return { world: world.having(...records), told: [...told, { step, events }] };
}

function textsOf(records: readonly TreatyRecord[]): string[] {
  return records.map((record) => canonicalText(record as unknown as JsonValue)).sort();
}

const LAST = move('XA/head', revisionOf('oversight', { base, value: '11' }));
const PROMPT = { wait: 0, behind: 0, key: '' };

/** A history in which proposals end adopted, stale, rejected and withdrawn, so that the checks meet them in every run. */
const STORY: Try[] = [
  ...[register('XB/delegate-1'), rotate('XC/head', 'XC/head 2'), ...MOTIONS, LAST].map((step) => ({ ...PROMPT, step })),
  ...PROPOSALS.slice(0, 2).map((id) => ({ ...PROMPT, step: vote('XA/head', id, 'yes') })),
  ...PROPOSALS.slice(2).map((id) => ({ ...PROMPT, step: withdraw('XB/head', id) })),
  ...[...PROPOSALS.slice(0, 2), proposalOf(LAST)].map((id) => ({
    ...{ ...PROMPT, step: close('SEC/depositary', id) },
    wait: id === PROPOSALS[0] ? 2 * DAY : 0,
  })),
];
const RUNS = { numRuns: 25, examples: [[STORY]] as [Try[]][] };
const reached = { statuses: new Set<string>(), types: new Set<string>() };

function always(check: (history: History) => void): void {
  fc.assert(
    fc.property(tries, (attempts) => {
      const history = live(attempts);
      for (const { status } of history.world.all('Proposal')) reached.statuses.add(status);
      for (const { step } of history.told) reached.types.add(step.act.type);
      check(history);
    }),
    RUNS,
  );
}

describe('every history of a treaty', function () {
  this.timeout(120_000);

  it('is told by its events: a reader of the envelopes alone obtains the stored records', () => {
    always(({ world, told }) => {
      let read = Known.nothing;
      let records = new Map<string, TreatyRecord>();
      for (const { step, events } of told) {
        const { act, now, tx } = step;
        const changed = { at: now, by: act.by, act: act.id, tx };
        const evolved = evolve(events, { v: 1, treaty: act.treaty, changed }, read);
        read = read.withRecords(evolved);
        records = new Map([...records, ...evolved.map((record) => [nameOf(record), record] as const)]);
      }
      expect(textsOf([...records.values()])).to.deep.equal(textsOf(world.all().filter(({ kind }) => kind !== 'Act')));
    });
  });

  it('is the same when its acts are folded again', () => {
    always(({ world, told }) => {
      const again = told.reduce<World>((so, { step }) => so.having(...so.fold(step).records), World.empty);
      expect([...again.bytes()]).to.deep.equal([...world.bytes()]);
    });
  });

  it('keeps one receipt an act, one ballot a member, one open key an office and one chain of versions', () => {
    always(({ world, told }) => {
      expect(world.all('Act').length).to.equal(told.length);
      for (const proposal of world.all('Proposal')) {
        const members = world.all('Ballot', proposal.id).map(({ member }) => member);
        expect(new Set(members).size).to.equal(members.length);
        expect(proposal.electorate).to.include.members(members);
      }
      for (const { keys } of world.all('Representative')) {
        expect(keys.filter(({ until }) => until === undefined).length).to.equal(1);
        expect(keys.at(-1)?.until).to.equal(undefined);
        for (const [index, { until }] of keys.slice(0, -1).entries()) expect(until).to.equal(keys[index + 1]?.from);
      }
      for (const { id, latest } of world.all('Threshold')) {
        const versions = world.all('ThresholdVersion', id);
        const chain = chainOf(versions);
        expect(chain.length).to.equal(versions.length);
        expect(chain.at(-1)?.version).to.equal(latest);
        const begins = chain.map(({ inForceFrom }) => Date.parse(inForceFrom));
        expect(begins).to.deep.equal([...begins].sort((left, right) => left - right));
      }
    });
  });

  it('adopts a proposal exactly when a version of its threshold names it', () => {
    always(({ world }) => {
      const adopted = world.all('Proposal').flatMap(({ id, status }) => (status === 'adopted' ? [id] : []));
      const named = world.all('ThresholdVersion').flatMap(({ proposal }) => proposal ?? []);
      expect(named.sort()).to.deep.equal(adopted.sort());
    });
  });

  it('never changes what was frozen in a proposal, and nothing of one that has ended', () => {
    always(({ told }) => {
      let world = World.empty;
      for (const { step } of told) {
        const before = world.all('Proposal');
        world = world.having(...world.fold(step).records);
        for (const proposal of before) {
          const { rule, electorate, subject, votingFrom, votingUntil, mover } = proposal;
          const now = world.get('Proposal', proposal.id);
          expect(now).to.deep.include({ rule, electorate, subject, votingFrom, votingUntil, mover });
          if (proposal.status !== 'open') expect(now).to.deep.equal(proposal);
        }
      }
    });
  });

  it('was not idle: the tests above have seen proposals end in several ways, by most types of act', () => {
    expect([...reached.statuses]).to.include.members(['open', 'adopted', 'stale', 'rejected', 'withdrawn']);
    expect(reached.types.size).to.be.greaterThan(10);
  });
});

function nameOf(record: TreatyRecord): string {
  const { kind } = record;
  const parts = record as Partial<Record<'proposal' | 'member' | 'threshold' | 'version' | 'id', string>>;
  if (kind === 'Ballot') return [kind, parts.proposal, parts.member].join('/');
  return [kind, parts.threshold, parts.version, parts.id].join('/');
}
