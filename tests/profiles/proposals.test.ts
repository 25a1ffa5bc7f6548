// SPDX-License-Identifier: Apache-2.0
// What the profiles of published proposals say is compared with numbers written down here by hand from the publications.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { lint } from '../../chaincode/src/domain/profile/lint.ts';
import { Profile } from '../../chaincode/src/protocol/profile.ts';

const FOLDER = new URL('../../docs/profiles/proposals/', import.meta.url);
/** The facts from which the files were written, with quotations, where they lie beside the checkout. */
const FACTS = new URL('../../../shared/data/profiles.json', import.meta.url);

const FILES: Readonly<Record<string, unknown>> = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as unknown]),
);
const PROFILES: readonly Profile[] = Object.values(FILES).map((file) => Profile.parse(file));

function profileOf(id: string): Profile {
  const profile = PROFILES.find((one) => one.id === id);
  if (profile === undefined) throw new Error(`no file of ${id}`);
  return profile;
}

const PROPOSALS = [
  'cass-beggs-2024',
  'coordinated-pausing-2023',
  'heim-koessler-2024',
  'miotti-wasil-2023',
  'narrow-path-2024',
  'pauseai-2024',
  'scholefield-2025',
  'taisc',
  'taking-control-magic-2023',
  'trager-iaio-2023',
  'villalobos-maas-2024',
];
/** Advice to regulators, and a scheme among developers of which only one of four versions is law: neither would bind by itself. */
const NO_TREATY = ['coordinated-pausing-2023', 'heim-koessler-2024'];
const LAWS = ['eo-14110-2023', 'eu-ai-act-2024', 'sb-1047-2024'];
const TREATIES = ['coe-framework-convention-2024'];
const SOFT_LAW = ['klein-patrick-2024', 'roberts-2024'];
const COMPONENTS = [
  'buhl-2024',
  'egan-heim-2023',
  'hadfield-clark-2023',
  'heim-cloud-2024',
  'incident-reporting-2024',
  'sastry-2024',
  'stein-2024',
  'wasil-affirmative-2024',
  'wasil-verification-2024',
  'ziosi-2024',
];

const OPEN = 'not stated';
/** Powers of ten as their publications write them, here computed. */
function tens(exponent: bigint, factor = 1n): string {
  return (factor * 10n ** exponent).toString();
}

/** The opening values of the thresholds: value and unit. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'scholefield-2025': { regulated: `${OPEN} FLOP` },
  'miotti-wasil-2023': { cap: `${tens(21n)} FLOP` },
  'taking-control-magic-2023': { consortium: `${tens(24n)} FLOP` },
  // 10^23 and 2.5 x 10^25
  taisc: { lab: `${tens(23n)} FLOP`, ban: `${tens(24n, 25n)} FLOP` },
  'pauseai-2024': {
    compute: `${tens(25n)} FLOP`,
    parameters: `${tens(12n)} parameters`,
    approval: `${tens(9n)} parameters`,
  },
  'trager-iaio-2023': { license: `${tens(24n)} FLOP` },
  'cass-beggs-2024': {},
  'narrow-path-2024': { lower: `${OPEN} FLOP`, medium: `${OPEN} FLOP`, upper: `${OPEN} FLOP` },
  'coordinated-pausing-2023': {},
  'eu-ai-act-2024': { presumption: `${tens(25n)} FLOP` },
  'eo-14110-2023': {
    model: `${tens(26n)} operations (integer or floating-point)`,
    'bio-model': `${tens(23n)} operations (integer or floating-point)`,
    'cluster-capacity': `${tens(20n)} operations per second`,
    // 100 Gbit/s
    'cluster-network': `${tens(9n, 100n)} bit/s`,
  },
  'sb-1047-2024': {
    'covered-compute': `${tens(26n)} operations (integer or floating-point)`,
    // 100 million dollars, and 10 million
    'covered-cost': `${tens(6n, 100n)} USD`,
    'fine-tune-compute': `${tens(25n, 3n)} operations (integer or floating-point)`,
    'fine-tune-cost': `${tens(6n, 10n)} USD`,
  },
  'heim-koessler-2024': { filter: `${OPEN} FLOP` },
};

/** The tiers, less strict ones first: regime and all conditions; a finding is one that somebody has to make. */
const TIERS: Readonly<Record<string, readonly string[]>> = {
  'scholefield-2025': ['audit: training-compute > regulated'],
  'miotti-wasil-2023': ['prohibited: training-compute > cap'],
  'taking-control-magic-2023': ['labOnly, with exception: training-compute > consortium'],
  taisc: ['labOnly, with exception: training-compute > lab', 'prohibited: training-compute > ban'],
  'pauseai-2024': [
    'approval, with exception: parameters > approval',
    'prohibited, with exception: training-compute > compute',
    'prohibited, with exception: parameters > parameters',
    'prohibited, with exception: finding of expected-capability',
  ],
  'trager-iaio-2023': ['license: training-compute > license'],
  'cass-beggs-2024': [
    'labOnly, with exception: finding of qualitative-risk',
    'prohibited, with exception: finding of qualitative-risk',
  ],
  'narrow-path-2024': [
    'license: training-compute > lower',
    'labOnly, with exception: training-compute > medium',
    'prohibited, with exception: training-compute > upper',
  ],
  'coordinated-pausing-2023': ['pause: finding of dangerous-capability-evaluation'],
  'eu-ai-act-2024': [
    'presumedSystemicRisk, with exception: training-compute > presumption',
    'presumedSystemicRisk: finding of capability-or-impact',
  ],
  'eo-14110-2023': [
    'report: training-compute > model',
    'report: training-compute > bio-model and finding of training-data-kind',
    'report: cluster-capacity ? cluster-capacity and cluster-network > cluster-network and finding of cluster-location',
  ],
  'sb-1047-2024': [
    'audit: training-compute > covered-compute and training-cost > covered-cost',
    'audit: fine-tuning-compute ? fine-tune-compute and fine-tuning-cost > fine-tune-cost',
  ],
  'heim-koessler-2024': ['report: training-compute > filter'],
};

