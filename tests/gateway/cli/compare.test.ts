// SPDX-License-Identifier: Apache-2.0
// What becomes of the same events under each profile is compared with cells written down here by hand from the publications.
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { layered } from '../../../gateway/src/cli/compare/layer.ts';
import { Profile, type ErrorCode } from '../../../chaincode/src/protocol/index.ts';
import { refusalOf } from '../../support/domain/world.ts';
import { Desk } from './desk.ts';

interface Cell {
  readonly event: string;
  readonly isStated: boolean;
  readonly outcome: string;
  readonly rule: string;
}
interface Compared {
  readonly profile: string;
  readonly layerOn?: string;
  readonly adds?: Readonly<Record<string, string>>;
  readonly cells: readonly Cell[];
}
interface Comparison {
  readonly profiles: readonly Compared[];
  readonly differences: readonly { readonly event: string; readonly notStated: readonly string[] }[];
}

const SCENARIO = {
  title: 'Events of a test',
  base: 'conditional-ai-safety-treaty',
  states: ['US', 'CN', 'GB', 'FR', 'IN'],
  institutes: ['AISI-US', 'AISI-GB'],
};
const power = (exponent: number, digits = '1'): string => digits + '0'.repeat(exponent);
const run = (figures: Readonly<Record<string, string>>) => ({ event: 'run', figures });
const compute = (figure: string) => run({ 'training-compute': figure });
const lower = (against = 1, metric = 'training-compute') => ({
  ...{ event: 'lower', metric, to: { num: 1, den: 10 }, orSet: power(24), against },
});
const withdraw = (state = 'US') => ({ event: 'withdraw', state });

function shipped(path: string): Profile {
  return Profile.parse(
    JSON.parse(readFileSync(new URL(`../../../docs/profiles/${path}.json`, import.meta.url), 'utf8')),
  );
}
const BASE = shipped('conditional-ai-safety-treaty');

const FOUND = 'if it is found so';
const UNSTATED = 'if it is above a value that is not stated';
const AT = 'the source does not say whether at the figure';

/** What a run of 3 x 10^25 FLOP is under each of the 13 that have thresholds. */
const RUNS: Readonly<Record<string, readonly [isStated: boolean, outcome: string]>> = {
  // An institute audits above a number that nobody gives.
  'scholefield-2025': [false, `not stated; audit: Regulated development, ${UNSTATED}`],
  // Above 10^21.
  'miotti-wasil-2023': [true, 'prohibited: Above the global compute cap'],
  // Above 10^24.
  'taking-control-magic-2023': [true, 'labOnly: Consortium only, unless The consortium itself is the developer'],
  // Above 2.5 x 10^25.
  taisc: [true, 'prohibited: Prohibited without exception'],
  // Above 10^25; and whatever is expected to exceed GPT-4. Nothing is known of its size.
  'pauseai-2024': [
    true,
    `prohibited: More powerful than GPT-4: compute, unless Safety is assured; prohibited: More powerful than GPT-4: capability, ${FOUND}, unless Safety is assured`,
  ],
  // Above 10^24.
  'trager-iaio-2023': [true, 'license: Licensed training'],
  // Two risks that somebody has to find.
  'cass-beggs-2024': [
    true,
    `labOnly: Above tolerable risk, ${FOUND}, unless The joint international laboratory is the developer; prohibited: Unacceptable risk, ${FOUND}, unless Safety and control have become good enough`,
  ],
  // Three limits without numbers.
  'narrow-path-2024': [
    false,
    `not stated; license: Above the Lower Compute Limit, ${UNSTATED}; labOnly: Above the Medium Compute Limit, ${UNSTATED}, unless The General Secretary grants a limited exemption; prohibited: Above the Upper Compute Limit, ${UNSTATED}, unless The GUARD laboratory is the developer`,
  ],
  'coordinated-pausing-2023': [true, `pause: Failed evaluations for dangerous capabilities, ${FOUND}`],
  // Above 10^25; and whatever is designated.
  'eu-ai-act-2024': [
    true,
    `presumedSystemicRisk: Presumed high-impact capabilities, unless The provider argues against it and the Commission agrees; presumedSystemicRisk: Designated by the Commission, ${FOUND}`,
  ],
  // Below 10^26; above 10^23, if the data are biological; no cluster was declared.
  'eo-14110-2023': [true, `report: Model on biological sequences, ${FOUND}`],
  // Below 10^26; nothing was fine-tuned.
  'sb-1047-2024': [true, 'in no tier'],
  // A filter without number.
  'heim-koessler-2024': [false, `not stated; report: Initial filter, ${UNSTATED}`],
};

