// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Base } from '../../chaincode/src/protocol/decision-rule.ts';
import { CountingMethod } from '../../chaincode/src/protocol/counting-method.ts';
import { Organ } from '../../chaincode/src/protocol/organ.ts';
import { DecisionRule } from '../../chaincode/src/protocol/procedure.ts';
import { ClockRule, Profile, ThresholdRule } from '../../chaincode/src/protocol/profile.ts';
import { COUNCIL, council } from '../support/domain/council.ts';
import { profile, RULE } from '../support/domain/steps.ts';

/** The paths and words of what a schema finds. */
function findings(schema: typeof Profile | typeof DecisionRule | typeof ClockRule, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
}

const PROFILE = profile();
const SEATS = COUNCIL.composition.elected;
const [OVERSIGHT] = PROFILE.thresholds;
const SECRET = { tellers: 'institutes', agreeing: 1, within: 'PT1H' };

describe('a profile', () => {
  it('is the rules of a treaty as data, and nothing else', () => {
    expect(Profile.parse(PROFILE)).to.deep.equal(PROFILE);
    expect(Profile.safeParse({ ...PROFILE, preamble: 'Recalling' }).success).to.equal(false);
  });

  it('comes with the project, ready for use', () => {
    const url = new URL('../../docs/profiles/conditional-ai-safety-treaty.json', import.meta.url);
    const shipped: unknown = JSON.parse(readFileSync(url, 'utf8'));
    expect(Profile.parse(shipped)).to.deep.equal(shipped);
  });

  for (const field of Object.keys(PROFILE)) {
    it(`needs its ${field}`, () => {
      const { [field as 'id']: _, ...rest } = PROFILE;
      expect(Profile.safeParse(rest).success).to.equal(false);
    });
  }

  it('names each organ once', () => {
    const [organ] = PROFILE.organs;
    const twice = { ...PROFILE, organs: [...PROFILE.organs, { ...organ, name: 'Another name' }] };
    expect(findings(Profile, twice)).to.deep.equal(['organs: names one organ twice']);
  });

  it('names each threshold once', () => {
    const twice = { ...PROFILE, thresholds: [...PROFILE.thresholds, OVERSIGHT] };
    expect(findings(Profile, twice)).to.deep.equal(['thresholds: names one threshold twice']);
  });

  it('names only organs that it has, as those whose members count a secret ballot', () => {
    const at = 'thresholds.0.revision.rule.secret.tellers';
    expect(findings(Profile, profile({ rule: { secret: SECRET } }))).to.deep.equal([]);
    expect(findings(Profile, profile({ rule: { secret: { ...SECRET, tellers: 'tellers' } } }))).to.deep.equal([
      `${at}: names no organ of the profile`,
    ]);
  });

  it('names only organs that it has, as movers and as those who decide', () => {
    const words = (index: number, field: string) =>
      `thresholds.${index}.revision.${field}: names no organ of the profile`;
    expect(findings(Profile, profile({ revision: { movers: 'council' } }))).to.deep.equal([words(0, 'movers')]);
    expect(findings(Profile, profile({ rule: { organ: 'council' } }))).to.deep.equal([words(0, 'rule')]);
    const none = { ...PROFILE, organs: PROFILE.organs.slice(0, 1) };
    expect(findings(Profile, none)).to.deep.equal([words(1, 'movers')]);
  });

  it('reserves seats only for groups that it has, and names no group like a part in a matter', () => {
    const elected = (group: string) => ({
      ...COUNCIL,
      composition: { elected: { ...SEATS, seats: [{ count: 1, group }] } },
    });
    const withCouncil = (group: string) => council({ organs: [...PROFILE.organs, elected(group)] });
    const at = 'organs.2.composition.elected.seats.0';
    expect(findings(Profile, withCouncil('north'))).to.deep.equal([`${at}: names no group of the profile`]);
    expect(findings(Profile, withCouncil('west'))).to.deep.equal([]);
    const groups = [{ id: 'mover', name: 'Movers', members: ['XA'] }];
    expect(findings(Profile, profile({ groups }))).to.deep.equal(['groups.0.id: is the name of a role']);
  });

  it('counts nobody twice (S2)', () => {
    const panel = (members: string[]) => ({ id: 'panel', name: 'Panel', composition: { members } });
    const twice = 'names one member twice';
    expect(findings(Profile, profile({ organs: [...PROFILE.organs, panel(['XA', 'XB', 'XA'])] }))).to.deep.equal([
      `organs.2.composition.members.2: ${twice}`,
    ]);
    expect(findings(Profile, profile({ organs: [...PROFILE.organs, panel(['XA', 'XB'])] }))).to.deep.equal([]);
    const groups = [{ id: 'west', name: 'West', members: ['XA', 'XA'] }];
    expect(findings(Profile, profile({ groups }))).to.deep.equal([`groups.0.members.1: ${twice}`]);
    const weights = ['XA', 'XB', 'XB'].map((member) => ({ member, weight: '1' }));
    const measures = [{ id: 'tonnage', name: 'Tonnage', weights }];
    expect(findings(Profile, profile({ measures }))).to.deep.equal([`measures.0.weights.2: ${twice}`]);
  });

  it('has each member spoken for by one organisation (S16a)', () => {
    const speaking = (...lists: string[][]) =>
      profile({ organisations: lists.map((votesFor, index) => ({ member: `U${String(index)}`, votesFor })) });
    expect(findings(Profile, speaking(['XA'], ['XB']))).to.deep.equal([]);
    expect(findings(Profile, speaking(['XA', 'XA']))).to.deep.equal([
      'organisations.0.votesFor.1: names one member twice',
    ]);
    expect(findings(Profile, speaking(['XA', 'XB'], ['XB']))).to.deep.equal([
      'organisations.1.votesFor: names a member of another organisation',
    ]);
    expect(findings(Profile, speaking(['XA'], ['U0']))).to.deep.equal([
      'organisations.1.votesFor: names an organisation',
    ]);
  });

  it('has at most 250 seats in an organ, and no total of weights that is nothing', () => {
    const electing = (...counts: number[]) => ({
      ...COUNCIL,
      composition: { elected: { ...SEATS, seats: counts.map((count) => ({ count })) } },
    });
    expect(findings(Profile, profile({ organs: [...PROFILE.organs, electing(249, 1)] }))).to.deep.equal([]);
    expect(findings(Profile, profile({ organs: [...PROFILE.organs, electing(250, 1)] }))).to.deep.equal([
      'organs.2.composition.elected.seats: has more than 250 seats in all',
    ]);
    const measures = [{ id: 'tonnage', name: 'Tonnage', weights: [{ member: 'XA', weight: '1' }] }];
    const share = (total: string) => ({ measure: 'tonnage', ratio: { num: 1, den: 2 }, total });
    const entering = (total: string) =>
      profile({ measures, membership: { entryIntoForce: { shares: [share(total)], after: 'PT0S' } } });
    expect(findings(Profile, entering('1'))).to.deep.equal([]);
    expect(findings(Profile, entering('0'))).to.deep.equal([
      'membership.entryIntoForce.shares.0.total: a whole number from 1 as decimal digits',
    ]);
  });

  it('leads forward from step to step', () => {
    const at = 'thresholds.0.revision';
    const steps = (first: object, ...further: object[]) => profile({ rule: first, revision: { steps: further } });
    const vote = { id: 'vote', rule: RULE };
    const leadingTo = (step: string) => ({ then: { failure: step } });
    expect(findings(Profile, steps(leadingTo('vote'), vote))).to.deep.equal([]);
    expect(findings(Profile, steps({ then: { success: 'council' } }, vote))).to.deep.equal([
      `${at}.rule.then.success: names no step of the procedure`,
    ]);
    const back = { ...vote, rule: { ...RULE, ...leadingTo('vote') } };
    expect(findings(Profile, steps(leadingTo('vote'), back))).to.deep.equal([
      `${at}.steps.0.rule.then.failure: leads back, so that the matter might never end`,
    ]);
    expect(findings(Profile, steps(leadingTo('vote'), vote, vote))).to.deep.equal([
      `${at}.steps: names one step twice`,
    ]);
  });

  it('has at most 32 organs and thresholds, and none where its source states none', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ id: `o${index}`, name: 'An organ', composition: 'institutes' }));
    const extra = many(30);
    expect(Profile.safeParse({ ...PROFILE, organs: [...PROFILE.organs, ...extra] }).success).to.equal(true);
    expect(Profile.safeParse({ ...PROFILE, organs: [...PROFILE.organs, ...many(31)] }).success).to.equal(false);
    expect(Profile.safeParse({ ...PROFILE, organs: [], thresholds: [] }).success).to.equal(true);
    const thresholds = Array.from({ length: 33 }, (_, index) => ({ ...OVERSIGHT, id: `t${index}` }));
    expect(Profile.safeParse({ ...PROFILE, thresholds: thresholds.slice(1) }).success).to.equal(true);
    expect(Profile.safeParse({ ...PROFILE, thresholds }).success).to.equal(false);
  });

  it('has an id and a version of few, plain characters', () => {
    for (const change of [
      { id: 'C' },
      { id: 'a' },
      { id: 'a b' },
      { version: '' },
      { version: '-1' },
      { version: '1 0' },
    ]) {
      expect(Profile.safeParse({ ...PROFILE, ...change }).success, JSON.stringify(change)).to.equal(false);
    }
    for (const version of ['1', '1.0', '2026-11', 'A'.repeat(32)]) {
      expect(Profile.safeParse({ ...PROFILE, version }).success, version).to.equal(true);
    }
    expect(Profile.safeParse({ ...PROFILE, version: 'A'.repeat(33) }).success).to.equal(false);
  });

  it('waits some time before a key is replaced', () => {
    expect(Profile.safeParse({ ...PROFILE, keyRecovery: 'PT1S' }).success).to.equal(true);
    expect(Profile.safeParse({ ...PROFILE, keyRecovery: 'P0D' }).success).to.equal(false);
  });
});

