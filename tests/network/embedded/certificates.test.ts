// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { Authority, TrustAnchor } from '../../../network/embedded/certificates.ts';

/** The parser that fabric-shim reads creators with. */
const { Certificate } = createRequire(createRequire(import.meta.url).resolve('fabric-shim'))('@fidm/x509') as {
  Certificate: {
    fromPEM(pem: string): { subject: { commonName: string }; isCA: boolean; validTo: Date; validFrom: Date };
  };
};

describe('Certificates of the embedded ledger', () => {
  const authority = new Authority('AISI-XA');
  const user = authority.issue('client', 'user@AISI-XA');

  it('are read by Node and by the parser of the shim', () => {
    const [ca, leaf] = [authority.certificate, user].map((pem) => new X509Certificate(pem));
    expect([ca?.ca, leaf?.ca]).to.deep.equal([true, false]);
    expect(ca?.subject).to.equal('O=AISI-XA\nCN=ca.AISI-XA');
    expect(leaf?.subject).to.equal('O=AISI-XA\nOU=client\nCN=user@AISI-XA');
    expect(Certificate.fromPEM(user).subject.commonName).to.equal('user@AISI-XA');
    expect(Certificate.fromPEM(authority.certificate).isCA).to.equal(true);
  });

  it('hold from now on for twenty years', () => {
    const { validFrom, validTo } = Certificate.fromPEM(user);
    // Issued when this file was loaded, which may be long before its turn comes.
    expect(Date.now() - validFrom.getTime()).to.be.within(0, 3_600_000);
    expect(validTo.getUTCFullYear() - validFrom.getUTCFullYear()).to.equal(20);
  });

  it('are issued by their authority and by no other of the same name', () => {
    const anchor = new TrustAnchor(authority.certificate);
    expect(new TrustAnchor(new Authority('AISI-XA').certificate).vouchesFor(user)).to.equal(false);
    // Asked twice, since verdicts are remembered.
    expect([user, user].map((pem) => anchor.vouchesFor(pem))).to.deep.equal([true, true]);
    const none = '-----BEGIN CERTIFICATE-----';
    expect([none, none].map((pem) => anchor.vouchesFor(pem))).to.deep.equal([false, false]);
  });

  it('name each its own serial number and key', () => {
    const [one, other] = [user, authority.issue('client', 'user@AISI-XA')].map((pem) => new X509Certificate(pem));
    expect(one?.serialNumber).not.to.equal(other?.serialNumber);
    expect(one?.publicKey.equals(other?.publicKey ?? one.publicKey)).to.equal(false);
  });
});