/** What becomes of a lowering to a tenth, against one vote of each organ, under the seven whose way of revision is stated. */
const LOWERINGS: Readonly<Record<string, RegExp>> = {
  'miotti-wasil-2023':
    /^A meeting of the State Parties in Geneva reviews the cap; Every year or more often; majority not stated$/,
  'narrow-path-2024':
    /^nothing to lower: Lower Compute Limit has no value that is stated, .*; The General Secretary lowers a limit; /,
  'villalobos-maas-2024':
    /^Two steps: a convention that leaves duties open, then protocols that fill them in; majority not stated$/,
  // One of Parliament and Council objects, and that suffices.
  'eu-ai-act-2024': /^rejected by the European Parliament and Council \(1 accept, 1 object\)$/,
  'eo-14110-2023': /^from 1e26 to 1e25 by the US Secretary of Commerce \(1 yes\), \d+ January 2027, /,
  'sb-1047-2024': /^from 1e26 to 1e25 by the California Government Operations Agency \(1 yes\), \d+ January 2027, /,
  'heim-koessler-2024': /^set to 1e24 \(a value of the scenario\) by the Regulators \(1 yes\), \d+ January 2027, /,
};

const LAW = 'not stated; general law: no withdrawal unless the parties meant to allow it';

describe('depositary profile compare', function () {
  // Each profile is played on a ledger of its own.
  this.timeout(60_000);
  const desk = new Desk();
  after(() => {
    desk.remove();
  });
  const compared = async (scenario: object, ...profiles: (string | object)[]): Promise<Comparison> => {
    const file = desk.file('scenario.json', { ...SCENARIO, ...scenario });
    const named = profiles.map((profile, index) =>
      typeof profile === 'string' ? profile : desk.file(`profile-${String(index)}.json`, profile),
    );
    return desk.json<Comparison>(`profile compare ${file}`, ...named.flatMap((name) => ['--profile', name]));
  };
  /** The outcomes of some events under one profile; a mark tells which are not stated. */
  const outcomes = async (
    profile: string | object,
    events: readonly object[],
    rest: object = {},
  ): Promise<string[]> => {
    const { profiles } = await compared({ ...rest, events }, profile);
    return (profiles[0]?.cells ?? []).map(({ isStated, outcome }) => {
      expect(outcome.startsWith('not stated'), outcome).to.equal(!isStated);
      return outcome;
    });
  };

  describe('of the scenario that comes with this program', () => {
    let all: Comparison;
    const cellsOf = (id: string): readonly Cell[] => all.profiles.find(({ profile }) => profile === id)?.cells ?? [];

    before(async function () {
      this.timeout(240_000);
      all = await desk.json<Comparison>('profile compare docs/examples/scenario.json');
    });

    it('plays every profile, the components on the treaty for use', () => {
      expect(all.profiles).to.have.lengthOf(28);
      const layers = all.profiles.filter(({ layerOn }) => layerOn === SCENARIO.base);
      expect(layers).to.have.lengthOf(10);
      for (const { adds = {} } of layers) expect(Object.keys(adds)).not.to.be.empty;
      expect(all.differences.map(({ event }) => event)).to.deep.equal(['run', 'lower', 'withdraw']);
    });

    for (const [id, [isStated, outcome]] of Object.entries(RUNS))
      it(`finds the tiers of the run under ${id}`, () => {
        const [cell] = cellsOf(id);
        expect([cell?.isStated, cell?.outcome]).to.deep.equal([isStated, outcome]);
      });

    it('finds tiers nowhere else: there is none, or the run is below the threshold of the treaty for use', () => {
      const rest = all.profiles.filter(({ profile }) => RUNS[profile] === undefined);
      const places = rest.map(({ cells: [cell], layerOn, profile }) => [
        cell?.outcome,
        layerOn ?? profile === SCENARIO.base,
      ]);
      for (const [outcome, onBase] of places) expect(outcome).to.equal(onBase === false ? 'not stated' : 'in no tier');
      expect(rest).to.have.lengthOf(15);
    });

    for (const [id, outcome] of Object.entries(LOWERINGS))
      it(`tells the result of ${id}’s own way of revision`, () => {
        const cell = cellsOf(id)[1];
        expect(cell?.outcome).to.match(outcome);
        expect(cell?.isStated).to.equal(true);
      });

    it('tells of no other proposal how it revises', () => {
      const others = all.profiles.filter(
        ({ profile, layerOn }) =>
          LOWERINGS[profile] === undefined && layerOn === undefined && profile !== SCENARIO.base,
      );
      expect(others).to.have.lengthOf(10);
      for (const { cells } of others) expect(cells[1]).to.deep.include({ isStated: false });
      expect(cellsOf('scholefield-2025')[1]?.outcome).to.match(/^not stated; who decides: The AI Safety Institutes /);
      expect(cellsOf(SCENARIO.base)[1]?.outcome).to.match(/^from 1e26 to 1e25 by the Conference .* \(1 no, 4 yes\), /);
    });

    it('lets a state leave the treaty for use, and marks elsewhere what is general law', () => {
      expect(cellsOf(SCENARIO.base)[2]?.outcome).to.match(/^US is withdrawn from \d+ January 2028, /);
      expect(cellsOf('buhl-2024')[2]?.outcome).to.match(/^US is withdrawn from \d+ January 2028, /);
      const own = all.profiles.filter(({ layerOn, profile }) => layerOn === undefined && profile !== SCENARIO.base);
      const general = own.filter(({ cells }) => cells[2]?.outcome.startsWith(LAW));
      expect(general.map(({ profile }) => profile)).to.deep.equal([
        ...['cass-beggs-2024', 'coe-framework-convention-2024', 'miotti-wasil-2023', 'narrow-path-2024'],
        ...['pauseai-2024', 'scholefield-2025', 'taisc', 'taking-control-magic-2023', 'trager-iaio-2023'],
        'villalobos-maas-2024',
      ]);
      for (const { cells } of own) expect(cells[2]?.isStated).to.equal(false);
      expect(cellsOf('eo-14110-2023')[2]?.outcome).to.equal(
        'not stated; Revoked by EO 14148, signed on 20 January 2025',
      );
    });
  });

  describe('places a run', () => {
    it('under the limit that an opener has filled in, and leaves the stricter ones open', async () => {
      const path = shipped('proposals/narrow-path-2024');
      const thresholds = path.thresholds.map((threshold) =>
        threshold.id === 'lower'
          ? { ...threshold, value: power(24), method: { name: 'total-operations', version: '1' } }
          : threshold,
      );
      const events = [compute(power(25, '3')), compute(power(24)), lower(), compute(power(24))];
      const above = (limit: string, regime: string, unless: string) =>
        `${regime}: Above the ${limit} Compute Limit, ${UNSTATED}, unless ${unless}`;
      const rest = `${above('Medium', 'labOnly', 'The General Secretary grants a limited exemption')}; ${above('Upper', 'prohibited', 'The GUARD laboratory is the developer')}`;
      const [over, at, lowered, again] = await outcomes({ ...path, thresholds }, events);
      expect(over).to.equal(`not stated; license: Above the Lower Compute Limit; ${rest}`);
      expect(at).to.equal(`not stated; ${rest}`);
      expect(lowered).to.match(/^from 1e24 to 1e23 by the General Secretary \(1 yes\), /);
      expect(again).to.equal(over);
    });

    it('by the order on clusters only where a cluster was declared', async () => {
      const cluster = (capacity: string) => run({ 'cluster-capacity': capacity, 'cluster-network': `1${power(10)}1` });
      const events = [
        ...[compute(power(21)), compute(power(23)), compute(`1${'0'.repeat(22)}1`), compute(`1${'0'.repeat(25)}1`)],
        ...[cluster(power(20)), cluster(`1${'0'.repeat(19)}1`), run({ 'cluster-capacity': power(20) })],
      ];
      const biological = `report: Model on biological sequences, ${FOUND}`;
      expect(await outcomes('eo-14110-2023', events)).to.deep.equal([
        ...['in no tier', 'in no tier', biological, `report: Model; ${biological}`],
        `not stated; report: Computing cluster, ${AT}, ${FOUND}`,
        `report: Computing cluster, ${FOUND}`,
        'in no tier',
      ]);
    });

    it('by the bill on compute and cost together, and on fine-tuning at a figure without a word of comparison', async () => {
      const tuned = (figure: string) => run({ 'fine-tuning-compute': figure, 'fine-tuning-cost': power(7, '2') });
      const trained = (cost: string) => run({ 'training-compute': power(26, '2'), 'training-cost': cost });
      const events = [
        ...[compute(power(25, '3')), tuned(power(25, '3')), tuned(`3${'0'.repeat(24)}1`), tuned(`2${'9'.repeat(25)}`)],
        ...[trained(power(8)), trained('100000001'), compute(power(26, '2'))],
      ];
      const { profiles } = await compared({ events }, 'sb-1047-2024');
      expect(profiles[0]?.cells.map(({ outcome }) => outcome)).to.deep.equal([
        ...['in no tier', `not stated; audit: Fine-tuned covered model, ${AT}`, 'audit: Fine-tuned covered model'],
        ...['in no tier', 'in no tier', 'audit: Covered model', 'in no tier'],
      ]);
      expect(profiles[0]?.cells[1]).to.deep.include({ isStated: false, rule: 'tiers.fine-tune.allOf.0.operator' });
    });

    it('by what is expected of a model, though its compute and size say nothing', async () => {
      const capability = `prohibited: More powerful than GPT-4: capability, ${FOUND}, unless Safety is assured`;
      const approval = 'approval: Training runs that need approval, unless The agency approves the run';
      const sized = (parameters: string) => run({ 'training-compute': '1', parameters });
      const events = [
        compute(power(25)),
        compute(power(21)),
        sized(power(9)),
        sized(power(9, '2')),
        sized(`1${power(11)}1`),
      ];
      expect(await outcomes('pauseai-2024', events)).to.deep.equal([
        ...[capability, capability, capability, `${approval}; ${capability}`],
        `prohibited: More powerful than GPT-4: size, unless Safety is assured; ${capability}`,
      ]);
    });

    it('by a value of the scenario, and says so, where no source has one', async () => {
      const [open, , set] = await outcomes('heim-koessler-2024', [compute(power(25)), lower(), compute(power(25))]);
      expect(open).to.equal(`not stated; report: Initial filter, ${UNSTATED}`);
      expect(set).to.equal('not stated; report: Initial filter, by a value of the scenario');
    });

    it('exactly at a figure and one operation above it', async () => {
      const events = [compute(power(24, '25')), compute(`25${'0'.repeat(23)}1`), compute(power(23))];
      expect(await outcomes('taisc', events)).to.deep.equal([
        'labOnly: Joint laboratory only, unless The joint laboratory is the developer',
        'prohibited: Prohibited without exception',
        'in no tier',
      ]);
    });
  });

  describe('lowers', () => {
    it('nothing that the source says is not lowered, and nothing on a metric without threshold', async () => {
      const events = [lower(0, 'training-cost'), lower(0, 'fine-tuning-compute'), lower(0, 'parameters')];
      const decides = 'who decides: The California Government Operations Agency';
      expect(await outcomes('sb-1047-2024', events)).to.deep.equal([
        'The agency may adjust the compute from 2027 on; it may not adjust the dollars, which follow inflation; No period; from 2027 on',
        `not stated; ${decides}`,
        `not stated; ${decides}`,
      ]);
    });

    it('by an elected organ again once its term is over', async () => {
      const path = shipped('proposals/narrow-path-2024');
      const method = { name: 'total-operations', version: '1' };
      const thresholds = path.thresholds.map((one) => ({ ...one, value: power(25), method }));
      const years = { ...path, thresholds, membership: { withdrawal: { notice: 'P6Y' } } };
      const cells = await outcomes(years, [lower(), withdraw(), lower()]);
      expect(cells[2]).to.match(/^from 1e24 to 1e23 by the General Secretary \(1 yes\), \d+ (January|February) 2033, /);
    });
  });

  describe('plays the rules on membership', () => {
    const own = (membership: object) => ({ ...BASE, id: 'own', membership });
    const notice = { notice: 'P1Y' };

    it('instruments that the depositary examines', async () => {
      const [lowered, left] = await outcomes(own({ examination: true, withdrawal: notice }), [lower(), withdraw()]);
      expect(lowered).to.match(/^from 1e26 to 1e25 .* \(1 no, 4 yes\), 1\d January 2027, /);
      expect(left).to.match(/^US is withdrawn from 1\d January 2028, /);
    });

    it('an entry into force that has to be waited for, the last state’s too', async () => {
      const membership = { entryIntoForce: { count: 5, after: 'P180D' }, withdrawal: notice };
      const [lowered, left] = await outcomes(own(membership), [lower(), withdraw()]);
      // 180 days after 1 January 2027, and a window of 14 days.
      expect(lowered).to.match(/^from 1e26 to 1e25 .* \(1 no, 4 yes\), 1\d July 2027, /);
      expect(left).to.match(/^US is withdrawn from 1\d July 2028, /);
      const later = { after: 'P2Y', since: 'conditionsMet' };
      const [first] = await outcomes(own({ entryIntoForce: { count: 3, after: 'P30D', later } }), [lower()]);
      expect(first).to.match(/\(1 no, 4 yes\), 1\d January 2029, /);
    });

    it('an entry into force that can never be reached', async () => {
      const membership = { entryIntoForce: { count: 9, after: 'PT0S' }, withdrawal: notice };
      const cells = await outcomes(own(membership), [compute(power(27)), lower(), withdraw()]);
      const never = 'cannot open: asks for more states than the treaty names: 5, and none is added later';
      expect(cells).to.deep.equal([never, never, never]);
    });

    it('conditions of a withdrawal, and a time before which there is no notice', async () => {
      const withdrawal = { ...notice, conditions: ['Clusters are disabled', 'Reasons are stated'], notBefore: 'P3Y' };
      const [left] = await outcomes(own({ withdrawal }), [withdraw()]);
      expect(left).to.match(/^no notice before \d+ January 2030, .*; US is withdrawn from \d+ January 2031, /);
    });

    it('a treaty that is suspended, or goes on, once a named party has left', async () => {
      const named = { named: ['US', 'CN'], after: 'PT0S' };
      const events = [withdraw(), compute(power(27)), withdraw('GB')];
      const suspended = own({ entryIntoForce: { ...named, belowNumber: 'suspended' }, withdrawal: notice });
      const { profiles } = await compared({ events }, suspended);
      const [left, placed, other] = profiles[0]?.cells ?? [];
      expect(left?.outcome).to.match(/^US is withdrawn from .*; the treaty is suspended: those that it asks for /);
      expect(left?.rule).to.equal('membership.withdrawal, membership.entryIntoForce.belowNumber');
      expect(placed?.outcome).to.equal('audit: Above the oversight threshold; the treaty is suspended');
      expect(other?.outcome).to.match(/^GB is withdrawn from .*; the treaty is suspended/);
      const [goesOn, below] = await outcomes(own({ entryIntoForce: named, withdrawal: notice }), events.slice(0, 2));
      expect(goesOn).to.match(/; the others stay bound, though fewer than it asks for are in \(VCLT 55\)$/);
      expect(below).to.equal('audit: Above the oversight threshold');
    });
  });

  it('tells of a profile that cannot open with these states that it cannot, and plays the others', async () => {
    const events = [compute(power(26)), withdraw('GB')];
    const rest = { states: ['GB', 'FR', 'IN'], events };
    const { profiles } = await compared(rest, 'scholefield-2025', 'pauseai-2024');
    const outcome = 'cannot open: names states that the treaty does not name: US, CN';
    expect(profiles[0]?.cells).to.deep.equal(
      ['run', 'withdraw'].map((event) => ({ event, isStated: true, outcome, rule: 'membership.entryIntoForce.named' })),
    );
    expect(profiles[1]?.cells[0]?.outcome).to.match(/^prohibited: More powerful than GPT-4: compute/);
  });

  it('shows a refusal by its code, and the table in words', async () => {
    const [threshold] = BASE.thresholds;
    const thresholds = [{ ...threshold, revision: { ...threshold?.revision, notBefore: '2040-01-01T00:00:00Z' } }];
    const { profiles } = await compared({ events: [lower()] }, { ...BASE, id: 'later', thresholds });
    expect(profiles[0]?.cells[0]).to.deep.include({ isStated: true, rule: 'THRESHOLD_REVISION_TOO_EARLY' });
    expect(profiles[0]?.cells[0]?.outcome).to.match(/^refused: The threshold oversight may be revised from 2040/);
    const file = desk.file('scenario.json', { ...SCENARIO, events: [compute(power(26))] });
    expect(await desk.words(`profile compare ${file} --profile buhl-2024`)).to.match(
      /\nbuhl-2024 \(a layer on conditional-ai-safety-treaty\)\n {2}adds {2}audits: kind: Safety case; .*\n.*\n {2}run {3}in no tier {2}\[tiers\]\n$/,
    );
  });

  it('refuses a scenario that is none, with the field', async () => {
    const refuses = async (scenario: object, field: string): Promise<void> => {
      const file = desk.file('scenario.json', { ...SCENARIO, events: [withdraw()], ...scenario });
      await desk.refuses(`profile compare ${file}`, 'SCENARIO_INVALID', { file, field });
    };
    await refuses({ events: [] }, 'events');
    await refuses({ states: ['US'] }, 'states');
    await refuses({ states: ['US', 'US'] }, 'states');
    await refuses({ events: [withdraw('JP')] }, 'events.0.state');
    await refuses({ states: ['US', 'DEPOSITARY'] }, 'states');
    await refuses({ base: 'buhl-2024' }, 'base');
  });
});