describe('a clock rule', () => {
  const { clock } = PROFILE;

  it('bounds clocks below the five minutes of the peer’s own check', () => {
    for (const bound of ['PT1S', 'PT299S', 'PT4M59S']) {
      expect(ClockRule.safeParse({ ...clock, aheadBy: bound, behindBy: bound }).success, bound).to.equal(true);
    }
    for (const bound of ['PT0S', 'PT300S', 'PT5M', 'P1D', 'P999999999Y', '5 s']) {
      expect(ClockRule.safeParse({ ...clock, aheadBy: bound }).success, bound).to.equal(false);
      expect(ClockRule.safeParse({ ...clock, behindBy: bound }).success, bound).to.equal(false);
    }
  });

  it('has the seat as a fixed offset, no time zone', () => {
    expect(ClockRule.safeParse({ ...clock, seat: '-05:00' }).success).to.equal(true);
    for (const seat of ['Europe/Vienna', 'Z', '+1', '+01:07']) {
      expect(ClockRule.safeParse({ ...clock, seat }).success, seat).to.equal(false);
    }
  });
});

describe('a decision rule', () => {
  it('takes every base of treaty practice', () => {
    for (const base of ['allMembers', 'allEntitled', 'cast', 'presentAndVoting']) {
      expect(DecisionRule.parse({ ...RULE, base })).to.deep.equal({ ...RULE, base });
    }
    expect(Base.options).to.deep.equal(['allMembers', 'allEntitled', 'cast', 'presentAndVoting']);
  });

  const VALID: readonly object[] = [
    { strict: false },
    { strict: true },
    { ratio: { num: 1, den: 1 } },
    { ratio: { num: 1, den: 1 }, strict: false },
    { quorum: 1 },
    { quorum: 1001 },
    { quorum: { num: 1, den: 1 } },
    { notice: 'PT0S' },
    { notice: 'P100Y' },
    { window: 'P100Y' },
    { window: 'PT1S' },
    { revote: true, earlyClose: true },
    { polarity: 'stop' },
    { polarity: 'object', bindsObjectors: false },
    { onSilence: 'adopted' },
    { revote: true, changesUntil: 'effective' },
    { ratio: undefined, floor: 3 },
    { exclude: ['mover', 'concerned', 'XA', 'west'] },
    { secret: SECRET },
    { secret: SECRET, revote: true, changesUntil: 'effective', quorum: 2, exclude: ['concerned'] },
    { secret: SECRET, polarity: 'object', bindsObjectors: true, vetoSeats: [], earlyClose: false },
  ];
  for (const change of VALID) {
    it(`may have ${JSON.stringify(change)}`, () => {
      expect(DecisionRule.parse({ ...RULE, ...change })).to.deep.equal({ ...RULE, ...change });
    });
  }

  const INVALID: readonly object[] = [
    // S5: integers 1 <= num <= den.
    { ratio: { num: 0, den: 1 } },
    { ratio: { num: 3, den: 2 } },
    { ratio: { num: 1, den: 0 } },
    { ratio: 0.5 },
    // S6: strict together with num = den could never be met.
    { ratio: { num: 1, den: 1 }, strict: true },
    { ratio: { num: 3, den: 3 }, strict: true },
    // S7: a quorum is at least one.
    { quorum: 0 },
    { quorum: 1.5 },
    { quorum: { num: 2, den: 1 } },
    // S9: words that nobody has defined.
    { base: 'present' },
    { polarity: 'veto' },
    { onSilence: 'perhaps' },
    { organ: 'The Conference' },
    { notice: 'P100Y1D' },
    { window: 'PT0S' },
    { window: 'P101Y' },
    { window: 'P999999999Y' },
    { window: 'a while' },
    { revote: 'yes' },
    { changesUntil: 'effective' },
    { bindsObjectors: false },
    { ratio: undefined },
    { polarity: 'object', vetoSeats: ['XA'] },
    { exclude: ['X A'] },
    { secret: true },
    { secret: { ...SECRET, agreeing: 0 } },
    { secret: { ...SECRET, within: 'PT0S' } },
    { secret: { ...SECRET, tellers: undefined } },
  ];
  for (const change of INVALID) {
    it(`may not have ${JSON.stringify(change)}`, () => {
      expect(DecisionRule.safeParse({ ...RULE, ...change }).success).to.equal(false);
    });
  }

  it('says why strictly more than the whole is refused', () => {
    const rule = { ...RULE, ratio: { num: 1, den: 1 }, strict: true };
    expect(findings(DecisionRule, rule)).to.deep.equal(['strict: could never be met']);
  });

  const ASKING: Readonly<Record<string, object>> = {
    groupMajorities: { groupMajorities: [{ group: 'west', ratio: { num: 1, den: 2 } }] },
    weightMajorities: { weightMajorities: [{ measure: 'tonnage', ratio: { num: 1, den: 2 } }] },
    namedAssents: { namedAssents: ['XA'] },
    vetoSeats: { vetoSeats: ['XA'] },
    lateSwing: { lateSwing: { within: 'PT1H', extension: 'PT1H' } },
    earlyClose: { earlyClose: true },
    bindsObjectors: { polarity: 'object', bindsObjectors: false },
  };
  for (const [field, change] of Object.entries(ASKING)) {
    it(`cannot be secret and ask for ${field}`, () => {
      expect(findings(DecisionRule, { ...RULE, ...change })).to.deep.equal([]);
      expect(findings(DecisionRule, { ...RULE, ...change, secret: SECRET })).to.deep.equal([
        `${field}: asks who voted what, and a secret ballot does not tell`,
      ]);
    });
  }

  for (const field of ['organ', 'polarity', 'base', 'window']) {
    it(`has no default for its ${field} (S8)`, () => {
      const { [field as 'organ']: _, ...rest } = RULE;
      expect(DecisionRule.safeParse(rest).success).to.equal(false);
    });
  }
});

