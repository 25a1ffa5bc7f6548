// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { every, Known, needsOf, one } from '../../chaincode/src/domain/index.ts';
import { BOUND, close, move, open, proposalOf, vote } from '../support/domain/steps.ts';
import { given, prepare, refusalOf } from '../support/domain/world.ts';

const { world } = given(...BOUND);
const XA = world.get('Party', 'XA');

describe('what is known while an act is decided', () => {
  it('tells what has been found from what has been found absent and from what nobody asked for', () => {
    const known = Known.nothing.withFound(one('Party', 'XA'), [XA]).withFound(one('Party', 'XZ'), []);
    expect(known.has(one('Party', 'XA'))).to.equal(true);
    expect(known.has(one('Party', 'XZ'))).to.equal(true);
    expect(known.has(one('Party', 'XB'))).to.equal(false);
    expect(known.record('Party', 'XA')).to.equal(XA);
    expect(known.record('Party', 'XZ')).to.equal(undefined);
    expect(known.find('Party', 'XA')).to.equal(XA);
    expect(known.find('Party', 'XB')).to.equal(undefined);
  });

  // Without this check a rule that reads what its `needs` does not name would decide as if the record did not exist.
  it('refuses a rule that reads a record or a range which it has not asked for', () => {
    const what = (name: string) => ({ code: 'INVARIANT_BROKEN', details: { what: `the rule asked for ${name}` } });
    expect(refusalOf(() => Known.nothing.record('Ballot', 'P', 'XA'))).to.deep.equal(what('Ballot/P/XA'));
    expect(refusalOf(() => Known.nothing.all('Ballot', 'P'))).to.deep.equal(what('Ballot*/P'));
    const other = Known.nothing.withFound(every('Ballot', 'Q'), []);
    expect(refusalOf(() => other.all('Ballot', 'P'))).to.deep.equal(what('Ballot*/P'));
  });

  it('keeps a range apart from single records', () => {
    const known = Known.nothing.withFound(every('Party'), [XA]);
    expect(known.all('Party')).to.deep.equal([XA]);
    expect(known.has(one('Party', 'XA'))).to.equal(false);
  });

  it('names the records of a range as far as it has been loaded', () => {
    expect(Known.nothing.found('Party')).to.deep.equal([]);
    expect(Known.nothing.withFound(every('Party'), [XA]).found('Party')).to.deep.equal([XA]);
  });

  it('leaves out what is stored under a name but is of another kind', () => {
    const known = Known.nothing.withFound(every('Ballot', 'P'), [XA]).withFound(one('Treaty'), [XA]);
    expect(known.all('Ballot', 'P')).to.deep.equal([]);
    expect(known.record('Treaty')).to.equal(undefined);
  });

  it('never changes: what is added makes new knowledge', () => {
    const before = Known.nothing.withFound(one('Party', 'XA'), []);
    const after = before.withRecords([XA]);
    expect(before.record('Party', 'XA')).to.equal(undefined);
    expect(after.record('Party', 'XA')).to.equal(XA);
    expect(Known.nothing.has(one('Party', 'XA'))).to.equal(false);
  });
});

describe('what an act reads', () => {
  const moving = move('XA/head');
  const P = proposalOf(moving);
  const names = (step: Parameters<typeof prepare>[0], steps = [...BOUND, moving]): string[] => {
    const { document } = prepare(step);
    const known = given(...steps).world.known(step);
    return needsOf(document, known)
      .map((need) => ('all' in need ? [need.all, ...need.under, '*'] : [need.kind, ...need.id]).join('/'))
      .filter((name, index, all) => all.indexOf(name) === index)
      .sort();
  };
  const standing = (by: string, id: string) => [
    ...[`Act/${by}/${id}`, 'Treaty', 'Profile/1.0', `Representative/${by}`],
    ...[`Party/${by.slice(0, 2)}`, `Institution/${by.slice(0, 2)}`],
  ];

  it('is of an opening only whether the treaty and the act exist', () => {
    const opening = open();
    expect(names(opening, [])).to.deep.equal([`Act/SEC/depositary/${opening.act.id}`, 'Treaty']);
  });

  // Two members' ballots in one block must not invalidate each other (MVCC), and no ballot may read a range (phantoms).
  it('is of a ballot the header of the proposal and the own ballot, never those of others', () => {
    const voting = vote('XB/head', P, 'yes');
    const own = [`Proposal/${P}`, `Ballot/${P}/XB`, 'Suspension/XB'];
    expect(names(voting)).to.deep.equal([...standing('XB/head', voting.act.id), ...own].sort());
  });

  it('is of a close every ballot, the acts behind them and the offices that cast them', () => {
    const voting = vote('XB/head', P, 'yes');
    const closing = close('XA/head', P, { now: '2026-12-01T00:00:00Z' });
    const read = names(closing, [...BOUND, moving, voting]);
    expect(read).to.include.members([`Proposal/${P}`, `Ballot/${P}/*`, `Act/XB/head/${voting.act.id}`]);
    expect(read).to.include.members(['Representative/XB/head', 'Threshold/oversight']);
  });
});
