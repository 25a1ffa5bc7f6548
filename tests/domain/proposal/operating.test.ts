// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { successorOf } from '../../../chaincode/src/domain/proposal/opening.ts';
import { ProposalId, StepId } from '../../../chaincode/src/protocol/index.ts';
import { AFTER, ballots, council, deciding, resolve, under, UNTIL, WAY } from '../../support/domain/council.ts';
import { notify } from '../../support/domain/membership.ts';
import {
  close,
  deposit,
  examine,
  HOUR,
  later,
  registerHead,
  type Step,
  move,
  proposalOf,
  receive,
  RULE,
  T0,
  TREATY,
  vote,
  withdraw,
} from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

/** In force for three, suspended with fewer; who gives notice has left an hour later. */
const membership = {
  entryIntoForce: { count: 3, after: 'PT0S', belowNumber: 'suspended' },
  withdrawal: { notice: 'PT1H' },
};
const MOTION = resolve();
const P = proposalOf(MOTION);
const START = [...under({ ...deciding({}), membership }), MOTION];
const NOTICE = notify('XC/head', {}, { now: later(T0, HOUR) });
/** From here on the treaty has two parties. */
const LEFT = later(T0, 2 * HOUR);
const voted = [...START, ...ballots(P, { XA: 'yes', XB: 'yes' }, later(T0, HOUR)), NOTICE];
const suspendedAt = (at: string): object => ({ treaty: TREATY, at });

describe('a treaty that its own rule suspends (R-175)', () => {
  it('takes motions and votes until it is, and none afterwards', () => {
    const before = later(LEFT, -1);
    for (const now of [before, LEFT]) {
      const steps = [vote('XA/head', P, 'yes', { now }), resolve('statement', { text: 'Noted again.' }, { now })];
      for (const step of steps) {
        const attempt = given(...START, NOTICE).when(step);
        if (now === LEFT) attempt.thenRefuses('TREATY_SUSPENDED', suspendedAt(now));
        else expect(given(...START, NOTICE).world.fold(step).events).to.have.lengthOf(1);
      }
    }
  });

  it('counts a note that came before it was', () => {
    const ballot = { proposal: P, member: 'XB', choice: 'yes' };
    const entering = (received: string) => receive(ballot, received, { now: later(LEFT, HOUR) });
    const [event] = given(...START, NOTICE).world.fold(entering(later(LEFT, -1))).events;
    expect(event?.type).to.equal('NoteReceived');
    given(...START, NOTICE)
      .when(entering(LEFT))
      .thenRefuses('TREATY_SUSPENDED', suspendedAt(LEFT));
  });

  it('adopts nothing, and lets what was not carried end, or its mover withdraw it', () => {
    given(...voted)
      .when(close('XA/head', P, { now: AFTER }))
      .thenRefuses('TREATY_SUSPENDED', suspendedAt(AFTER));
    const few = [...START, ...ballots(P, { XA: 'yes' }), NOTICE, close('XA/head', P, { now: AFTER })];
    expect(given(...few).world.get('Proposal', P).status).to.equal('rejected');
    const back = withdraw('XA/head', P, {}, { now: LEFT });
    expect(given(...voted, back).world.get('Proposal', P).status).to.equal('withdrawn');
  });

  it('opens no further step', () => {
    const steps = [{ id: 'vote', rule: RULE }];
    const rules = { ...deciding({ then: { failure: 'vote' } }, { steps }), membership };
    given(...under(rules), MOTION, NOTICE)
      .when(close('XA/head', P, { now: AFTER }))
      .thenRefuses('TREATY_SUSPENDED', suspendedAt(AFTER));
  });

  it('begins nothing anew after an amendment', () => {
    const amendment = { ...WAY, rule: { ...RULE, window: 'PT1H' }, onOpenProposals: 'restart' };
    const rules = { ...council({ amendment }), membership };
    const amending = move('XA/head', {
      ...{ type: 'profileAmendment', base: '1.0' },
      profile: { ...rules, version: '2.0', keyRecovery: 'P30D' },
    });
    const id = proposalOf(amending);
    const carried = [
      amending,
      ...ballots(id, { XA: 'yes', XB: 'yes' }),
      close('XA/head', id, { now: later(T0, HOUR + 1) }),
    ];
    const notice = notify('XC/head', {}, { now: later(T0, HOUR + 2) });
    const steps = [...under(rules), MOTION, ...carried, notice];
    const now = later(T0, 3 * HOUR);
    given(...steps)
      .when(close('XA/head', P, { now }))
      .thenRefuses('TREATY_SUSPENDED', suspendedAt(now));
    const anew = successorOf(ProposalId.parse(P), StepId.parse('anew'));
    const before = close('XA/head', P, { now: later(T0, 2 * HOUR) });
    expect(given(...steps, before).world.get('Proposal', anew).status).to.equal('open');
  });

  it('goes on once enough are bound again, in time for what is still open', () => {
    const joining = (now: string): Step[] => [
      registerHead('XD', { now }),
      examine('XD/head', { now }),
      deposit('XD/head', {}, { now }),
    ];
    const joined = [...voted, ...joining(later(UNTIL, -HOUR))];
    expect(given(...joined, close('XA/head', P, { now: AFTER })).world.get('Proposal', P).status).to.equal('adopted');
    const late = [...voted, ...joining(later(UNTIL, HOUR))];
    const [event] = given(...late).world.fold(close('XA/head', P, { now: later(UNTIL, 2 * HOUR) })).events;
    expect(event).to.include({ type: 'ProposalFailed', why: 'the treaty was suspended when the window ended' });
  });

  it('fails what was carried where it was suspended when votes could last change (R-175)', () => {
    const rules = { ...deciding({ revote: true, changesUntil: 'effective' }, { effectiveAfter: 'PT48H' }), membership };
    const end = later(UNTIL, 48 * HOUR);
    const leaving = notify('XC/head', {}, { now: UNTIL });
    const now = later(end, HOUR);
    const joining = [registerHead('XD', { now }), examine('XD/head', { now }), deposit('XD/head', {}, { now })];
    const steps = [...under(rules), MOTION, ...ballots(P, { XA: 'yes', XB: 'yes' }), leaving, ...joining];
    const [event] = given(...steps).world.fold(close('XA/head', P, { now: later(now, 1) })).events;
    expect(event).to.include({ type: 'ProposalFailed', why: 'the treaty was suspended when the window ended' });
  });

  it('is none where the profile lets it continue', () => {
    const entryIntoForce = { count: 3, after: 'PT0S' };
    const rules = { ...deciding({}), membership: { ...membership, entryIntoForce } };
    const steps = [...under(rules), MOTION, ...ballots(P, { XA: 'yes', XB: 'yes' }), NOTICE];
    expect(given(...steps, close('XA/head', P, { now: AFTER })).world.get('Proposal', P).status).to.equal('adopted');
  });
});
