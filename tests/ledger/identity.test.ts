// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { carrierOf } from '../../chaincode/src/ledger/index.ts';
import { expectRefusal } from '../support/refusals.ts';
import { ADMIN, LINE_BREAK_IN_NAME, LONGER_UNIT, NAMED_LIKE_A_UNIT } from './certificates.ts';

function carried(msp: string, certificate: string): Promise<unknown> {
  const clientIdentity = { getMSPID: () => msp, getIDBytes: () => new TextEncoder().encode(certificate) };
  return Promise.resolve().then(() => carrierOf({ clientIdentity }));
}

describe('the carrier of a transaction', () => {
  it('is an administrator by the organisational unit of its certificate', async () => {
    expect(await carried('XAMSP', ADMIN)).to.deep.equal({ msp: 'XAMSP', admin: true });
  });

  it('is none by a name that only looks like that unit', async () => {
    for (const certificate of [NAMED_LIKE_A_UNIT, LINE_BREAK_IN_NAME, LONGER_UNIT]) {
      expect(await carried('XAMSP', certificate)).to.deep.equal({ msp: 'XAMSP', admin: false });
    }
  });

  it('is refused where its certificate or its organisation cannot be read', async () => {
    await expectRefusal(carried('XAMSP', 'no certificate'), 'CARRIER_UNREADABLE');
    await expectRefusal(carried('', ADMIN), 'CARRIER_UNREADABLE');
    await expectRefusal(carried('X A', ADMIN), 'CARRIER_UNREADABLE');
  });
});
