// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { every, examine, Known, recountNeeds } from '../../../chaincode/src/domain/index.ts';
import type { JsonObject, JsonValue } from '../../../chaincode/src/protocol/index.ts';
import { keyNamed } from '../../support/domain/keys.ts';
import {
  bind,
  BOUND,
  close,
  deposit,
  examine as examination,
  later,
  move,
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
  type Step,
} from '../../support/domain/steps.ts';
import { given, prepare, type Given, type World } from '../../support/domain/world.ts';

const MOTION = move('XA/head');
const P = proposalOf(MOTION);
const UNTIL = '2026-11-26T10:00:00Z';
const AFTER = later(UNTIL, 1);
const CAST = '2026-11-24T10:00:00Z';
const OPEN = [...BOUND, MOTION];
const OTHERS = [vote('XA/head', P, 'yes', { now: CAST }), vote('XC/head', P, 'no', { now: CAST })];
const BALLOT = vote('XB/head', P, 'yes', { now: CAST });
const CLOSING = close('XA/head', P, { now: AFTER });

const counted = (yes: number, no: number, ignored: object[]) => ({
  result: yes >= 2 ? 'adopted' : 'rejected',
  ...{ entitled: 3, base: 3, tally: { yes, no, abstain: 0, silent: 3 - yes - no }, ignored },
});

/** What the close counts in a world; the world's own audits run besides. */
function tallyOf(world: World, closing = CLOSING): object | undefined {
  const [event] = world.fold(closing).events;
  return event !== undefined && 'tally' in event ? event.tally : undefined;
}

/** XB's ballot does not count, is named with the reason, and the close goes on. */
function setsAside({ world }: Given, why: string): void {
  expect(tallyOf(world)).to.deep.equal(counted(1, 1, [{ member: 'XB', why }]));
}

const voted = given(...OPEN, ...OTHERS, BALLOT);
const ballot = (): JsonObject => ({ ...voted.world.get('Ballot', P, 'XB') });
const receipt = (): JsonObject & { document: JsonObject } =>
  ({ ...voted.world.get('Act', 'XB/head', BALLOT.act.id) }) as unknown as JsonObject & { document: JsonObject };
const withDocument = (document: JsonValue): Given => voted.having({ ...receipt(), document });
const documentOf = (step: Step): JsonValue => prepare(step).document.document;

