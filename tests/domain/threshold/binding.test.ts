// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { bindingOn, commonTo, type Common, type Joined } from '../../../chaincode/src/domain/threshold/binding.ts';
import { Instant, MemberId, ThresholdVersion } from '../../../chaincode/src/protocol/index.ts';
import { madeBy, METHOD, open } from '../../support/domain/steps.ts';

const id = (digit: number): string => `T-000000000${String(digit)}`;
const at = (text: string): Instant => Instant.parse(text);
const version = (digit: number, inForceFrom: string, changes: object = {}): ThresholdVersion =>
  ThresholdVersion.parse({
    ...{ kind: 'ThresholdVersion', ...madeBy(open()), threshold: 'oversight', version: id(digit), value: '7' },
    ...{ method: METHOD, inForceFrom, ...(digit > 1 && { supersedes: id(digit - 1), proposal: 'P-0123456789' }) },
    ...changes,
  });
const FIRST = version(1, '2026-01-01T00:00:00Z');
const SECOND = version(2, '2027-01-01T00:00:00Z', { objectors: ['XB'] });
const THIRD = version(3, '2028-01-01T00:00:00Z');
const CHAIN = [THIRD, FIRST, SECOND];

const OPENED = '2026-01-01T00:00:00Z';
const joined = (party: string, since = OPENED): Joined => ({
  ...{ party: MemberId.parse(party), since: Instant.parse(since) },
});

function binding(party: string, day: string, since?: string): { binds: string | undefined; verdicts: string[] } {
  const { version: found, reasons } = bindingOn(joined(party, since), CHAIN, at(day));
  return { binds: found?.version, verdicts: reasons.map(({ verdict }) => verdict) };
}

describe('which version of a threshold binds a party', () => {
  it('is the last one in force, from its instant on', () => {
    expect(binding('XA', '2026-12-31T23:59:59Z')).to.deep.equal({
      binds: id(1),
      verdicts: ['binds', 'notYet', 'notYet'],
    });
    expect(binding('XA', '2027-01-01T00:00:00Z')).to.deep.equal({
      binds: id(2),
      verdicts: ['superseded', 'binds', 'notYet'],
    });
  });

  it('is for an objector the one before, until it accepts a later one (R-67)', () => {
    expect(binding('XB', '2027-06-01T00:00:00Z')).to.deep.equal({
      binds: id(1),
      verdicts: ['binds', 'objected', 'notYet'],
    });
    expect(binding('XB', '2028-01-01T00:00:00Z')).to.deep.equal({
      binds: id(3),
      verdicts: ['superseded', 'objected', 'binds'],
    });
  });

  it('is none before the first is in force', () => {
    expect(binding('XA', '2025-12-31T00:00:00Z')).to.deep.equal({
      binds: undefined,
      verdicts: ['notYet', 'notYet', 'notYet'],
    });
  });

  it('names the proposal by which each version came about', () => {
    const { reasons } = bindingOn(joined('XA'), CHAIN, Instant.parse('2028-01-01T00:00:00Z'));
    expect(reasons.map(({ proposal }) => proposal)).to.deep.equal([undefined, 'P-0123456789', 'P-0123456789']);
  });
});

describe('a party that joins later', () => {
  it('is bound by the version in force when it joins, though it could not object (VCLT 40(5)(a), R-153)', () => {
    const { version: found, reasons } = bindingOn(
      joined('XN', '2027-06-01T00:00:00Z'),
      CHAIN,
      at('2027-07-01T00:00:00Z'),
    );
    expect(found?.version).to.equal(id(2));
    expect(reasons.map(({ joinedLater }) => joinedLater)).to.deep.equal([true, true, false]);
  });

  it('is bound by it too where it had objected before it left, and came back once the version was in force (R-153)', () => {
    const day = '2027-06-01T00:00:00Z';
    expect(binding('XB', day, '2027-02-01T00:00:00Z').binds).to.equal(id(2));
    // It came back before, or with, the entry into force: VCLT 40(5) speaks of those who join after it.
    expect(binding('XB', day, '2026-12-01T00:00:00Z').binds).to.equal(id(1));
    expect(binding('XB', day, '2027-01-01T00:00:00Z').binds).to.equal(id(1));
  });
});

