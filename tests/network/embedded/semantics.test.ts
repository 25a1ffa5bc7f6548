// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { notesNetwork } from './notes.ts';
import { SEMANTICS } from './semantics.ts';

describe('Like a network of Fabric the embedded ledger', () => {
  const ledger = notesNetwork().connect({ organisation: 'XA' });
  for (const [index, { title, play, answer }] of SEMANTICS.entries())
    it(title, async () => {
      expect(await play(ledger, `case-${index}-`)).to.deep.equal(answer);
    });
});
