// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { SEMANTICS } from '../network/embedded/semantics.ts';
import { FabricRig, FIRST_START } from '../support/fabric-rig.ts';
import { contractOf } from './contract.ts';

const NOTES = { name: 'notes', entryPoint: 'tests/network/embedded/notes-main.ts' };

let network: FabricRig | undefined;

async function started(): Promise<FabricRig> {
  return (network ??= await FabricRig.start(31_000, [NOTES]));
}

contractOf('a Fabric network', started, FIRST_START, () => {
  // The same cases, with the same answers, as the embedded ledger is held to.
  describe('does what the embedded ledger promises to do as Fabric does: it', () => {
    for (const [index, { title, play, answer }] of SEMANTICS.entries()) {
      it(title, async () => {
        const ledger = await (await started()).connect('XA', 'client', NOTES.name);
        expect(await play(ledger, `case-${String(index)}-`)).to.deep.equal(answer);
      });
    }
  });
});
