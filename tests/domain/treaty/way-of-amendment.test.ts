// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { newWay } from '../../../chaincode/src/domain/treaty/way-of-amendment.ts';
import { Profile } from '../../../chaincode/src/protocol/index.ts';
import { council, WAY } from '../../support/domain/council.ts';
import { RULE } from '../../support/domain/steps.ts';

const half = { num: 1, den: 2 };
const by = (rule: object = {}, movers = 'conference'): object => ({
  amendment: { ...WAY, movers, rule: { ...RULE, ...rule }, onOpenProposals: 'continue' },
});
const conference = (composition: unknown, name = 'Conference'): object => ({ id: 'conference', name, composition });
const board = (rule: object): object => ({
  ...{ id: 'board', name: 'Board' },
  composition: {
    elected: { seats: [{ count: 1, group: 'west' }, { count: 1 }], term: 'P2Y', election: { ...WAY, rule } },
  },
});
const west = (...members: readonly string[]): object => ({ groups: [{ id: 'west', name: 'West', members }] });
const tonnage = (weight: string): object => ({
  measures: [{ id: 'tonnage', name: 'Tonnage', weights: [{ member: 'XA', weight }] }],
});
const organs = (...list: readonly object[]): object => ({ organs: list });
const STATES = conference('stateParties');

function changesWay(from: object, to: object): boolean {
  const present = {
    ...council({ thresholds: [] }),
    ...west('XA', 'XB'),
    ...organs(STATES, board(RULE)),
    ...by(),
    ...from,
  };
  return newWay(Profile.parse(present), Profile.parse({ ...present, ...to, version: '2.0' })) !== undefined;
}

describe('the way of amendments (R-88)', () => {
  const byTonnage = by({ weightMajorities: [{ measure: 'tonnage', ratio: half }] });
  const byWest = by({ groupMajorities: [{ group: 'west', ratio: half }] });
  const moved = by({}, 'board');
  const bySecret = by({ secret: { tellers: 'scrutineers', agreeing: 1, within: 'PT24H' } });
  const tellers = (...members: readonly string[]): object =>
    organs(STATES, board(RULE), { id: 'scrutineers', name: 'Tellers', composition: { members } });
  const other: [what: string, from: object, to: object][] = [
    ['another majority', {}, by({ ratio: half })],
    ['two states instead of all', {}, organs(conference({ members: ['XA', 'XB'] }), board(RULE))],
    ['other weights', { ...byTonnage, ...tonnage('1') }, tonnage('9')],
    ['another group that must carry it', byWest, west('XA', 'XC')],
    ['another group that holds its seats of veto', by({ vetoSeats: ['west'] }), west('XA', 'XC')],
    ['an organisation that votes for members', {}, { organisations: [{ member: 'XD', votesFor: ['XC'] }] }],
    ['other tellers of its secret ballot', { ...bySecret, ...tellers('XA', 'XB') }, tellers('XC', 'XD')],
    ['another election of its movers', moved, organs(STATES, board({ ...RULE, ratio: half }))],
    ['another group for which their seats are kept', moved, west('XA', 'XC')],
  ];
  for (const [what, from, to] of other)
    it(`is another with ${what}`, () => {
      expect(changesWay(from, to)).to.equal(true);
    });

  const alike: [what: string, to: object][] = [
    ['the name of its organ', organs(conference('stateParties', 'Assembly'), board(RULE))],
    ['an organ that has no part in it', organs(STATES, board({ ...RULE, ratio: half }))],
    ['a group and a measure that it does not name', { ...west('XA', 'XC'), ...tonnage('9') }],
    ['the order of the organs', organs(board(RULE), STATES)],
    ['what becomes of other proposals', { amendment: { ...WAY, rule: RULE, onOpenProposals: 'restart' } }],
  ];
  for (const [what, to] of alike)
    it(`is the same whatever changes ${what}`, () => {
      expect(changesWay({}, to)).to.equal(false);
    });

  it('is another where there was none, and none where there is none', () => {
    expect(changesWay({ amendment: undefined }, by())).to.equal(true);
    expect(changesWay({}, { amendment: undefined })).to.equal(false);
  });
});