/** Who decides on a threshold, step by step, where the source says who and how. */
const REVISIONS: Readonly<Record<string, readonly string[]>> = {
  'narrow-path-2024': ['lower', 'medium', 'upper'].map(
    (id) => `${id}: advisory-committee adopt, then general-secretary adopt, downOnly`,
  ),
  'eu-ai-act-2024': ['presumption: commission adopt, then legislators object'],
  'eo-14110-2023': ['model', 'bio-model', 'cluster-capacity', 'cluster-network'].map((id) => `${id}: commerce adopt`),
  'sb-1047-2024': ['covered-compute: agency adopt'],
  'heim-koessler-2024': ['filter: regulators adopt'],
};

function valuesOf({ thresholds }: Profile): Record<string, string> {
  return Object.fromEntries(thresholds.map(({ id, value, unit }) => [id, `${value ?? OPEN} ${unit}`]));
}

function tiersOf({ tiers = [] }: Profile): string[] {
  return tiers.map(({ regime, allOf, unless }) => {
    const conditions = allOf.map((condition) =>
      'finding' in condition
        ? `finding of ${condition.metric}`
        : `${condition.metric} ${condition.operator ?? '?'} ${condition.threshold}`,
    );
    return `${regime}${unless === undefined ? '' : ', with exception'}: ${conditions.join(' and ')}`;
  });
}

function revisionsOf({ thresholds }: Profile): string[] {
  return thresholds.flatMap(({ id, revision }) => {
    if (revision === undefined) return [];
    const rules = [revision.rule, ...(revision.steps ?? []).map(({ rule }) => rule)];
    const steps = rules.map(({ organ, polarity }) => `${organ} ${polarity}`).join(', then ');
    return [`${id}: ${steps}${revision.direction === undefined ? '' : `, ${revision.direction}`}`];
  });
}

// ---- Paths: names of fields, ids of the things in a list, or their number where they have no id.

/** The fields of a profile that an instrument fills, or that this project fills for it. */
const SECTIONS = [
  'scope',
  'clock',
  'keyRecovery',
  'groups',
  'measures',
  'organisations',
  'organs',
  'thresholds',
  'tiers',
  'amendment',
  'suspension',
  'resolutions',
  'outage',
  'membership',
  'provisions',
];

