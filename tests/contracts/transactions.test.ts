// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fabric from 'fabric-contract-api';
import { contractsOf } from '../../chaincode/src/contracts/index.ts';
import { systemClock } from '../../chaincode/src/ledger/index.ts';
import { ACTS, MspId, QUESTIONS, TRANSACTIONS } from '../../chaincode/src/protocol/index.ts';

const inherited = new Set(Object.getOwnPropertyNames(fabric.Contract.prototype));

/** What Fabric offers of a contract: the functions of its own class that are not underscored (chaincodefromcontract.js). */
function offered(): string[] {
  return contractsOf({ opensTreaties: MspId.parse('SECMSP'), clock: systemClock }).flatMap((Contract) => {
    const contract = new Contract();
    const own = Object.getOwnPropertyNames(Object.getPrototypeOf(contract));
    const names = own.filter((name) => name !== 'constructor' && !name.startsWith('_') && !inherited.has(name));
    return names.map((name) => `${contract.getName()}:${name}`);
  });
}

describe('the transactions of the chaincode', () => {
  it('are these and no others', () => {
    expect(offered().sort()).to.deep.equal([
      'depositary:acknowledgeNotification',
      'depositary:certifyCopy',
      'depositary:circulateNotification',
      'depositary:depositText',
      'depositary:effectCorrection',
      'depositary:enterRegistration',
      'depositary:objectToCorrection',
      'depositary:proposeCorrection',
      'model:correctModel',
      'model:declareCompute',
      'model:registerModel',
      'organ:vacateSeat',
      'party:announceSuccession',
      'party:confirmInstrument',
      'party:examineInstrument',
      'party:makeDeclaration',
      'party:notifyWithdrawal',
      'party:objectToReservation',
      'party:revokeWithdrawal',
      'party:signTreaty',
      'party:takeUpSuccession',
      'party:withdrawDeclaration',
      'party:withdrawObjection',
      'party:withdrawReservation',
      'proposal:castVote',
      'proposal:closeProposal',
      'proposal:enterReceived',
      'proposal:extendWindow',
      'proposal:makeProposal',
      'proposal:reportCount',
      'proposal:standing',
      'proposal:withdrawProposal',
      'record:get',
      'record:list',
      'representative:endRepresentative',
      'representative:examineCredentials',
      'representative:objectToKey',
      'representative:recoverKey',
      'representative:registerHead',
      'representative:registerRepresentative',
      'representative:reinstateRepresentative',
      'representative:rotateKey',
      'representative:suspendRepresentative',
      'threshold:inForce',
      'treaty:depositInstrument',
      'treaty:openTreaty',
    ]);
  });

  it('are what the protocol names, one for each act and each question', () => {
    expect([...Object.values(TRANSACTIONS), ...Object.values(QUESTIONS)].sort()).to.deep.equal(offered().sort());
    expect(Object.keys(TRANSACTIONS).sort()).to.deep.equal(Object.keys(ACTS).sort());
  });
});
