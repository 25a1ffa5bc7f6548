// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import { connect } from '@hyperledger/fabric-gateway';
import { common, gateway as messages, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import {
  fromEpochMilliseconds,
  toEpochMilliseconds,
  TreatyError,
  type Instant,
} from '../../../chaincode/src/protocol/index.ts';
import { Authority } from '../../../network/embedded/certificates.ts';
import type { EmbeddedNetwork } from '../../../network/embedded/index.ts';
import { transactionId } from '../../../network/embedded/proposal.ts';
import { refusalOf } from '../support.ts';
import { endorsed, evaluated, notes, notesNetwork, now, proposed, submitted, valueOf, type Variant } from './notes.ts';

const put = { put: 'a', value: '1' } as const;
const ALTERED: Variant = { prefix: 'altered ' };
const REFUSING: Variant = { refuses: new TreatyError('CLOCK_NOT_YET', { until: '2026-11-23T10:00:00Z' }).message };

/** A network in which the code of some organisations differs. */
const with_ = (variant: Variant, ...organisations: string[]): EmbeddedNetwork =>
  notesNetwork({ variants: Object.fromEntries(organisations.map((id) => [id, variant])) });

const endorsersOf = (network: EmbeddedNetwork): string[] =>
  (network.peer('XA').block(network.height - 1)?.block.data[0]?.endorsements ?? []).map(({ msp }) => msp);

describe('To endorse a transaction the embedded ledger', () => {
  it('asks the own peer first and then no more than a majority', async () => {
    const network = notesNetwork();
    await submitted(network.connect({ organisation: 'SEC' }), put);
    expect(endorsersOf(network)).to.deep.equal(['SECMSP', 'XAMSP', 'XBMSP', 'XCMSP']);
  });

  it('tolerates one and two organisations of six that refuse or answer otherwise', async () => {
    for (const variant of [REFUSING, ALTERED]) {
      for (const others of [['XB'], ['XB', 'XC']]) {
        const network = with_(variant, ...others);
        await submitted(network.connect({ organisation: 'XA' }), put);
        expect(await valueOf(network.connect({ organisation: 'SEC' }), 'a')).to.equal('1');
      }
    }
  });

  it('does not go on with three of six, and says who stands where', async () => {
    for (const [variant, complaint] of [
      [REFUSING, 'CLOCK_NOT_YET'],
      [ALTERED, 'another outcome'],
    ] as const) {
      const network = with_(variant, 'XB', 'XC', 'SEC');
      const { code, details } = await refusalOf(() => submitted(network.connect({ organisation: 'XA' }), put));
      expect([code, details]).to.deep.equal([
        'LEDGER_UNAVAILABLE',
        {
          stage: 'endorse',
          problem: `3 peers agree, 4 are needed (XB: ${complaint}; XC: ${complaint}; SEC: ${complaint})`,
        },
      ]);
      expect(network.height).to.equal(1);
    }
  });

  it('lets altered code prevail where a majority runs it', async () => {
    const network = with_(ALTERED, 'XA', 'XB', 'XC', 'SEC');
    await submitted(network.connect({ organisation: 'XB' }), put);
    expect(await valueOf(network.connect({ organisation: 'AISI-XA' }), 'a')).to.equal('altered 1');
  });

  it('takes the outcome of the own peer as the measure, so that altered code there fails', async () => {
    const network = with_(ALTERED, 'XA');
    const { code } = await refusalOf(() => submitted(network.connect({ organisation: 'XA' }), put));
    expect(code).to.equal('LEDGER_UNAVAILABLE');
    network.peer('XA').install(notes());
    expect((await submitted(network.connect({ organisation: 'XA' }), put)).committed.block).to.equal('1');
  });

  it('takes a refusal of the own peer as final, though all others would agree', async () => {
    const network = with_(REFUSING, 'XA');
    const { code } = await refusalOf(() => submitted(network.connect({ organisation: 'XA' }), put));
    expect(code).to.equal('CLOCK_NOT_YET');
    await submitted(network.connect({ organisation: 'XB' }), put);
  });

  it('counts a message without a code as a failure of the contract, at whichever peer', async () => {
    const network = with_({ refuses: 'boom' }, 'XB', 'XC', 'SEC');
    const { details } = await refusalOf(() => submitted(network.connect({ organisation: 'XA' }), put));
    expect(details.problem).to.include('XB: failed');
    expect((await refusalOf(() => submitted(network.connect({ organisation: 'XB' }), put))).code).to.equal(
      'CONTRACT_FAILED',
    );
  });

  it('tolerates two peers that are down, not three, and not the own', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    network.peer('XB').stop();
    network.peer('XC').stop();
    await submitted(ledger, put);
    network.peer('SEC').stop();
    expect((await refusalOf(() => submitted(ledger, put))).details.problem).to.include('SEC: the peer does not answer');
    network.peer('SEC').start();
    network.peer('XA').stop();
    for (const asked of [() => submitted(ledger, put), () => evaluated(ledger, { get: 'a' })])
      expect((await refusalOf(asked)).code).to.equal('LEDGER_UNAVAILABLE');
  });

  it('goes on while a peer lags, which catches up to the same state', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    network.peer('XB').hold();
    await submitted(ledger, put);
    await submitted(ledger, { get: 'a' }, { put: 'a', value: '2' });
    expect(endorsersOf(network)).to.deep.equal(['XAMSP', 'XCMSP', 'AISI-XAMSP', 'AISI-XBMSP']);
    const behind = network.connect({ organisation: 'XB' });
    expect(await valueOf(behind, 'a')).to.equal('');
    expect((await refusalOf(() => submitted(behind, { get: 'a' }, put))).code).to.equal('LEDGER_UNAVAILABLE');
    network.peer('XB').release();
    await network.peer('XB').caughtUp;
    expect(network.peer('XB').height).to.equal(3);
    expect(network.peer('XB').state.fingerprint()).to.equal(network.peer('XA').state.fingerprint());
  });

  it('fails while three peers lag behind what a transaction reads', async () => {
    const network = notesNetwork();
    const ledger = network.connect({ organisation: 'XA' });
    for (const id of ['XB', 'XC', 'SEC']) network.peer(id).hold();
    await submitted(ledger, put);
    expect((await refusalOf(() => endorsed(ledger, { get: 'a' }))).details.problem).to.include('3 peers agree');
    network.peer('SEC').release();
    await submitted(ledger, { get: 'a' }, { put: 'a', value: '2' });
  });

  it('reads one state from the first to the last step, since a block waits for what is running', async () => {
    const gate = Promise.withResolvers<undefined>();
    const waiting = Promise.withResolvers<undefined>();
    const slow: Variant = {
      before: () => {
        waiting.resolve(undefined);
        return gate.promise;
      },
    };
    const network = notesNetwork({ variants: { 'AISI-XB': slow } });
    const peer = network.peer('AISI-XB');
    const slowly = evaluated(network.connect({ organisation: 'AISI-XB' }), { get: 'a' });
    await waiting.promise;
    await submitted(network.connect({ organisation: 'XA' }), put);
    expect([network.height, peer.height]).to.deep.equal([2, 1]);
    const next = evaluated(network.connect({ organisation: 'AISI-XB' }), { get: 'a' });
    gate.resolve(undefined);
    expect(await slowly).to.deep.equal(['']);
    expect(await next).to.deep.equal(['1']);
    expect(peer.height).to.equal(2);
  });
});