/** The names that a path to something not stated may end with. */
const ENDINGS = new Set([
  ...SECTIONS,
  ...['year', 'value', 'method', 'revision', 'rule', 'operator', 'entryIntoForce', 'count', 'withdrawal'],
  ...['reservations', 'decider', 'cadence', 'oversightBody', 'audits', 'pause', 'verification', 'enforcement'],
  ...['labExemption', 'kind', 'who', 'access', 'timing', 'outcome', 'trigger', 'addressee', 'resume'],
]);

interface Entry {
  readonly name: string;
  readonly value: unknown;
}

function entriesOf(value: unknown): Entry[] {
  if (Array.isArray(value))
    return value.map((item: unknown, index) => {
      const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : index;
      return { name: String(id), value: item };
    });
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, inner]: [string, unknown]) => ({ name, value: inner }));
}

/** What stands at a path, or undefined. */
function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, step) => entriesOf(inner).find(({ name }) => name === step)?.value, value);
}

/** The paths to all that has no parts; ids are the profile's own and need no source. */
function leaves(value: unknown, path: string): string[] {
  const entries = entriesOf(value).filter(({ name }) => name !== 'id');
  const isEmpty = Array.isArray(value) && value.length === 0;
  if (isEmpty) return [];
  return entries.length === 0 ? [path] : entries.flatMap((entry) => leaves(entry.value, `${path}.${entry.name}`));
}

function covers(path: string, leaf: string): boolean {
  return leaf === path || leaf.startsWith(`${path}.`);
}

function sourced({ about }: Profile): string[] {
  return (about?.sources ?? []).map(({ field }) => field);
}

function silent({ about }: Profile): readonly string[] {
  return about?.notStated ?? [];
}

/** Whether the text of the file says that the way of counting is open. */
function isOpenMethod(value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify({ name: 'not-stated', version: '0' });
}

/** Filled fields for which no source stands; the longest path that covers a field speaks for it. */
function unsourced(profile: Profile): string[] {
  const fields = sourced(profile);
  const open = silent(profile).filter((path) => isOpenMethod(at(profile, path)));
  return SECTIONS.flatMap((section) => {
    const value = at(profile, section);
    return value === undefined ? [] : leaves(value, section);
  }).filter((leaf) => ![...fields, ...open].some((path) => covers(path, leaf)));
}

/** Paths that are called not stated and yet filled; a way of counting may say itself that it is open. */
function filledThoughSilent(profile: Profile): string[] {
  return silent(profile).filter((path) => {
    const value = at(profile, path);
    const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
    return !isEmpty && !isOpenMethod(value);
  });
}

/** Paths to what is not stated that lead nowhere: of a list they name something that is in it, and they end with a field. */
function astray(profile: Profile): string[] {
  return silent(profile).filter((path) => {
    const steps = path.split('.');
    const [section = '', item = ''] = steps;
    const isKnown = section === 'about' || SECTIONS.includes(section);
    const list = at(profile, section);
    const isListed = !Array.isArray(list) || steps.length === 1 || at(list, item) !== undefined;
    return !isKnown || !isListed || !ENDINGS.has(steps.at(-1) ?? '');
  });
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}^.]+/gu) ?? [];
}

function runs(text: string, length: number): string[] {
  const all = words(text);
  return all.slice(length - 1).map((_, index) => all.slice(index, index + length).join(' '));
}

/** Every text inside a value. */
function texts(value: unknown): string[] {
  return typeof value === 'string' ? [value] : entriesOf(value).flatMap((entry) => texts(entry.value));
}

/** The runs of so many words that a value shares with quotations. */
function shared(value: unknown, quotations: readonly string[], length: number): string[] {
  const quoted = new Set(quotations.flatMap((quotation) => runs(quotation, length)));
  return texts(value)
    .flatMap((text) => runs(text, length))
    .filter((run) => quoted.has(run));
}

function quotationsIn(value: unknown): string[] {
  return entriesOf(value).flatMap((entry) =>
    entry.name === 'quote' && typeof entry.value === 'string' ? [entry.value] : quotationsIn(entry.value),
  );
}

