// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { Institution, Party, Representative } from '../../../chaincode/src/protocol/index.ts';
import { atDesk, Desk, OPENING, type Receipt } from './desk.ts';

describe('depositary party', () => {
  let desk: Desk;
  before(async () => {
    desk = await atDesk();
  });
  after(() => {
    desk.remove();
  });

  it('lists states and institutions', async () => {
    const words = await desk.flat('party list');
    expect(words).to.match(/^XA State XA bound by ratification since /);
    expect(words).to.include('AISI-XA Institute of XA institute AISI-XAMSP');
    const { parties, institutions } = await desk.json<{ parties: Party[]; institutions: Institution[] }>('party list');
    expect(parties.map(({ id, status }) => `${id} ${status}`)).to.deep.equal(['XA bound', 'XB bound', 'XC invited']);
    expect(institutions.map(({ id, role }) => `${id} ${role}`)).to.deep.equal(['AISI-XA institute', 'SEC secretariat']);
  });

  it('shows a state with its offices, and an institution', async () => {
    expect(await desk.flat('party show XA')).to.match(
      /^member XA, State XA status bound by ratification since .* acts carried by XAMSP offices XA\/delegate-1 seated XA\/head seated $/,
    );
    const state = await desk.json<{ party: Party; representatives: Representative[] }>('party show XA');
    expect([state.party.id, state.representatives.map(({ id }) => id)]).to.deep.equal([
      'XA',
      ['XA/delegate-1', 'XA/head'],
    ]);
    const institute = await desk.json<{ institution: Institution }>('party show AISI-XA');
    expect(Object.keys(institute)).to.deep.equal(['v', 'institution', 'representatives']);
  });

  it('says where no office is registered', async () => {
    const bare = new Desk();
    await bare.words(`treaty open ${bare.file('opening.json', OPENING)} --as SEC/depositary`);
    expect(await bare.flat('party show SEC')).to.include('offices SEC/depositary seated');
    expect(await bare.flat('party show XA')).to.match(/status invited, not bound yet .* offices none is registered $/);
    expect(await bare.words('representative list XA')).to.equal('No office is registered.\n');
    bare.remove();
  });

  it('deposits an instrument, with a statement', async () => {
    const line = 'party deposit --kind definitive-signature --as XC/head';
    const { act, events } = await desk.json<Receipt>(line, '--statement', 'With effect at once.');
    const bound = {
      type: 'PartyBound',
      party: 'XC',
      instrument: 'definitiveSignature',
      statement: 'With effect at once.',
    };
    expect([act, events]).to.deep.equal(['DepositInstrument', [bound]]);
    expect(await desk.words('party show XC')).to.include('bound by definitive-signature since');
  });

  it('tells in words what was deposited', async () => {
    const fresh = await atDesk();
    const { stdout, stderr } = await fresh.run('party deposit --kind accession --as XC/head');
    fresh.remove();
    expect(stdout).to.match(/^XC is bound by accession\.\nTransaction [0-9a-f]{64}, block \d+\.\n$/);
    expect(stderr).to.equal(`Next:\n  npx depositary party list ${fresh.place.join(' ')}\n`);
  });

  it('refuses with a code', async () => {
    await desk.refuses('party show XQ', 'MEMBER_UNKNOWN', { member: 'XQ' });
    await desk.refuses('party show xq', 'OPTION_INVALID', { option: 'MEMBER' });
    await desk.refuses('party list --treaty nowhere', 'TREATY_UNKNOWN');
    await desk.refuses('party deposit --kind ratification --as XA/head', 'PARTY_ALREADY_BOUND', { member: 'XA' });
    await desk.refuses('party deposit --kind ratification --as AISI-XA/head', 'PARTY_UNKNOWN');
    await desk.refuses('party deposit --kind ratification --as XA/nobody', 'KEY_NOT_HERE', {
      representative: 'XA/nobody',
      file: desk.file('keys/XA/nobody.json'),
    });
  });
});