describe('A clock of the embedded ledger', () => {
  const shifted = (milliseconds: number) => (): Instant =>
    fromEpochMilliseconds(toEpochMilliseconds(now()) + milliseconds);

  it('of a client may lie five minutes from that of a peer, and no more', async () => {
    const network = notesNetwork();
    for (const milliseconds of [-290_000, 290_000])
      await submitted(network.connect({ organisation: 'XA', clock: shifted(milliseconds) }), put);
    for (const [milliseconds, expected, bound] of [
      [-310_000, 'CLOCK_BEHIND', { behindBy: 'PT300S' }],
      [310_000, 'CLOCK_AHEAD', { aheadBy: 'PT300S' }],
    ] as const) {
      const ledger = network.connect({ organisation: 'XA', clock: shifted(milliseconds) });
      const { code, details } = await refusalOf(() => submitted(ledger, put));
      expect(code).to.equal(expected);
      expect(details).to.include(bound);
    }
  });

  it('of a peer is its own: two of six that go wrong do no harm, three do', async () => {
    const wrong = shifted(400_000);
    const clocks = { XB: wrong, XC: wrong };
    await submitted(notesNetwork({ clocks }).connect({ organisation: 'XA' }), put);
    const three = notesNetwork({ clocks: { ...clocks, SEC: wrong } }).connect({ organisation: 'XA' });
    expect((await refusalOf(() => submitted(three, put))).code).to.equal('LEDGER_UNAVAILABLE');
    expect(
      (await refusalOf(() => submitted(notesNetwork({ clocks }).connect({ organisation: 'XB' }), put))).code,
    ).to.equal('CLOCK_BEHIND');
  });
});