describe('the profiles of published proposals', () => {
  it('are 27, each in a file of its own name', () => {
    const ids = [...PROPOSALS, ...LAWS, ...TREATIES, ...SOFT_LAW, ...COMPONENTS].sort();
    expect(ids).to.have.length(27);
    expect(Object.keys(FILES).sort()).to.deep.equal(ids.map((id) => `${id}.json`).sort());
    expect(PROFILES.map(({ id }) => id).sort()).to.deep.equal(ids);
  });

  for (const [name, file] of Object.entries(FILES)) {
    it(`has in ${name} a profile that can work`, () => {
      const profile = Profile.parse(file);
      expect(profile).to.deep.equal(file);
      expect(lint(profile).filter(({ severity }) => severity === 'refused')).to.deep.equal([]);
    });
  }

  const kinds = { proposal: PROPOSALS, law: LAWS, treaty: TREATIES, softLaw: SOFT_LAW, component: COMPONENTS };
  for (const [kind, ids] of Object.entries(kinds)) {
    const mayBind = kind !== 'softLaw' && kind !== 'component';
    it(`${mayBind ? 'marks' : 'marks no'} ${kind} as binding${mayBind ? ', but what is advice or a scheme of firms' : ''}`, () => {
      const marks = ids.map((id) => profileOf(id).about).map((about) => [about?.kind, about?.isBinding]);
      expect(marks).to.deep.equal(ids.map((id) => [kind, mayBind && !NO_TREATY.includes(id)]));
    });
  }
});

describe('the numbers of published proposals', () => {
  it('are stated by 13 of the 27, as thresholds or as tiers', () => {
    const ids = PROFILES.filter(({ thresholds, tiers }) => thresholds.length > 0 || tiers !== undefined);
    expect(ids.map(({ id }) => id).sort()).to.deep.equal(Object.keys(VALUES).sort());
    expect(Object.keys(VALUES)).to.have.length(13);
  });

  for (const [id, values] of Object.entries(VALUES)) {
    it(`are those that were published, in ${id}`, () => {
      expect(valuesOf(profileOf(id))).to.deep.equal(values);
    });
  }

  for (const [id, tiers] of Object.entries(TIERS)) {
    it(`place a model in the tiers that were published, in ${id}`, () => {
      expect(tiersOf(profileOf(id))).to.deep.equal(tiers);
    });
  }

  it('come without a way of counting, which no source names', () => {
    for (const { thresholds } of PROFILES)
      for (const { value, method } of thresholds)
        expect(isOpenMethod(method), String(value)).to.equal(value !== undefined);
  });

  it('are revised where the source says who decides and how, and nowhere else', () => {
    const revisions = PROFILES.map((profile): [string, string[]] => [profile.id, revisionsOf(profile)]);
    expect(Object.fromEntries(revisions.filter(([, steps]) => steps.length > 0))).to.deep.equal(REVISIONS);
  });

  it('are left to deciders whose majority nobody states', () => {
    const open = PROFILES.filter((profile) => silent(profile).some((path) => path.endsWith('.revision.rule')));
    expect(open.map(({ id, provisions }) => [id, provisions?.decider !== undefined])).to.have.deep.members([
      ['miotti-wasil-2023', true],
      ['scholefield-2025', true],
    ]);
  });

  it('let A Narrow Path’s General Secretary hold two terms of five years by three quarters of a board with vetoes', () => {
    const { composition } = profileOf('narrow-path-2024').organs.find(({ id }) => id === 'general-secretary') ?? {};
    expect(composition).to.have.nested.property('elected.term', 'P5Y');
    expect(composition).to.have.nested.property('elected.mostTerms', 2);
    expect(composition).to.have.deep.nested.property('elected.election.rule.ratio', { num: 3, den: 4 });
    expect(composition).to.have.deep.nested.property('elected.election.rule.vetoSeats', ['permanentMembers']);
  });

  it('are revised in one bill from a day on, which begins in California', () => {
    const days = PROFILES.flatMap(({ id, thresholds }) =>
      thresholds.flatMap(({ revision }) => (revision?.notBefore === undefined ? [] : [[id, revision.notBefore]])),
    );
    expect(days).to.deep.equal([['sb-1047-2024', '2027-01-01T08:00:00Z']]);
  });
});

/** What the sources state of membership and a profile can carry; all other files have no rules on it. */
const MEMBERSHIP: Readonly<Record<string, unknown>> = {
  // To be effective it needs the United States and China.
  'scholefield-2025': { entryIntoForce: { named: ['US', 'CN'], after: 'PT0S' } },
  // Three months after five ratifications; the group to which three of them belong is not listed.
  'coe-framework-convention-2024': { entryIntoForce: { count: 5, after: 'P3M' } },
};