describe('the parts of a profile', () => {
  it('a counting method is a name and a version', () => {
    expect(CountingMethod.safeParse({ name: 'training-compute', version: '1.2-rc' }).success).to.equal(true);
    for (const change of [{ name: 'Training' }, { name: '1a' }, { version: '' }, { version: '.1' }, { unit: 'FLOP' }]) {
      const method = { name: 'training-compute', version: '1', ...change };
      expect(CountingMethod.safeParse(method).success, JSON.stringify(change)).to.equal(false);
    }
  });

  it('an organ is made of states parties, of institutes, or of the members that the treaty names', () => {
    const organ = { id: 'panel', name: 'Scientific Panel', composition: 'institutes' };
    expect(Organ.parse(organ)).to.deep.equal(organ);
    expect(Organ.safeParse({ ...organ, composition: { members: ['XA'] } }).success).to.equal(true);
    expect(Organ.safeParse({ ...organ, composition: 'experts' }).success).to.equal(false);
  });

  it('a threshold has its value as decimal text, never as a JSON number', () => {
    expect(ThresholdRule.parse(OVERSIGHT)).to.deep.equal(OVERSIGHT);
    for (const value of [1e25, '1e25', '-1', '']) {
      expect(ThresholdRule.safeParse({ ...OVERSIGHT, value }).success, String(value)).to.equal(false);
    }
    const revision = { movers: 'conference', rule: RULE, effectiveAfter: 'P200Y' };
    expect(ThresholdRule.safeParse({ ...OVERSIGHT, revision }).success).to.equal(false);
  });
});