describe('the recount at a close', () => {
  // Each of these would be counted if the recount believed the ballots as they are stored.
  describe('counts a ballot only as far as its seal goes (R-62)', () => {
    it('counts it where the act says what the ballot says, under the seal of its office', () => {
      expect(tallyOf(voted.world)).to.deep.equal(counted(2, 1, []));
    });

    it('sets it aside where its act is missing', () => {
      setsAside(voted.lacking('Act', 'XB/head', BALLOT.act.id), 'no act of this content');
    });

    it('sets it aside where the ballot says another choice than its act', () => {
      setsAside(voted.having({ ...ballot(), choice: 'no' }), 'no act of this content');
    });

    it('sets it aside where both were altered together: the seal no longer holds', () => {
      const { document } = receipt();
      const altered = { ...document, body: { proposal: P, choice: 'no' } };
      setsAside(withDocument(altered).having({ ...ballot(), choice: 'no' }), 'seal not by the office');
    });

    it('sets it aside where the act bears no seal, or a broken one', () => {
      const { proof, ...unsealed } = receipt().document;
      setsAside(withDocument(unsealed), 'seal not by the office');
      const [first] = proof as JsonObject[];
      setsAside(withDocument({ ...unsealed, proof: [{ ...first, proofValue: 'z' }] }), 'seal not by the office');
    });

    it('sets it aside where the act is sealed by another key, or by a further one', () => {
      for (const sealers of [['XC/head'], ['XB/head', 'XC/head']]) {
        setsAside(withDocument(documentOf({ ...BALLOT, sealers })), 'seal not by the office');
      }
    });

    it('sets it aside where ballot and seal agree on a key that the office never held', () => {
      const forged = withDocument(documentOf({ ...BALLOT, sealers: ['XC/head'] }));
      setsAside(forged.having({ ...ballot(), sealedBy: keyNamed('XC/head') }), 'seal not by the office');
    });

    it('sets it aside where the office has no record', () => {
      setsAside(voted.lacking('Representative', 'XB/head'), 'seal not by the office');
    });

    it('sets it aside where another member’s office cast it, though under a true seal', () => {
      const [, foreign] = OTHERS;
      const planted = {
        ...ballot(),
        by: 'XC/head',
        ballot: foreign?.act.id,
        choice: 'no',
        sealedBy: keyNamed('XC/head'),
      };
      setsAside(voted.having(planted), 'cast by an office of another member');
    });

    it('sets it aside where it was cast outside the window, one millisecond before or after', () => {
      for (const cast of [later(T0, -1), later(UNTIL, 1)]) {
        setsAside(voted.having({ ...ballot(), cast }), 'outside the window');
      }
      for (const cast of [T0, UNTIL]) {
        expect(tallyOf(voted.having({ ...ballot(), cast }).world)).to.deep.equal(counted(2, 1, []));
      }
    });

    it('sets it aside, and goes on, where it claims to have been cast in a far future', () => {
      setsAside(voted.having({ ...ballot(), cast: '2100-01-01T00:00:00Z' }), 'outside the window');
    });

    it('sets it aside where its member is not in the electorate', () => {
      const stranger = vote('XD/head', P, 'yes', { now: CAST });
      const { kind, v, treaty, changed, proposal, cast } = voted.world.get('Ballot', P, 'XB');
      const planted = {
        ...{ kind, v, treaty, changed, proposal, cast, member: 'XD', by: 'XD/head', ballot: stranger.act.id },
        ...{ choice: 'yes', sealedBy: keyNamed('XD/head') },
      };
      const known = given(...OPEN, ...bind('XD'), ...OTHERS, BALLOT).having(planted);
      const ignored = [{ member: 'XD', why: 'not in the electorate' }];
      expect(tallyOf(known.world)).to.deep.equal(counted(2, 1, ignored));
    });

    it('sets it aside where the document is none of an act', () => {
      for (const document of ['a text', null, [], {}, { ...receipt().document, body: null }]) {
        setsAside(withDocument(document), 'no act of this content');
      }
    });

    it('sets it aside where the act is of another type, treaty, author, number or proposal', () => {
      const other = move('XB/head', revisionOf('oversight', { value: '7' }));
      for (const step of [
        deposit('XB/head', {}, { id: BALLOT.act.id }),
        vote('XB/head', P, 'yes', { id: BALLOT.act.id, treaty: 'another-treaty' }),
        vote('XC/head', P, 'yes', { id: BALLOT.act.id, sealers: ['XB/head'] }),
        vote('XB/head', P, 'yes', { id: OTHERS[0]?.act.id ?? '' }),
        vote('XB/head', proposalOf(other), 'yes', { id: BALLOT.act.id }),
      ]) {
        setsAside(withDocument(documentOf(step)), 'no act of this content');
      }
    });

    it('sets a ballot aside under which the act of an older one was put, whose seal is true', () => {
      const opening = open({ profile: profile({ rule: { revote: true } }) });
      const motion = move('XA/head', revisionOf('oversight', { base: versionOf(opening, 'oversight') }));
      const id = proposalOf(motion);
      const first = vote('XB/head', id, 'yes', { now: CAST });
      const second = vote('XB/head', id, 'no', { now: CAST, supersedes: first.act.id });
      const steps = [opening, ...['XA', 'XB', 'XC'].flatMap(bind), motion, first, second];
      const { world } = given(...steps);
      const turned = { ...world.get('Ballot', id, 'XB'), choice: 'yes' };
      const swapped = { ...world.get('Act', 'XB/head', second.act.id), document: documentOf(first) };
      const planted = given(...steps).having(turned, swapped);
      const ignored = [{ member: 'XB', why: 'no act of this content' }];
      const tally = {
        result: 'rejected',
        entitled: 3,
        base: 3,
        tally: { yes: 0, no: 0, abstain: 0, silent: 3 },
        ignored,
      };
      expect(tallyOf(planted.world, close('XA/head', id, { now: AFTER }))).to.deep.equal(tally);
    });

    it('does not let a ballot that is set aside stand for the last one that an early close waits for (R-61)', () => {
      const opening = open({ profile: profile({ rule: { earlyClose: true } }) });
      const motion = move('XA/head', revisionOf('oversight', { base: versionOf(opening, 'oversight') }));
      const id = proposalOf(motion);
      const last = vote('XC/head', id, 'yes', { now: CAST });
      const steps = [opening, ...['XA', 'XB', 'XC'].flatMap(bind), motion];
      const votes = [vote('XA/head', id, 'yes', { now: CAST }), vote('XB/head', id, 'yes', { now: CAST }), last];
      given(...steps, ...votes)
        .lacking('Act', 'XC/head', last.act.id)
        .when(close('XA/head', id, { now: CAST }))
        .thenRefuses('PROPOSAL_CLOSE_TOO_EARLY', { proposal: id, until: UNTIL, now: CAST });
    });
  });

  describe('finds the office that cast it, whatever has become of it', () => {
    const still = (...steps: Step[]): void => {
      expect(tallyOf(given(...OPEN, ...OTHERS, BALLOT, ...steps).world)).to.deep.equal(counted(2, 1, []));
    };

    it('counts a ballot after its key was rotated', () => {
      still(rotate('XB/head', 'XB/head 2', { now: later(CAST, 1000) }));
    });

    it('counts a ballot whose key was rotated on the same millisecond', () => {
      still(rotate('XB/head', 'XB/head 2', { now: CAST }));
    });

    // The rotation is ordered after the ballot but dated before it, as far as a client's clock may be behind.
    it('counts a ballot whose key was rotated by a transaction that is dated before it', () => {
      still(rotate('XB/head', 'XB/head 2', { now: later(CAST, -5000) }));
    });

    it('counts ballots on either side of a replacement, entered among the keys or not', () => {
      const opening = open({ profile: profile({ keyRecovery: 'PT24H' }) });
      const motion = move('XA/head', revisionOf('oversight', { base: versionOf(opening, 'oversight') }));
      const id = proposalOf(motion);
      const recovery = recoverKey('XB', 'XB/head 2'); // It takes effect at CAST.
      const others = [vote('XA/head', id, 'yes', { now: CAST }), vote('XC/head', id, 'no', { now: CAST })];
      const steps = [opening, ...['XA', 'XB', 'XC'].flatMap(bind), motion, recovery, ...others];
      const before = vote('XB/head', id, 'yes', { now: later(CAST, -1) });
      const since = vote('XB/head', id, 'yes', { now: CAST, sealers: ['XB/head 2'] });
      const entered = rotate('XB/head', 'XB/head 3', { now: CAST, sealers: ['XB/head 2'] });
      for (const votes of [[before], [since], [before, entered], [since, entered]]) {
        const { world } = given(...steps, ...votes);
        expect(tallyOf(world, close('XA/head', id, { now: AFTER }))).to.deep.equal(counted(2, 1, []));
      }
    });

    it('counts a ballot whose office was filled anew since', () => {
      still(on('EndRepresentative', 'XB/head', { now: CAST }), registerHead('XB', { key: 'XB/head 2', now: CAST }));
    });

    it('counts a ballot whose office was suspended, or ended, since', () => {
      const byDelegate = vote('XB/delegate-1', P, 'yes', { now: CAST });
      for (const type of ['SuspendRepresentative', 'EndRepresentative'] as const) {
        const steps = [
          ...OPEN,
          register('XB/delegate-1'),
          ...OTHERS,
          byDelegate,
          on(type, 'XB/delegate-1', { now: CAST }),
        ];
        expect(tallyOf(given(...steps).world)).to.deep.equal(counted(2, 1, []));
      }
    });

    it('counts a ballot of a head whose credentials are under examination still', () => {
      const steps = [open(), ...bind('XA'), ...bind('XC'), registerHead('XB'), deposit('XB/head'), MOTION];
      const world = given(...steps, ...OTHERS, BALLOT);
      expect(tallyOf(world.world)).to.deep.equal(counted(2, 1, []));
      const refused = examination('XB/head', { finding: 'notInDueForm', now: CAST });
      expect(tallyOf(given(...steps, ...OTHERS, BALLOT, refused).world)).to.deep.equal(counted(2, 1, []));
    });
  });

  // A ledger keeps one ballot a member under one key; an exported record, which an auditor recounts, may hold anything.
  describe('removes what does not belong before it counts', () => {
    const proposal = () => voted.world.get('Proposal', P);
    const range = (...ballots: object[]): Known => {
      const found = ballots as ReturnType<typeof voted.world.get<'Ballot'>>[];
      const asked = Known.nothing.withFound(every('Ballot', P), found);
      return recountNeeds(P, asked)
        .slice(1)
        .reduce((known, need) => known.withFound(need, voted.world.answer(need)), asked);
    };
    const examined = (...ballots: object[]): object => {
      const { votes, ignored } = examine(proposal(), range(...ballots));
      return { votes: votes.map(({ member, choice }) => `${member} ${choice}`), ignored };
    };

    it('counts a member once', () => {
      expect(examined(ballot(), ballot())).to.deep.equal({
        votes: ['XB yes'],
        ignored: [{ member: 'XB', why: 'a second ballot' }],
      });
    });

    it('counts a good ballot though a bad one of the same member stands before it', () => {
      expect(examined({ ...ballot(), choice: 'no' }, ballot())).to.deep.equal({
        votes: ['XB yes'],
        ignored: [{ member: 'XB', why: 'no act of this content' }],
      });
    });

    it('counts no ballot on another proposal', () => {
      expect(examined({ ...ballot(), proposal: 'P-0000000000' })).to.deep.equal({
        votes: [],
        ignored: [{ member: 'XB', why: 'on another proposal' }],
      });
    });
  });
});
