// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { countOf, examine, Known, missing, type Need } from '../../../chaincode/src/domain/index.ts';
import { AFTER, council, resolve, UNTIL, WAY } from '../../support/domain/council.ts';
import { hexDigest, keyNamed } from '../../support/domain/keys.ts';
import {
  commitmentOf,
  commitments,
  inSecret,
  MOTION,
  P,
  SCRUTINEERS,
  SECRET,
  secretly,
} from '../../support/domain/secret.ts';
import {
  close,
  commit,
  DAY,
  extend,
  later,
  madeBy,
  move,
  proposalOf,
  receive,
  report,
  RULE,
  stampOf,
  T0,
  vote,
  withdraw,
  type Step,
} from '../../support/domain/steps.ts';
import { given, type World } from '../../support/domain/world.ts';

/** The end of the tellers' time, 24 hours after the voting. */
const LAST = '2026-11-27T10:00:00Z';
const OPEN = [...inSecret(), MOTION];
const VOTED = [...OPEN, ...commitments(P, { XA: 'yes', XB: 'no', XC: 'yes' })];
const counts = (yes: number, no: number, abstain = 0) => ({ yes, no, abstain });
const TRUE = counts(2, 1);
const told = (teller: string, said: object = TRUE, options: object = {}) =>
  report(`${teller}/head`, P, { ...said }, { now: AFTER, ...options });
const reported = (teller: string, said: object = TRUE, rest: object = {}) => ({
  ...{ type: 'CountReported', proposal: P, teller, counts: said, missing: [], sealedBy: keyNamed(`${teller}/head`) },
  ...rest,
});
const closing = (now = later(AFTER, 1)): Step => close('XA/head', P, { now });
const tally = (result: string, yes: number, no: number, rest: object = {}) => ({
  ...{ result, entitled: 3, base: 3, tally: { yes, no, abstain: 0, silent: 3 - yes - no }, ignored: [] },
  ...rest,
});
const UNCOUNTED = { result: 'uncounted', entitled: 3, base: 0, tally: {}, ignored: [] };
const failed = (rest: object = UNCOUNTED) => ({
  ...{ type: 'ProposalFailed', proposal: P, tally: rest, why: 'too few tellers have reported the same count in time' },
});

