// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ProposalStanding } from '../../../chaincode/src/protocol/index.ts';
import { Desk, OPENING, PROFILE, type Receipt } from './desk.ts';

const BY_ALL = {
  organ: 'conference',
  polarity: 'adopt',
  ratio: { num: 2, den: 3 },
  base: 'allMembers',
  window: 'P14D',
};
/** A profile with the fields that no shipped file fills. */
const WHOLE = {
  ...PROFILE,
  id: 'whole',
  groups: [{ id: 'west', name: 'West', members: ['XA'] }],
  measures: [{ id: 'tonnage', name: 'Tonnage', weights: [{ member: 'XA', weight: '7' }] }],
  organisations: [{ member: 'XB', votesFor: ['XA'] }],
  amendment: { movers: 'conference', rule: BY_ALL, effectiveAfter: 'P6M', onOpenProposals: 'restart' },
  outage: { extension: 'PT24H', most: 2 },
  membership: {
    examination: true,
    entryIntoForce: {
      groups: [{ group: 'west', count: 1 }],
      shares: [{ measure: 'tonnage', ratio: { num: 1, den: 2 }, total: '10' }],
      after: 'P1D',
      belowNumber: 'suspended',
    },
    reservations: { allowed: 'listed', provisions: ['Article 5'], objectionWithin: 'P12M' },
    provisionalApplication: true,
  },
};
const SAID = [
  'west West: XA',
  'tonnage Tonnage: XA 7',
  'XB votes for XA',
  'Proposals that are open then begin anew.',
  'takes effect 6 months after its adoption',
  'outage extension: 24 hours; most: 2',
  'examination yes',
  'groups: group: west; count: 1; shares: measure: tonnage; ratio: 1/2; total: 10; after: 1 day; below number: suspended',
  'reservations allowed: listed; provisions: Article 5; objection within: 12 months',
  'provisional application yes',
  'counted by total-operations@1',
];