describe('which version of a threshold governs between two parties', () => {
  const told = ({ version: found, ground, reasons }: Common): object => ({
    ...{ governs: found?.version, ground, verdicts: reasons.map(({ verdict }) => verdict) },
  });
  const common = (one: Joined, other: Joined, day: string, chain = CHAIN): object =>
    told(commonTo(one, other, chain, at(day)));
  const IN_2027 = '2027-06-01T00:00:00Z';
  const NEWCOMER = joined('XN', '2027-03-01T00:00:00Z');

  it('is the one that binds both', () => {
    expect(common(joined('XA'), joined('XC'), IN_2027)).to.deep.equal({
      ...{ governs: id(2), ground: 'boundAlike', verdicts: ['superseded', 'governs', 'notYet'] },
    });
    expect(common(joined('XA'), joined('XB'), '2028-01-01T00:00:00Z')).to.deep.equal({
      ...{ governs: id(3), ground: 'boundAlike', verdicts: ['superseded', 'objected', 'governs'] },
    });
  });

  it('is the former one towards a party that has objected to the later (VCLT 40(4), 30(4)(b), R-154)', () => {
    expect(common(joined('XA'), joined('XB'), IN_2027)).to.deep.equal({
      ...{ governs: id(1), ground: 'boundApart', verdicts: ['governs', 'objected', 'notYet'] },
    });
    const { bindings, reasons } = commonTo(joined('XB'), joined('XA'), CHAIN, at(IN_2027));
    expect(bindings.map(({ party, version: own, joinedLater }) => [party, own?.version, joinedLater])).to.deep.equal([
      ['XB', id(1), false],
      ['XA', id(2), false],
    ]);
    expect(reasons.map(({ unbound }) => unbound)).to.deep.equal([[], ['XB'], []]);
    expect(reasons.map(({ proposal }) => proposal)).to.deep.equal([undefined, 'P-0123456789', 'P-0123456789']);
  });

  it('is the unamended one between an objector and a newcomer, who is bound by the later (VCLT 40(5)(b), R-154)', () => {
    expect(common(NEWCOMER, joined('XB'), IN_2027)).to.deep.equal({
      ...{ governs: id(1), ground: 'joinedLater', verdicts: ['governs', 'objected', 'notYet'] },
    });
    const { bindings } = commonTo(NEWCOMER, joined('XB'), CHAIN, at(IN_2027));
    expect(bindings.map(({ joinedLater }) => joinedLater)).to.deep.equal([true, false]);
    expect(common(NEWCOMER, joined('XA'), IN_2027)).to.deep.include({ governs: id(2), ground: 'boundAlike' });
  });

  it('is the former one between two that have both objected, which binds them alike', () => {
    const both = [FIRST, version(2, '2027-01-01T00:00:00Z', { objectors: ['XB', 'XC'] })];
    expect(common(joined('XB'), joined('XC'), IN_2027, both)).to.deep.equal({
      ...{ governs: id(1), ground: 'boundAlike', verdicts: ['governs', 'objected'] },
    });
  });

  it('is the last one to which both are parties, where each has objected to another', () => {
    const chain = [FIRST, SECOND, version(3, '2028-01-01T00:00:00Z', { objectors: ['XC'] })];
    expect(common(joined('XB'), joined('XC'), '2028-06-01T00:00:00Z', chain)).to.deep.equal({
      ...{ governs: id(1), ground: 'boundApart', verdicts: ['governs', 'objected', 'objected'] },
    });
  });

  it('is none before the first is in force, nor where one of them is bound by none', () => {
    expect(common(joined('XA'), joined('XC'), '2025-12-31T00:00:00Z')).to.deep.equal({
      ...{ governs: undefined, ground: undefined, verdicts: ['notYet', 'notYet', 'notYet'] },
    });
    const refused = [version(1, OPENED, { objectors: ['XB'] })];
    const { bindings } = commonTo(joined('XA'), joined('XB'), refused, at(IN_2027));
    expect(bindings.map(({ version: own }) => own?.version)).to.deep.equal([id(1), undefined]);
    expect(common(joined('XA'), joined('XB'), IN_2027, refused)).to.deep.include({ governs: undefined });
  });

  /** Up to six versions, a month apart, each with some objectors; two parties that join at any time; an instant. */
  const PARTIES = ['XA', 'XB', 'XC'];
  const month = (number: number): string => new Date(Date.UTC(2026, number, 1)).toISOString().replace('.000Z', 'Z');
  const CHAINS = fc
    .array(fc.subarray(PARTIES), { minLength: 1, maxLength: 6 })
    .map((objections) => objections.map((objectors, index) => version(index + 1, month(index), { objectors })));
  const PAIR = fc
    .tuple(fc.nat(6), fc.nat(6))
    .map(([one, other]) => [joined('XA', month(one)), joined('XB', month(other))] as const);
  const DAY = fc.nat(7).map((number) => at(month(number)));

  it('is the same whoever asks', () => {
    fc.assert(
      fc.property(CHAINS, PAIR, DAY, (chain, [one, other], day) => {
        expect(told(commonTo(one, other, chain, day))).to.deep.equal(told(commonTo(other, one, chain, day)));
      }),
    );
  });

  it('is that which binds both, wherever one does, and never later than that which binds either', () => {
    fc.assert(
      fc.property(CHAINS, PAIR, DAY, (chain, [one, other], day) => {
        const [own, others] = [one, other].map((party) => bindingOn(party, chain, day).version?.version ?? '');
        const { version: found, ground } = commonTo(one, other, chain, day);
        const governs = found?.version ?? '';
        if (own === others) expect(governs).to.equal(own);
        expect(governs <= (own ?? '') && governs <= (others ?? '')).to.equal(true);
        expect(ground === 'boundAlike').to.equal(governs !== '' && own === others);
      }),
    );
  });

  it('binds a newcomer by the version in force when it joins, and towards an objector by the one that binds that', () => {
    fc.assert(
      fc.property(CHAINS, fc.nat(6), (chain, since) => {
        const day = at(new Date(Date.UTC(2026, since, 15)).toISOString().replace('.000Z', 'Z'));
        const newcomer = joined('XA', day);
        const inForce = chain.filter(({ inForceFrom }) => inForceFrom <= day).at(-1);
        expect(bindingOn(newcomer, chain, day).version).to.equal(inForce);
        const old = joined('XB', '2025-01-01T00:00:00Z');
        expect(commonTo(newcomer, old, chain, day).version).to.equal(bindingOn(old, chain, day).version);
      }),
    );
  });
});
