// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { Known } from '../../chaincode/src/domain/index.ts';
import { CORRECTION_EDGES, DEPOSITARY_RULES } from '../../chaincode/src/domain/depositary/rules.ts';
import { MODEL_RULES } from '../../chaincode/src/domain/model/rules.ts';
import { vacateSeat } from '../../chaincode/src/domain/organ/rules.ts';
import {
  DECLARATION_EDGES,
  depositInstrument,
  INSTRUMENT_EDGES,
  OBJECTION_EDGES,
  PARTY_EDGES,
  PARTY_RULES,
  RESERVATION_EDGES,
} from '../../chaincode/src/domain/party/rules.ts';
import { PROPOSAL_EDGES } from '../../chaincode/src/domain/proposal/open.ts';
import { PROPOSAL_RULES } from '../../chaincode/src/domain/proposal/rules.ts';
import { REPRESENTATIVE_EDGES, REPRESENTATIVE_RULES } from '../../chaincode/src/domain/representative/rules.ts';
import { mayMove, statusesFor, type Case } from '../../chaincode/src/domain/rule.ts';
import { ACTS, type ActType } from '../../chaincode/src/protocol/index.ts';
import { deposit, rotate } from '../support/domain/steps.ts';
import { prepare, refusalOf } from '../support/domain/world.ts';

describe('a rule', () => {
  it('takes the acts of its own type and no others', () => {
    const { act, digest } = prepare(rotate('XA/head', 'XA/head 2')).document;
    const refused = { code: 'TRANSACTION_MISMATCH', details: { expected: 'DepositInstrument', type: 'RotateKey' } };
    expect(refusalOf(() => depositInstrument.needs(act, Known.nothing, digest))).to.deep.equal(refused);
    expect(refusalOf(() => depositInstrument.decide(act, {} as Case))).to.deep.equal(refused);
  });

  it('names no deadline unless its act depends on one', () => {
    const { act } = prepare(deposit('XA/head')).document;
    expect(depositInstrument.notBefore(act, {} as Case)).to.equal(undefined);
  });

  it('decides every type of act but the three whose author’s standing is examined otherwise', () => {
    const decided = [
      ...PARTY_RULES,
      ...DEPOSITARY_RULES,
      ...REPRESENTATIVE_RULES,
      ...PROPOSAL_RULES,
      ...MODEL_RULES,
      vacateSeat,
    ].map(({ type }) => type);
    expect([...decided, 'OpenTreaty', 'RegisterHead', 'RecoverKey'].sort()).to.deep.equal(Object.keys(ACTS).sort());
  });
});

describe('the tables of edges', () => {
  it('say from which statuses an act leads on', () => {
    expect(mayMove(PARTY_EDGES, 'invited', 'DepositInstrument')).to.equal(true);
    expect(mayMove(PARTY_EDGES, 'bound', 'DepositInstrument')).to.equal(false);
    expect(statusesFor(PARTY_EDGES, 'DepositInstrument')).to.deep.equal(['invited', 'signatory', 'withdrawing']);
    expect(statusesFor(PROPOSAL_EDGES, 'CloseProposal')).to.deep.equal(['open']);
    expect(statusesFor(REPRESENTATIVE_EDGES, 'ReinstateRepresentative')).to.deep.equal(['suspended']);
    expect(statusesFor(REPRESENTATIVE_EDGES, 'CastVote')).to.deep.equal([]);
  });

  it('lead only to statuses that they have themselves', () => {
    const tables = [
      ...[PARTY_EDGES, INSTRUMENT_EDGES, RESERVATION_EDGES, OBJECTION_EDGES, DECLARATION_EDGES],
      CORRECTION_EDGES,
      ...[PROPOSAL_EDGES, REPRESENTATIVE_EDGES],
    ];
    for (const edges of tables) {
      const rows = new Map<string, Partial<Record<ActType, readonly string[]>>>(Object.entries(edges));
      const reached = [...rows.values()].flatMap((acts) => Object.values(acts).flat());
      expect(Object.keys(edges)).to.include.members(reached);
    }
  });
});