describe('the parties of published proposals', () => {
  it('are bound under the conditions that were published, and no others', () => {
    const rules = PROFILES.flatMap(({ id, membership }) => (membership === undefined ? [] : [[id, membership]]));
    expect(Object.fromEntries(rules)).to.deep.equal(MEMBERSHIP);
  });

  it('are asked for in words where the condition cannot be carried', () => {
    expect(silent(profileOf('coe-framework-convention-2024'))).to.include('membership.entryIntoForce.groups');
    const words = (id: string) => profileOf(id).provisions?.entryIntoForce;
    expect(words('coe-framework-convention-2024')).to.match(/at least three of the five .* Council of Europe/);
    // A priority, not a condition: no single state may have a veto.
    expect(words('pauseai-2024')).to.match(/United States and China come first, .* no single state may have a veto/);
  });
});

/** The one delay that a source states. */
const STATED_TIMES: Readonly<Record<string, string>> = {
  'coe-framework-convention-2024': 'membership.entryIntoForce.after',
};

describe('the sources of published proposals', () => {
  for (const profile of PROFILES) {
    it(`stand in ${profile.id} for every field that is filled, and for no other`, () => {
      expect(unsourced(profile)).to.deep.equal([]);
      expect(sourced(profile).filter((path) => at(profile, path) === undefined)).to.deep.equal([]);
      expect(new Set(sourced(profile)).size).to.equal(sourced(profile).length);
    });

    it(`leave in ${profile.id} open what nobody states`, () => {
      expect(filledThoughSilent(profile)).to.deep.equal([]);
      expect(astray(profile)).to.deep.equal([]);
      expect(silent(profile).filter((path) => sourced(profile).includes(path))).to.deep.equal([]);
      expect(new Set(silent(profile)).size).to.equal(silent(profile).length);
    });
  }

  it('say of each project’s own choice that it is one', () => {
    const own = (profile: Profile) =>
      (profile.about?.sources ?? []).flatMap(({ field, from }) =>
        from.some((source) => source.from === 'ours') ? [field] : [],
      );
    for (const profile of PROFILES) {
      expect(own(profile), profile.id).to.include.members(['clock', 'keyRecovery']);
      const times = SECTIONS.flatMap((section) => leaves(at(profile, section) ?? [], section)).filter(
        (leaf) => /\.(movers|effectiveAfter|after)$/.test(leaf) && STATED_TIMES[profile.id] !== leaf,
      );
      expect(own(profile), profile.id).to.include.members(times);
    }
  });

  it('are missed, or found astray, where a fault is planted', () => {
    const profile = profileOf('taisc');
    const about = profile.about ?? expect.fail('without facts');
    const sources = about.sources.filter(({ field }) => field !== 'thresholds.ban');
    expect(unsourced({ ...profile, about: { ...about, sources } })).to.include('thresholds.ban.value');
    const notStated = [...about.notStated, 'thresholds.ban.value', 'thresholds.bann.value', 'provisions.sanktions'];
    const planted = { ...profile, about: { ...about, notStated } };
    expect(filledThoughSilent(planted)).to.deep.equal(['thresholds.ban.value']);
    expect(astray(planted)).to.deep.equal(['thresholds.bann.value', 'provisions.sanktions']);
  });
});

describe('the words of published proposals', () => {
  const LONGEST = 8;

  it('are found where they are quoted', () => {
    const quotation = 'No party shall lower a threshold, unless all other parties agree to it.';
    const file = { notes: ['It says: no party shall lower a threshold unless all of them agree'] };
    expect(shared(file, [quotation], LONGEST)).to.deep.equal(['no party shall lower a threshold unless all']);
    expect(shared({ notes: ['All other parties agree'] }, [quotation], LONGEST)).to.deep.equal([]);
  });

  if (existsSync(FACTS))
    it('are not quoted', () => {
      const quotations = quotationsIn(JSON.parse(readFileSync(FACTS, 'utf8')));
      expect(quotations).to.have.length.above(200);
      for (const profile of PROFILES) expect(shared(profile, quotations, LONGEST), profile.id).to.deep.equal([]);
    });
});
