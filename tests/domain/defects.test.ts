// SPDX-License-Identifier: Apache-2.0
// Defects of other governance engines, each of which would show here. Those that need a ledger's ordering stand in
// tests/contract/contract.ts; the others by their number in the titles of the tests beside this one.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ballots, AFTER, council, deciding, resolve, under } from '../support/domain/council.ts';
import { close, DAY, later, move, proposalOf, RULE, T0, vote, withdraw, type Step } from '../support/domain/steps.ts';
import { given } from '../support/domain/world.ts';

const START = under(council(), 'XA', 'XB', 'XC', 'XD');
const suspend = (by: string, now = T0): Step<'MakeProposal'> =>
  move(by, { type: 'suspensionOfRights', party: 'XC', ground: 'It refused an inspection.' }, { now });

describe('defects of other engines', () => {
  it('the party that a proposal concerns cannot take it back, nor forestall it by one of its own (DT11)', () => {
    const motion = suspend('XA/head');
    const P = proposalOf(motion);
    given(...START, motion)
      .when(withdraw('XC/head', P))
      .thenRefuses('PROPOSAL_NOT_YOURS', { proposal: P, mover: 'XA/head', by: 'XC/head' });
    const forestalling = suspend('XC/head');
    const taken = withdraw('XC/head', proposalOf(forestalling), {}, { now: later(T0, 1000) });
    const again = suspend('XA/head', later(T0, DAY));
    const { status } = given(...START, forestalling, taken, again).world.get('Proposal', proposalOf(again));
    expect(status).to.equal('open');
  });

  it('votes that reach what the rule asks decide nothing until the close (DT2)', () => {
    const motion = resolve();
    const P = proposalOf(motion);
    const { world } = given(...START, motion, ...ballots(P, { XA: 'yes', XB: 'yes', XC: 'yes', XD: 'yes' }));
    expect(world.get('Proposal', P).status).to.equal('open');
  });

  it('a quorum that is lowered after a defeat does not revive it (DT4)', () => {
    const strict = deciding(
      { quorum: 3, base: 'cast' },
      {},
      { amendment: { movers: 'conference', rule: RULE, effectiveAfter: 'PT0S', onOpenProposals: 'continue' } },
    );
    const motion = resolve();
    const P = proposalOf(motion);
    const failed = [
      ...under(strict),
      motion,
      ...ballots(P, { XA: 'yes', XB: 'yes' }),
      close('XA/head', P, { now: AFTER }),
    ];
    const lax = { ...strict, version: '2.0', resolutions: deciding({ quorum: 1, base: 'cast' }).resolutions };
    const amending = move(
      'XA/head',
      { type: 'profileAmendment', base: '1.0', profile: lax },
      { now: later(AFTER, 1000) },
    );
    const A = proposalOf(amending);
    const end = later(AFTER, 4 * DAY);
    const yes = ballots(A, { XA: 'yes', XB: 'yes' }, later(AFTER, 2000));
    const amended = given(...failed, amending, ...yes, close('XA/head', A, { now: end }));
    expect(amended.world.get('Treaty').next?.version).to.equal('2.0');
    amended
      .when(close('XA/head', P, { now: later(end, 1) }))
      .thenRefuses('PROPOSAL_NOT_OPEN', { proposal: P, status: 'rejected' });
    amended
      .when(vote('XC/head', P, 'yes', { now: later(end, 1) }))
      .thenRefuses('PROPOSAL_NOT_OPEN', { proposal: P, status: 'rejected' });
  });

  it('have a test each, by their number', () => {
    const root = join(import.meta.dirname, '..');
    const titles = globSync('**/*.ts', { cwd: root }).flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/\b(?:it|describe)\(\s*(['"`].*)/g)].map(
        ([, title = '']) => title,
      ),
    );
    const missing = Array.from({ length: 18 }, (_, index) => `DT${String(index + 1)}`).filter(
      (name) => !titles.some((title) => new RegExp(`\\b${name}\\b`).test(title)),
    );
    expect(missing).to.deep.equal([]);
  });
});