describe('a secret ballot', () => {
  describe('as it is opened', () => {
    it('freezes its tellers, the members of their organ (R-95)', () => {
      given(...inSecret())
        .when(MOTION)
        .then({
          ...{ type: 'ProposalMade', proposal: P, title: 'Lower the threshold', subject: MOTION.act.body.subject },
          ...{ profile: '1.0', rule: { ...RULE, secret: SECRET }, electorate: ['XA', 'XB', 'XC'] },
          ...{ tellers: ['SEC', 'AISI-XA', 'AISI-XB'], effectiveAfter: 'PT0S', votingFrom: T0, votingUntil: UNTIL },
        });
    });

    // Without R-95 a candidate would count the votes on itself.
    it('has no teller who is concerned, as in an election of one of them (R-95)', () => {
      const seats = { seats: [{ count: 1 }], term: 'P2Y', election: { ...WAY, rule: { ...RULE, secret: SECRET } } };
      const bureau = { id: 'bureau', name: 'Bureau', composition: { elected: seats } };
      const organs = [...council().organs, SCRUTINEERS, bureau];
      const motion = move('XA/head', { type: 'election', organ: 'bureau', member: 'SEC' });
      const made = given(...inSecret(council({ organs })), motion).world.get('Proposal', proposalOf(motion));
      expect(made.tellers).to.deep.equal(['AISI-XA', 'AISI-XB']);
    });

    it('is not opened where too few could count it (R-95)', () => {
      const concerned = resolve('statement', { concerned: 'SEC' });
      const rules = secretly({ secret: { ...SECRET, agreeing: 3 } });
      const details = { organ: 'scrutineers', agreeing: 3, tellers: ['AISI-XA', 'AISI-XB'] };
      given(...inSecret(rules))
        .when(concerned)
        .thenRefuses('TELLERS_TOO_FEW', details);
    });

    it('ends a procedure of which it would be the next step, where too few could count it (R-95)', () => {
      const secret = { ...SECRET, agreeing: 3 };
      const further = { steps: [{ id: 'secretly', rule: { ...RULE, secret } }] };
      const rules = secretly({ secret: undefined, then: { success: 'secretly' } }, {}, further);
      const motion = resolve('statement', { concerned: 'AISI-XA' });
      const id = proposalOf(motion);
      const steps = [...inSecret(rules), motion, ...['XA', 'XB'].map((member) => vote(`${member}/head`, id, 'yes'))];
      given(...steps)
        .when(close('XA/head', id, { now: AFTER }))
        .then({
          ...{ type: 'ProposalFailed', proposal: id, tally: tally('adopted', 2, 0) },
          why: 'the secret ballot of the next step has too few tellers',
        });
    });

    // A regional organisation that its member displaces by a vote of its own would tell what that member has done.
    it('lets no organisation vote for its members (R-51)', () => {
      const rules = secretly({}, { organisations: [{ member: 'XD', votesFor: ['XA', 'XB'] }] });
      const steps = [...inSecret(rules, 'XA', 'XB', 'XC', 'XD'), MOTION];
      expect(given(...steps).world.get('Proposal', P).composition).to.equal(undefined);
      given(...steps)
        .when(commit('XD/head', P, commitmentOf(P, 'XD', 'yes')))
        .thenRefuses('BALLOT_NOT_ENTITLED', { member: 'XD', proposal: P, electorate: ['XA', 'XB', 'XC'] });
    });
  });

  describe('is cast by a commitment', () => {
    const commitment = commitmentOf(P, 'XA', 'yes');

    it('which the ledger stores in place of a choice (R-94)', () => {
      const cast = commit('XA/head', P, commitment);
      const said = { proposal: P, member: 'XA', sealedBy: keyNamed('XA/head'), commitment };
      given(...OPEN)
        .when(cast)
        .then({ type: 'VoteCast', ...said });
      const { id } = cast.act;
      given(...OPEN)
        .when(cast)
        .thenChanges({ kind: 'Ballot', ...madeBy(cast), ...said, ballot: id, by: 'XA/head', cast: T0 });
    });

    it('and never by its choice, which all would see; nor an open one by a commitment (R-94)', () => {
      given(...OPEN)
        .when(vote('XA/head', P, 'yes'))
        .thenRefuses('BALLOT_MUST_BE_SECRET', { proposal: P });
      given(...inSecret(secretly({ secret: undefined })), MOTION)
        .when(commit('XA/head', P, commitment))
        .thenRefuses('BALLOT_MUST_BE_OPEN', { proposal: P });
    });

    it('once, or again where votes may be changed, the former commitment being kept (R-53, R-54)', () => {
      const [first] = commitments(P, { XA: 'yes' });
      if (first === undefined) throw new Error('There is a ballot.');
      const again = commitmentOf(P, 'XA', 'no', ' again');
      const second = commit('XA/head', P, again, { supersedes: first.act.id, now: UNTIL });
      given(...OPEN, first)
        .when(second)
        .thenRefuses('BALLOT_ALREADY_CAST', { member: 'XA', proposal: P, ballot: first.act.id });
      const { world } = given(...inSecret(secretly({ revote: true })), MOTION, first, second);
      expect(world.get('Ballot', P, 'XA')).to.deep.include({
        commitment: again,
        former: [{ ballot: first.act.id, commitment, cast: T0 }],
      });
    });

    it('in a note as well, of which the depositary learns the commitment and not the vote (R-69, R-94)', () => {
      const note = { proposal: P, member: 'XC', commitment: commitmentOf(P, 'XC', 'no') };
      given(...OPEN)
        .when(receive(note, T0))
        .then({
          ...{ type: 'NoteReceived', ...note, received: T0, note: hexDigest('a note') },
          sealedBy: keyNamed('SEC/depositary'),
        });
      given(...OPEN)
        .when(receive({ proposal: P, member: 'XC', choice: 'no' }, T0))
        .thenRefuses('BALLOT_MUST_BE_SECRET', { proposal: P });
    });

    it('lacks only ballots, as far as anybody can tell', () => {
      const { world } = given(...inSecret(secretly({ quorum: 2 })), MOTION, ...commitments(P, { XB: 'no' }));
      expect(lackOf(world)).to.deep.equal({ forQuorum: 1, silent: ['XA', 'XC'] });
    });
  });

  describe('is counted by its tellers', () => {
    it('each of whom reports once the voting is over, until its last instant (R-96)', () => {
      const said = reported('SEC');
      given(...VOTED)
        .when(told('SEC'))
        .then(said);
      given(...VOTED)
        .when(told('SEC', TRUE, { now: LAST }))
        .then(said);
      const refusing = (now: string) => given(...VOTED).when(told('SEC', TRUE, { now }));
      refusing(UNTIL).thenRefuses('REPORT_TOO_EARLY', { proposal: P, until: UNTIL, now: UNTIL });
      const late = later(LAST, 1);
      refusing(late).thenRefuses('REPORT_TOO_LATE', { proposal: P, until: LAST, now: late });
    });

    it('waits for the clock of the endorsing peer too (R-96)', () => {
      expect(
        given(...VOTED)
          .when(told('SEC'))
          .notBefore(),
      ).to.equal(UNTIL);
    });

    it('stores the report with the act, the key and the instant, and touches nothing else', () => {
      const reporting = told('SEC', counts(1, 1), { missing: ['XC'] });
      given(...VOTED)
        .when(reporting)
        .thenChanges({
          ...{ kind: 'CountReport', ...madeBy(reporting), proposal: P, teller: 'SEC', report: reporting.act.id },
          ...{ by: 'SEC/head', counts: counts(1, 1), missing: ['XC'], sealedBy: keyNamed('SEC/head'), reported: AFTER },
        });
    });

    it('and by nobody else, nor by one who has no part any more (R-96, R-57)', () => {
      const tellers = ['SEC', 'AISI-XA', 'AISI-XB'];
      given(...VOTED)
        .when(told('XA'))
        .thenRefuses('REPORT_NOT_TELLER', { member: 'XA', proposal: P, tellers });
      const states = { ...SCRUTINEERS, composition: { members: ['XA', 'XB'] } };
      const rules = secretly({}, { organs: [...council().organs, states] });
      const voted = [...inSecret(rules), MOTION, ...commitments(P, { XA: 'yes' })];
      const record = { kind: 'Suspension', ...madeBy(MOTION), party: 'XB', from: T0, ground: 'Refusal.', proposal: P };
      given(...voted)
        .having(record)
        .when(told('XB', counts(1, 0)))
        .thenRefuses('RIGHTS_SUSPENDED', { member: 'XB' });
      const left = { ...given(...voted).world.get('Party', 'XB'), status: 'withdrawing', effective: T0 };
      given(...voted)
        .having({ ...left, notice: MOTION.act.id })
        .when(told('XB', counts(1, 0)))
        .thenRefuses('PARTY_NOT_BOUND', { member: 'XB', status: 'withdrawn', expected: 'bound' });
    });

    it('who correct a report by naming it (R-96)', () => {
      const first = told('SEC', counts(1, 2));
      const { id } = first.act;
      given(...VOTED, first)
        .when(told('SEC', TRUE, { supersedes: id }))
        .then(reported('SEC', TRUE, { supersedes: id }));
      given(...VOTED, first)
        .when(told('SEC'))
        .thenRefuses('REPORT_SUPERSEDES_OTHER', { expected: id });
      given(...VOTED)
        .when(told('SEC', TRUE, { supersedes: id }))
        .thenRefuses('REPORT_SUPERSEDES_OTHER', { expected: 'none' });
    });

    it('who account for every ballot by a word or by name (R-97)', () => {
      const attempt = (said: object, lacking: readonly string[] = []) =>
        given(...VOTED).when(told('SEC', said, { missing: lacking }));
      const expected = ['abstain', 'no', 'yes'];
      attempt({ yes: 2, no: 1 }).thenRefuses('REPORT_WORDS_FOREIGN', { proposal: P, expected });
      attempt({ stop: 2, proceed: 1, abstain: 0 }).thenRefuses('REPORT_WORDS_FOREIGN', { proposal: P, expected });
      attempt(counts(2, 0), ['XD']).thenRefuses('REPORT_MISSING_FOREIGN', { proposal: P, member: 'XD' });
      attempt(counts(1, 0), ['XB', 'XB']).thenRefuses('REPORT_MISSING_FOREIGN', { proposal: P, member: 'XB' });
      attempt(counts(2, 0)).thenRefuses('REPORT_COUNT_OFF', { proposal: P, reported: 2, ballots: 3 });
      attempt(counts(2, 1), ['XB']).thenRefuses('REPORT_COUNT_OFF', { proposal: P, reported: 4, ballots: 3 });
      attempt(counts(0, 0, 1), ['XB', 'XC']).then(reported('SEC', counts(0, 0, 1), { missing: ['XB', 'XC'] }));
    });

    it('and never where voting is open, over, or ended by an amendment (R-94, R-40, R-58)', () => {
      given(...inSecret())
        .when(told('SEC'))
        .thenRefuses('PROPOSAL_UNKNOWN', { proposal: P });
      given(...inSecret(secretly({ secret: undefined })), MOTION)
        .when(told('SEC'))
        .thenRefuses('PROPOSAL_NOT_SECRET', { proposal: P });
      given(...VOTED, withdraw('XA/head', P))
        .when(told('SEC'))
        .thenRefuses('PROPOSAL_NOT_OPEN', { proposal: P, status: 'withdrawn' });
      const amending = secretly({}, { amendment: { ...WAY, onOpenProposals: 'withdraw' } });
      const { world } = given(...inSecret(amending), MOTION);
      const [profile, treaty] = [world.get('Profile', '1.0'), world.get('Treaty')];
      given(...inSecret(amending), MOTION)
        .having(
          { ...profile, version: '2.0', profile: { ...amending, version: '2.0' } },
          { ...treaty, next: { version: '2.0', from: UNTIL } },
        )
        .when(told('SEC'))
        .thenRefuses('PROPOSAL_AMENDED_AWAY', { proposal: P, profile: '1.0' });
    });

    // Without R-98 a ballot that joins after a report makes that report false, and so keeps the count from being agreed on.
    it('whose count no later note and no longer window changes (R-98)', () => {
      const late = { proposal: P, member: 'XC', commitment: commitmentOf(P, 'XC', 'no') };
      const outage = { outage: { extension: 'PT72H', most: 1 } };
      const voted = [...inSecret(secretly({}, outage)), MOTION, ...commitments(P, { XA: 'yes', XB: 'no' })];
      const begun = [...voted, told('AISI-XA', counts(1, 1))];
      const refused = { proposal: P, tellers: ['AISI-XA'] };
      const now = later(AFTER, 1);
      given(...voted)
        .when(receive(late, T0, { now }))
        .then({
          ...{ type: 'NoteReceived', ...late, received: T0, note: hexDigest('a note') },
          sealedBy: keyNamed('SEC/depositary'),
        });
      given(...begun)
        .when(receive(late, T0, { now }))
        .thenRefuses('COUNT_BEGUN', refused);
      const longer = extend('SEC/depositary', P, 'XC', { now });
      const until = later(UNTIL, 3 * DAY);
      given(...voted)
        .when(longer)
        .then({
          ...{ type: 'WindowExtended', proposal: P, ground: 'outage', party: 'XC' },
          ...{ reason: 'Its data centre was flooded.', until },
        });
      given(...begun)
        .when(longer)
        .thenRefuses('COUNT_BEGUN', refused);
      given(...voted, longer)
        .when(told('SEC', counts(1, 1), { now: until }))
        .thenRefuses('REPORT_TOO_EARLY', { proposal: P, until, now: until });
    });
  });

  describe('is closed on one count', () => {
    it('of as many tellers as its rule asks for, whom the record names (R-99)', () => {
      given(...VOTED, told('SEC'), told('AISI-XB'))
        .when(closing())
        .then({
          ...{ type: 'ProposalAdopted', proposal: P },
          tally: tally('adopted', 2, 1, { tellers: ['AISI-XB', 'SEC'] }),
        });
    });

    it('stored without a word of who voted what', () => {
      const end = closing();
      const { world } = given(...VOTED, told('SEC'), told('AISI-XB'));
      const { status: _, changed: __, ...frozen } = world.get('Proposal', P);
      given(...VOTED, told('SEC'), told('AISI-XB'))
        .when(end)
        .thenChanges({
          ...{ ...frozen, changed: stampOf(end), closed: stampOf(end), status: 'adopted' },
          tally: tally('adopted', 2, 1, { tellers: ['AISI-XB', 'SEC'] }),
        });
      const after = world.after(end);
      for (const member of ['XA', 'XB', 'XC']) expect(after.get('Ballot', P, member).choice).to.equal(undefined);
    });

    it('which sets those aside whose paper is missing, whatever order the tellers name them in (R-97, R-99)', () => {
      const without = (order: readonly string[]) => ({ missing: order });
      given(
        ...VOTED,
        told('SEC', counts(1, 0), without(['XB', 'XC'])),
        told('AISI-XB', counts(1, 0), without(['XC', 'XB'])),
      )
        .when(closing())
        .then({
          ...{ type: 'ProposalRejected', proposal: P },
          tally: tally('rejected', 1, 0, {
            ignored: ['XC', 'XB'].map((member) => ({ member, why: 'no paper that opens its commitment' })),
            tellers: ['AISI-XB', 'SEC'],
          }),
        });
    });

    it('and not on the count of too few: who has reported what is told, and until when (R-99)', () => {
      const refused = (steps: readonly Step[], reports: string[], awaited: string[], now = later(AFTER, 1)) => {
        given(...VOTED, ...steps)
          .when(closing(now))
          .thenRefuses('COUNT_NOT_AGREED', { proposal: P, agreeing: 2, reported: reports, awaited, until: LAST });
      };
      refused([], [], ['SEC', 'AISI-XA', 'AISI-XB']);
      refused([told('SEC')], ['SEC 0 abstain, 1 no, 2 yes'], ['AISI-XA', 'AISI-XB']);
      refused([told('SEC')], ['SEC 0 abstain, 1 no, 2 yes'], ['AISI-XA', 'AISI-XB'], LAST);
      refused(
        [told('SEC'), told('AISI-XA', counts(2, 0), { missing: ['XB'] })],
        ['AISI-XA 0 abstain, 0 no, 2 yes, missing XB', 'SEC 0 abstain, 1 no, 2 yes'],
        ['AISI-XB'],
      );
    });

    it('nor before the voting is over, or by a close that is dated before a report it rests on (R-61, R-66)', () => {
      given(...VOTED)
        .when(closing(UNTIL))
        .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: P, until: UNTIL, now: UNTIL });
      const second = told('SEC', TRUE, { now: later(AFTER, 5) });
      given(...VOTED, told('AISI-XA'), second)
        .when(closing())
        .thenRefuses('TIME_RUNS_BACKWARDS', {
          ...{ record: `CountReport/${P}/SEC`, changedAt: second.now, now: later(AFTER, 1) },
        });
    });

    it('once a teller has corrected its report, and whatever a third one says (R-96, R-99)', () => {
      const wrong = told('SEC', counts(1, 2));
      const right = told('SEC', TRUE, { supersedes: wrong.act.id, now: later(AFTER, 1) });
      given(...VOTED, wrong, told('AISI-XA'), told('AISI-XB', counts(3, 0)), right)
        .when(closing(later(AFTER, 2)))
        .then({
          ...{ type: 'ProposalAdopted', proposal: P },
          tally: tally('adopted', 2, 1, { tellers: ['AISI-XA', 'SEC'] }),
        });
    });

    it('else it ends without a decision when the time of the tellers is over (R-99)', () => {
      const late = later(LAST, 1);
      given(...VOTED, told('SEC'))
        .when(closing(late))
        .then(failed());
      expect(
        given(...VOTED, told('SEC'))
          .when(closing(late))
          .notBefore(),
      ).to.equal(LAST);
      given(...VOTED, told('SEC'), told('AISI-XA'))
        .when(closing(late))
        .then({
          ...{ type: 'ProposalAdopted', proposal: P },
          tally: tally('adopted', 2, 1, { tellers: ['AISI-XA', 'SEC'] }),
        });
      expect(
        given(...VOTED, told('SEC'), told('AISI-XA'))
          .when(closing())
          .notBefore(),
      ).to.equal(UNTIL);
    });

    it('also where two counts find tellers enough, since neither is the one (R-99)', () => {
      const rules = secretly({ secret: { ...SECRET, agreeing: 1 }, exclude: ['XC'] });
      const voted = [...inSecret(rules), MOTION, ...commitments(P, { XA: 'yes', XB: 'no' })];
      const both = [told('SEC', counts(1, 1)), told('AISI-XA', counts(2, 0))];
      const until = later(LAST, 1);
      given(...voted, ...both)
        .when(closing(until))
        .then(failed({ ...UNCOUNTED, entitled: 2 }));
      given(...voted, ...both.slice(0, 1))
        .when(closing())
        .then({
          ...{ type: 'ProposalRejected', proposal: P },
          tally: {
            ...{ result: 'rejected', entitled: 2, base: 2, tally: { yes: 1, no: 1, abstain: 0, silent: 0 } },
            ...{ ignored: [], tellers: ['SEC'] },
          },
        });
    });

    // Votes are given to the voters in any order: an objector that this would name might never have objected.
    it('names no objectors, whatever it comes to (R-67)', () => {
      const rules = secretly({ polarity: 'object', ratio: { num: 1, den: 3 }, strict: true });
      const said = { object: 1, accept: 2, abstain: 0 };
      const voted = [...inSecret(rules), MOTION, ...commitments(P, { XA: 'accept', XB: 'accept', XC: 'object' })];
      const counted = { object: 1, accept: 2, abstain: 0, silent: 0 };
      given(...voted, told('SEC', said), told('AISI-XA', said))
        .when(closing())
        .then({
          ...{ type: 'ProposalAdopted', proposal: P },
          tally: {
            ...{ result: 'takesEffect', entitled: 3, base: 3, tally: counted },
            ...{ ignored: [], tellers: ['AISI-XA', 'SEC'] },
          },
        });
    });

    it('counts a note among the others, and says that it came that way (R-69)', () => {
      const note = { proposal: P, member: 'XC', commitment: commitmentOf(P, 'XC', 'no') };
      const steps = [...OPEN, ...commitments(P, { XA: 'yes', XB: 'yes' }), receive(note, T0)];
      given(...steps, told('SEC'), told('AISI-XA'))
        .when(closing())
        .then({
          ...{ type: 'ProposalAdopted', proposal: P },
          tally: tally('adopted', 2, 1, { received: ['XC'], tellers: ['AISI-XA', 'SEC'] }),
        });
    });
  });

  // What a majority of peers wrote is not believed further than the seals of the tellers go.
  describe('believes a report only as far as its seal goes (R-62)', () => {
    const honest = told('SEC');
    const second = told('AISI-XA');
    const both = given(...VOTED, honest, second);
    const stored = both.world.get('CountReport', P, 'SEC');
    const receipt = both.world.get('Act', 'SEC/head', honest.act.id);
    const document = receipt.document as Record<string, object>;
    const countWith = (world: World) => world.fold(closing(later(LAST, 1))).events[0];
    const disbelieved: Readonly<Record<string, object>> = {
      'another count': { ...stored, counts: counts(3, 0) },
      'a count that leaves ballots out': { ...stored, counts: counts(1, 0) },
      'another teller': { ...stored, by: 'AISI-XB/head' },
      'nobody who was a teller': { ...both.world.get('Proposal', P), tellers: ['AISI-XA'] },
      'no tellers at all': { ...both.world.get('Proposal', P), tellers: undefined },
      'another instant, before the end of the voting': { ...stored, reported: UNTIL },
      'another instant, after the time of the tellers': { ...stored, reported: later(LAST, 1) },
      'a report that it would correct': { ...stored, supersedes: second.act.id },
      'another key': { ...stored, sealedBy: keyNamed('AISI-XA/head') },
      'an act of another type': { ...receipt, document: { ...document, type: 'CastVote' } },
      'an act of another treaty': { ...receipt, document: { ...document, treaty: 'other' } },
      'an act of another office': { ...receipt, document: { ...document, by: 'AISI-XA/head' } },
      'an act of another number': { ...receipt, document: { ...document, id: second.act.id } },
      'an act that says nothing': { ...receipt, document: { ...document, body: undefined } },
      'an act that says another count': {
        ...{ ...receipt, document: { ...document, body: { ...document.body, counts: counts(3, 0) } } },
      },
    };
    for (const [what, record] of Object.entries(disbelieved))
      it(`and not with ${what}`, () => {
        expect(countWith(both.having(JSON.parse(JSON.stringify(record)) as object).world)).to.deep.equal(failed());
      });

    it('nor without its act', () => {
      expect(countWith(both.lacking('Act', 'SEC/head', honest.act.id).world)).to.deep.equal(failed());
    });

    it('nor under another proposal', () => {
      const stray = { all: 'CountReport', under: [P] } as Need;
      const known = both.world
        .known(closing(later(LAST, 1)))
        .withFound(stray, [
          both.world.get('CountReport', P, 'AISI-XA'),
          { ...stored, proposal: proposalOf(resolve('statement', { text: 'Another.' })) } as typeof stored,
        ]);
      const proposal = both.world.get('Proposal', P);
      expect(countOf(proposal, examine(proposal, known), known)).to.deep.equal(UNCOUNTED);
    });
  });

  it('sets a ballot aside that says its choice, which no act can bring about (R-94)', () => {
    const stored = given(...VOTED).world.get('Ballot', P, 'XC');
    const { commitment: _, ...rest } = stored;
    const forged = given(...VOTED, told('SEC'), told('AISI-XA')).having({ ...rest, choice: 'no' });
    forged
      .when(closing(later(LAST, 1)))
      .then(failed({ ...UNCOUNTED, ignored: [{ member: 'XC', why: 'open, where the rule asks for secrecy' }] }));
  });

  it('sets a ballot aside whose act commits to another paper (R-62)', () => {
    const stored = given(...VOTED).world.get('Ballot', P, 'XC');
    const forged = given(...VOTED).having({ ...stored, commitment: hexDigest('another') });
    forged
      .when(closing(later(LAST, 1)))
      .then(failed({ ...UNCOUNTED, ignored: [{ member: 'XC', why: 'no act of this content' }] }));
  });
});

function lackOf(world: World): object {
  let known = Known.nothing;
  for (const kind of ['Ballot', 'Act', 'Representative'] as const)
    for (const record of world.all(kind)) known = known.withRecords([record]);
  known = known.withFound({ all: 'Ballot', under: [P] }, world.all('Ballot', P));
  known = known.withFound({ kind: 'Treaty', id: [] }, [world.get('Treaty')]);
  const proposal = world.get('Proposal', P);
  return missing(proposal, examine(proposal, known));
}
