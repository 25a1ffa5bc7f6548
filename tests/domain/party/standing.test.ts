// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Known, one } from '../../../chaincode/src/domain/known.ts';
import { isBound, periodsOf, standingOf, treatyIn } from '../../../chaincode/src/domain/party/standing.ts';
import { Instant } from '../../../chaincode/src/protocol/index.ts';
import { heads, openWith, sign } from '../../support/domain/membership.ts';
import { BOUND, deposit, open, T0 } from '../../support/domain/steps.ts';
import { given } from '../../support/domain/world.ts';

const at = (text: string): Instant => Instant.parse(text);

describe('how a state stands', () => {
  it('follows from its acts up to the instant of asking', () => {
    const signing = sign('XA/head', { now: '2026-12-01T00:00:00Z' });
    const { world } = given(open(), ...heads('XA'), signing, deposit('XA/head', {}, { now: '2026-12-02T00:00:00Z' }));
    const [party, treaty] = [world.get('Party', 'XA'), world.get('Treaty')];
    const instants = ['2026-11-30T23:59:59Z', '2026-12-01T00:00:00Z', '2026-12-01T23:59:59Z', '2026-12-02T00:00:00Z'];
    const statuses = instants.map((instant) => standingOf(party, treaty, at(instant)));
    expect(statuses).to.deep.equal(['invited', 'signatory', 'signatory', 'party']);
    expect(instants.map((instant) => isBound(party, treaty, at(instant)))).to.deep.equal([false, false, false, true]);
  });

  it('is no time in which it is bound before it is', () => {
    const { world } = given(...BOUND);
    expect(periodsOf(world.get('Party', 'XD'), world.get('Treaty'))).to.deep.equal([]);
    const bound = { bound: T0, from: T0, left: undefined, form: 'ratification' };
    expect(periodsOf(world.get('Party', 'XA'), world.get('Treaty'))).to.deep.equal([bound]);
  });

  it('is that of a contracting state while the entry into force of the treaty is awaited', () => {
    const awaiting = openWith({ entryIntoForce: { count: 4, after: 'PT0S' } });
    const { world } = given(awaiting, ...heads('XA'), deposit('XA/head'));
    expect(standingOf(world.get('Party', 'XA'), world.get('Treaty'), at(T0))).to.equal('contracting');
  });

  it('is asked in a treaty that is stored', () => {
    const what = 'the treaty is stored';
    expect(() => treatyIn(Known.nothing.withFound(one('Treaty'), []))).to.throw(what);
  });
});