describe('depositary profile', () => {
  const desk = new Desk();
  after(() => {
    desk.remove();
  });

  it('list shows the profile for use and the 27 proposals, and marks what binds nobody', async () => {
    const { profiles } = await desk.json<{ profiles: { id: string }[] }>('profile list');
    expect(profiles).to.have.lengthOf(28);
    expect(await desk.flat('profile list')).to.match(/buhl-2024 component, non-binding no threshold Safety cases/);
  });

  it('show tells what is stated and where, and what is left open', async () => {
    const words = await desk.flat('profile show narrow-path-2024');
    expect(words).to.include('lower Lower Compute Limit: not stated');
    expect(words).to.include('If carried, it goes on to the step "decision".');
    expect(words).to.match(/not stated scope, thresholds\.lower\.value/);
    expect(await desk.flat('profile show sb-1047-2024')).to.include('training-compute > 1e26');
    const { profile } = await desk.json<{ profile: { id: string } }>('profile show eu-ai-act-2024');
    expect(profile.id).to.equal('eu-ai-act-2024');
  });

  it('show leaves out nothing that a file states', async () => {
    const coe = await desk.flat('profile show coe-framework-convention-2024');
    expect(coe).to.include('Membership entry into force count: 5; after: 3 months');
    expect(coe).to.include('membership.entryIntoForce Engadget, 5 September 2024 (secondary: somebody else’s summary)');
    expect(coe).to.include('notes In the words of the paper the first treaty on AI that binds in law.');
    const scholefield = await desk.flat('profile show scholefield-2025');
    expect(scholefield).to.include('scope civil: yes; military: yes');
    expect(scholefield).to.include('What it provides decider The AI Safety Institutes set the threshold');
    expect(scholefield).to.match(/audits kind: Model audit: evaluations and red-teaming; who: AI Safety Institutes or/);
    expect(scholefield).to.include('entry into force named: US, CN; after: no time');
    expect(scholefield).to.include('lab exemption exempt: no; condition: No exception for an international research');
    const sb = await desk.flat('profile show sb-1047-2024');
    expect(sb).to.include('Nothing is proposed before 1 January 2027, 08:00 UTC.');
    expect(sb).to.match(/thresholds\.fine-tune-cost Public wiki on the bill \(secondary/);
    expect(await desk.flat('profile show narrow-path-2024')).to.match(/permanentMembers .*: PERMANENT-1, PERMANENT-2/);
    expect(await desk.flat('profile show conditional-ai-safety-treaty')).to.match(
      /withdrawal notice: 12 months; conditions: The reasons for leaving are stated On the ledger clock ahead by: 5 seconds/,
    );
  });

  it('show has a word for every field of a file', async () => {
    const file = desk.file('whole.json', WHOLE);
    const words = await desk.flat(`profile show ${file}`);
    for (const said of SAID) expect(words).to.include(said);
  });

  it('lint answers with what it refuses and warns of, and ends with a refusal where something can never work', async () => {
    expect(await desk.words('profile lint eu-ai-act-2024')).to.match(/It can work; 4 warnings\.\n$/);
    const never = {
      ...PROFILE,
      organs: [...PROFILE.organs, { id: 'panel', name: 'Panel', composition: { members: ['XA'] } }],
    };
    const rule = { organ: 'panel', polarity: 'adopt', base: 'cast', floor: 2, window: 'PT1H' };
    const amendment = { movers: 'panel', rule, effectiveAfter: 'PT0S', onOpenProposals: 'continue' };
    const file = desk.file('never.json', { ...never, amendment });
    const { stdout, refusal } = await desk.run(`profile lint ${file} --json`);
    expect(JSON.parse(stdout)).to.deep.include({ isWorkable: false });
    expect(refusal).to.deep.equal({
      code: 'PROFILE_UNWORKABLE',
      details: { field: 'amendment.rule', problem: 'no votes whatever could meet it' },
    });
  });

  // Bad input: each a coded error with the path of the field, and nothing stored.
  describe('refuses', () => {
    const [EARLY] = PROFILE.thresholds;
    const revised = (rule: object) => ({
      ...PROFILE,
      thresholds: [{ ...EARLY, revision: { ...EARLY?.revision, rule: { ...EARLY?.revision.rule, ...rule } } }],
    });
    const organ = (name: string) => ({ ...PROFILE, organs: [{ ...PROFILE.organs[0], name }, PROFILE.organs[1]] });
    const members = Array.from({ length: 10_000 }, (_, index) => `M${String(index)}`);
    const weights = (weight: string) => [{ id: 'tonnage', name: 'Tonnage', weights: [{ member: 'XA', weight }] }];
    const cases: [what: string, profile: object, field: string | RegExp][] = [
      ['an unknown field', { ...PROFILE, preamble: 'Recalling' }, 'preamble'],
      ['a ratio above one', revised({ ratio: { num: 3, den: 2 } }), 'thresholds.0.revision.rule.ratio.num'],
      ['a window of nothing', revised({ window: 'PT0S' }), 'thresholds.0.revision.rule.window'],
      ['10,000 members', { ...PROFILE, groups: [{ id: 'all', name: 'All', members }] }, 'groups.0.members'],
      ['a negative weight', { ...PROFILE, measures: weights('-1') }, 'measures.0.weights.0.weight'],
      ['a weight that is a fraction', { ...PROFILE, measures: weights('0.5') }, 'measures.0.weights.0.weight'],
      ['a rule that names no organ', revised({ organ: 'council' }), 'thresholds.0.revision.rule'],
      ['a name in mixed scripts', organ('C\u043Enference'), 'organs.0.name'],
      ['a name with a bidi control', organ('Conference\u202E'), 'organs.0.name'],
    ];
    for (const [what, profile, field] of cases)
      it(what, async () => {
        const file = desk.file('bad.json', profile);
        const { refusal, stdout } = await desk.run(`profile lint ${file}`);
        const code = what === '10,000 members' ? ['PROFILE_INVALID', 'BYTES_TOO_MANY'] : ['PROFILE_INVALID'];
        expect(code).to.include(refusal?.code);
        expect(stdout).to.equal('');
        if (refusal?.code === 'PROFILE_INVALID') expect(refusal.details).to.include({ file, field });
      });

    it('a name that is neither a file nor a profile', async () => {
      await desk.refuses('profile show nobody-2024', 'PROFILE_UNKNOWN', { name: 'nobody-2024' });
    });
  });
});

describe('a treaty whose profile has organs, resolutions and amendments', () => {
  let desk: Desk;
  const RULE = {
    organ: 'conference',
    polarity: 'adopt',
    ratio: { num: 2, den: 3 },
    base: 'allMembers',
    window: 'P14D',
    earlyClose: true,
  };
  const WAY = { movers: 'conference', rule: RULE, effectiveAfter: 'PT0S' };
  const council = {
    ...{ id: 'council', name: 'Council' },
    composition: { elected: { seats: [{ count: 2 }], term: 'P2Y', mostTerms: 2, election: WAY } },
  };
  const PROFILE_2 = {
    ...PROFILE,
    organs: [...PROFILE.organs, council],
    amendment: { ...WAY, onOpenProposals: 'continue' },
    suspension: { ...WAY, rule: { ...RULE, base: 'allEntitled', exclude: ['concerned'] } },
    resolutions: [{ id: 'statement', name: 'Statement', ...WAY, rule: { ...RULE, revote: true } }],
    outage: { extension: 'PT24H', most: 1 },
    membership: {
      entryIntoForce: { count: 3, after: 'PT0S', belowNumber: 'suspended' },
      withdrawal: { notice: 'P1Y' },
    },
  };
  const carried = async (line: string, ...more: string[]): Promise<void> => {
    const { events } = await desk.json<Receipt>(line, ...more);
    const made = events.find((event) => event.type === 'ProposalMade');
    const id = made?.proposal ?? '';
    for (const member of made?.electorate ?? []) {
      if (made?.rule.exclude?.includes(member) !== true) await desk.words(`vote ${id} yes --as ${member}/head`);
    }
    await desk.words(`proposal close ${id} --as XA/head`);
  };

  before(async () => {
    desk = new Desk();
    await desk.words(
      `treaty open ${desk.file('opening.json', { ...OPENING, profile: PROFILE_2 })} --as SEC/depositary`,
    );
    for (const member of ['XA', 'XB', 'XC']) {
      await desk.words(`representative head --as ${member}/head --full-powers`);
      await desk.words(`party deposit --kind ratification --as ${member}/head`);
    }
  });
  after(() => {
    desk.remove();
  });

  it('elects to a seat, shows the organ, and takes the seat back', async () => {
    await carried('organ elect council XB --title "XB to the council" --as XA/head');
    expect(await desk.flat('organ show council')).to.match(
      /organ council: Council made of elected to 2 seats for 2 years, at most 2 terms in a row members XB seats XB from/,
    );
    await desk.words('organ vacate council --reason "Too few." --as XB/head');
    const { organs } = await desk.json<{ organs: { members: string[] }[] }>('organ show council');
    expect(organs.map(({ members }) => members)).to.deep.equal([[]]);
    await desk.refuses('organ show senate', 'ORGAN_UNKNOWN', { organ: 'senate' });
    expect(await desk.flat('organ show --at 2020-01-01T00:00:00Z')).to.include('members nobody');
  });

  it('resolves, enters a note, and extends a window after an outage', async () => {
    const made = await desk.json<Receipt & { proposal: string }>(
      'proposal resolve statement --title "A statement" --as XA/head',
      '--text',
      'It is noted.',
    );
    expect(
      await desk.words(`proposal extend ${made.proposal} --outage XC --reason "A flood." --as SEC/depositary`),
    ).to.match(/after an outage of XC: A flood\.\n/);
    await desk.refuses(`proposal extend ${made.proposal} --as XA/head`, 'WINDOW_NOT_SWUNG');
    const note = desk.file('note.txt', 'We vote no.');
    const { proposal } = await desk.json<ProposalStanding>(`proposal show ${made.proposal}`);
    const received = proposal.votingFrom;
    expect(
      await desk.words(
        `proposal receive ${made.proposal} XC no --received ${received} --note ${note} --as SEC/depositary`,
      ),
    ).to.match(/^XC votes no on .*, by a note received/);
    const { ballots } = await desk.json<ProposalStanding>(`proposal show ${made.proposal}`);
    expect(ballots.map(({ member, by }) => [member, by])).to.deep.equal([['XC', 'SEC/depositary']]);
    const second = `proposal receive ${made.proposal} XC yes --note ${note} --as SEC/depositary`;
    await desk.refuses(`${second} --received ${received}`, 'BALLOT_SUPERSEDES_OTHER', {
      expected: ballots[0]?.ballot ?? '',
    });
    expect(await desk.words(`${second} --received ${received} --change`)).to.match(/^XC votes yes on .* instead, by a/);
    expect(await desk.flat(`proposal show ${made.proposal}`)).to.include('change to resolve (statement): It is noted.');
  });

  it('suspends a party and restores it', async () => {
    await carried(
      'party suspend XC --title "Suspend XC" --until 2100-01-01T00:00:00Z --as XA/head',
      '--ground',
      'It refused.',
    );
    await desk.refuses('proposal resolve statement --title x --text y --as XC/head', 'RIGHTS_SUSPENDED', {
      member: 'XC',
    });
    await carried('party restore XC --title "Restore XC" --as XA/head', '--ground', 'It complied.');
    expect(await desk.flat('organ show conference')).to.include('members XA, XB, XC');
  });

  it('amends its profile, and decides by the new one', async () => {
    const withdrawal = { notice: 'P1Y', conditions: ['Facilities dismantled'] };
    const membership = { ...PROFILE_2.membership, withdrawal };
    const file = desk.file('next.json', { ...PROFILE_2, version: '2', keyRecovery: 'P30D', membership });
    await carried(`profile amend ${file} --title "Wait longer" --as XA/head`);
    const made = await desk.json<Receipt>(
      'proposal resolve statement --title "Another" --as XA/head',
      '--text',
      'Noted again.',
    );
    expect(made.events.flatMap((event) => (event.type === 'ProposalMade' ? [event.profile] : []))).to.deep.equal(['2']);
    expect(await desk.flat('treaty show')).to.include('profile cli-treaty, version 2 network');
    expect((await desk.json<{ profile: { version: string } }>('treaty show')).profile.version).to.equal('2');
    const notice = await desk.json<Receipt>('party withdraw --condition Done. --as XC/head');
    expect(notice.events).to.have.lengthOf(1);
    await desk.words('party revoke-withdrawal --as XC/head');
  });

  it('shows the version in force, and the one that is to take its place', async () => {
    const other = new Desk();
    const [here, waiting] = [
      desk,
      { ...PROFILE_2, membership: {}, amendment: { ...PROFILE_2.amendment, effectiveAfter: 'P30D' } },
    ];
    desk = other;
    await other.words(
      `treaty open ${other.file('opening.json', { ...OPENING, profile: waiting })} --as SEC/depositary`,
    );
    await other.words('representative head --as XA/head --full-powers');
    await other.words('party deposit --kind ratification --as XA/head');
    const file = other.file('next.json', { ...waiting, version: '2', keyRecovery: 'P30D' });
    await carried(`profile amend ${file} --title "Wait longer" --as XA/head`);
    expect(await other.flat('treaty show')).to.match(
      /profile cli-treaty, version 1; version 2 takes its place on \d+ \w+ \d+, 00:00 UTC network/,
    );
    desk = here;
    other.remove();
  });

  it('tells which version of a threshold binds a party, and why', async () => {
    expect(await desk.flat('threshold show early --party XB')).to.match(
      /^XB on .*: party early 1e26, counted by total-operations@1 \(T-\w{10}\) versions T-\w{10} 1e26 from .* binds with the treaty/,
    );
    expect(await desk.flat('threshold show --party XB --at 2020-01-01T00:00:00Z')).to.match(
      /: invited The treaty is not in force for it: no threshold binds it\. $/,
    );
  });

  it('says of a threshold that the treaty is suspended, once too few are parties', async () => {
    const then = '--at 2100-01-01T00:00:00Z';
    for (const show of ['threshold show', 'threshold show early', 'threshold show early --party XB'])
      expect(await desk.json(`${show} ${then}`)).not.to.have.property('isSuspended');
    await desk.words('party withdraw --condition Done. --as XC/head');
    for (const show of ['threshold show', 'threshold show early', 'threshold show early --party XB']) {
      expect(await desk.json(`${show} ${then}`)).to.include({ isSuspended: true });
      expect(await desk.flat(`${show} ${then}`)).to.match(/^The treaty is suspended: its parties are fewer than/);
      expect(await desk.json(show)).not.to.have.property('isSuspended');
    }
  });
});