describe('A connection to the embedded ledger', () => {
  it('names the network by its channel and genesis block, its organisation and no other', () => {
    const network = notesNetwork({ channel: 'rehearsal' });
    const ledger = network.connect({ organisation: 'AISI-XA' });
    expect(ledger.network)
      .to.equal(network.id)
      .and.to.match(/^rehearsal@[0-9a-f]{64}$/);
    expect(ledger.msp).to.equal('AISI-XAMSP');
    expect(network.connect({ msp: 'AISI-XAMSP' }).msp).to.equal('AISI-XAMSP');
    expect(notesNetwork().id).not.to.equal(notesNetwork().id);
  });

  it('is refused for an organisation that is not there', async () => {
    const network = notesNetwork();
    for (const options of [{ organisation: 'XZ' }, {}]) {
      const { code, details } = await refusalOf(() => network.connect(options));
      expect(code).to.equal('ORGANISATION_UNKNOWN');
      expect(details.known).to.deep.equal(['XA', 'XB', 'XC', 'AISI-XA', 'AISI-XB', 'SEC']);
    }
    expect((await refusalOf(() => network.creator('XZ'))).code).to.equal('ORGANISATION_UNKNOWN');
  });

  it('carries a user or an administrator, as the organisational unit of the certificate says', async () => {
    const network = notesNetwork();
    for (const [admin, unit] of [
      [true, 'OU=admin'],
      [false, 'OU=client'],
    ] as const) {
      const [creator] = await evaluated(network.connect({ organisation: 'XA', admin }), { tell: 'creator' });
      const certificate = new X509Certificate((creator as { certificate: string }).certificate);
      expect(certificate.subject.split('\n')).to.include(unit).and.to.include('O=XA');
      expect(certificate.publicKey.asymmetricKeyDetails).to.deep.equal({ namedCurve: 'prime256v1' });
      expect(certificate.ca).to.equal(false);
    }
  });

  it('may carry a certificate only that its organisation has issued', async () => {
    const network = notesNetwork();
    const own = network.creator('XA', true).certificate;
    expect(await evaluated(network.connect({ organisation: 'XA', certificate: own }), { get: 'a' })).to.deep.equal([
      '',
    ]);
    const impostor = new Authority('XA').issue('admin', 'admin@XA');
    for (const certificate of [impostor, network.creator('XB').certificate, 'no certificate']) {
      const { details } = await refusalOf(() => evaluated(network.connect({ organisation: 'XA', certificate }), put));
      expect(details.problem).to.include('BAD_CREATOR_SIGNATURE');
    }
  });

  it('answers nothing after it has been closed', async () => {
    const ledger = notesNetwork().connect({ organisation: 'XA' });
    await ledger.close();
    const { code, details } = await refusalOf(() => ledger.evaluate('play', '[]'));
    expect([code, details.stage]).to.deep.equal(['LEDGER_UNAVAILABLE', 'evaluate']);
  });
});

describe('A transaction id of the embedded ledger', () => {
  it('is the one that the client library of Fabric computes from the same nonce and creator', () => {
    const creator = notesNetwork().creator('XA');
    const identity = { mspId: creator.msp, credentials: Buffer.from(creator.certificate) };
    const gateway = connect({ client: new Client('localhost:1', credentials.createInsecure()), identity });
    const made = gateway.getNetwork('treaty').getContract('depositary').newProposal('play');
    const proposed = messages.ProposedTransaction.deserializeBinary(made.getBytes());
    const bytes = proposed.getProposal()?.getProposalBytes_asU8() ?? new Uint8Array();
    const header = common.Header.deserializeBinary(peer.Proposal.deserializeBinary(bytes).getHeader_asU8());
    const { nonce } = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8()).toObject();
    expect(transactionId(Buffer.from(String(nonce), 'base64'), creator)).to.equal(made.getTransactionId());
    gateway.close();
  });

  it('is another one each time', () => {
    const network = notesNetwork();
    expect(proposed(network, 'XA', put).tx).not.to.equal(proposed(network, 'XA', put).tx);
  });
});