describe('a component on a base', () => {
  const method = { name: 'total-operations', version: '1' };
  const component = (fields: object): Profile =>
    Profile.parse({
      ...{ id: 'measure', version: '1', title: 'Measure', clock: BASE.clock, keyRecovery: 'P7D' },
      ...{ organs: [], thresholds: [], ...fields },
    });
  const threshold = (id: string) => ({ id, metric: 'Compute', unit: 'FLOP', value: '1000', method });
  const tier = (id: string, regime: string, on: string) => ({
    ...{ id, name: `Tier ${id}`, regime },
    allOf: [{ metric: 'training-compute', operator: '>', threshold: on }],
  });

  it('keeps its thresholds and tiers, each tier before what is stricter', () => {
    const tiers = [tier('early', 'report', 'small'), tier('late', 'prohibited', 'small')];
    const whole = layered(component({ thresholds: [threshold('small')], tiers }), BASE);
    expect([whole.id, whole.title]).to.deep.equal(['measure', 'Measure']);
    expect(whole.thresholds.map(({ id }) => id)).to.deep.equal(['oversight', 'small']);
    expect(whole.tiers?.map(({ id }) => id)).to.deep.equal(['early', 'covered', 'late']);
    expect(whole.membership).to.deep.equal(BASE.membership);
  });

  it('adds to the lists of provisions', () => {
    const provided = (verification: string[]) => ({ provisions: { verification } });
    const base = layered(component({ ...provided(['Customs data']), scope: { civil: true, military: false } }), BASE);
    const whole = layered(component(provided(['Inspections'])), base);
    expect(whole.provisions?.verification).to.deep.equal(['Customs data', 'Inspections']);
    expect(whole.scope).to.deep.equal({ civil: true, military: false });
  });

  const clash = (fields: object, base: Profile = BASE) => refusalOf(() => layered(component(fields), base));
  const refused = (field: string, base = BASE.id): { code: ErrorCode; details: object } => ({
    ...{ code: 'LAYER_CLASH', details: { component: 'measure', base, field } },
  });

  it('does not restate what the base has', () => {
    expect(clash({ thresholds: [threshold('oversight')] })).to.deep.equal(refused('thresholds.oversight'));
    const tiers = [tier('covered', 'audit', 'small')];
    expect(clash({ thresholds: [threshold('small')], tiers })).to.deep.equal(refused('tiers.covered'));
    expect(clash({ membership: { examination: true } })).to.deep.equal(refused('membership'));
    const decided = { provisions: { decider: 'Somebody' } };
    expect(clash(decided, layered(component(decided), BASE))).to.deep.equal(refused('provisions.decider', 'measure'));
    const organisations = [{ member: 'XB', votesFor: ['XA'] }];
    const base = layered(component({ organisations }), BASE);
    expect(clash({ organisations }, base)).to.deep.equal(refused('organisations.XB', 'measure'));
  });

  it('ends a comparison before anything is played, and shows in it what it adds', async function () {
    this.timeout(60_000);
    const desk = new Desk();
    const about = { kind: 'component', isBinding: false, source: 'A test', sources: [], notStated: [] };
    const scenario = desk.file('scenario.json', { ...SCENARIO, events: [compute('2000')] });
    const clashing = desk.file('clash.json', component({ about, thresholds: [threshold('oversight')] }));
    await desk.refuses(`profile compare ${scenario} --profile ${clashing}`, 'LAYER_CLASH', {
      field: 'thresholds.oversight',
    });
    const tiers = [tier('small', 'prohibited', 'small')];
    const adding = desk.file('adding.json', component({ about, thresholds: [threshold('small')], tiers }));
    const { profiles } = await desk.json<Comparison>(`profile compare ${scenario} --profile ${adding}`);
    expect(profiles[0]?.cells[0]?.outcome).to.equal('prohibited: Tier small');
    expect(profiles[0]?.adds).to.deep.equal({
      'threshold small': 'Compute: 1000 FLOP, counted by total-operations@1',
      'tier small': 'Tier small (prohibited): training-compute > 1000 FLOP',
    });
    desk.remove();
  });
});
