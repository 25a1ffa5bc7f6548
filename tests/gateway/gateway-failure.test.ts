// SPDX-License-Identifier: Apache-2.0
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { GatewayError, type ErrorDetail } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { failureOf, isDisagreement, isPassing, refusalIn } from '../../gateway/src/gateway-failure.ts';

function gatewayError(code: status, message: string, ...details: ErrorDetail[]): GatewayError {
  const cause: ServiceError = Object.assign(new Error(message), { code, details: message, metadata: new Metadata() });
  return new GatewayError({ code, details, cause, message });
}

function detail(mspId: string, message: string): ErrorDetail {
  return { address: 'peer:7051', mspId, message };
}

const CLOSED = new TreatyError('BALLOT_WINDOW_CLOSED', { proposal: 'P-0000000000' });
const AHEAD = new TreatyError('CLOCK_AHEAD', { now: '2026-01-01T00:00:00Z', aheadBy: 'PT5S' });

describe('a failure of the gateway', () => {
  it('yields the refusal of the own peer before those of others', () => {
    const details = [
      detail('XBMSP', `chaincode response 500, ${AHEAD.message}`),
      detail('XAMSP', `chaincode response 500, ${CLOSED.message}`),
    ];
    const error = gatewayError(status.ABORTED, 'failed to endorse', ...details);
    expect(refusalIn(error, 'XAMSP')).to.deep.equal({ error: CLOSED, isOwn: true });
    expect(refusalIn(error, 'XBMSP')).to.deep.equal({ error: AHEAD, isOwn: true });
    expect(refusalIn(error, 'XCMSP')).to.deep.equal({ error: AHEAD, isOwn: false });
  });

  it('yields the refusal in its own message where it has no details, as an evaluation does', () => {
    const error = gatewayError(status.UNKNOWN, `evaluate call failed: chaincode response 500, ${CLOSED.message}`);
    expect(refusalIn(error, 'XAMSP')).to.deep.equal({ error: CLOSED, isOwn: true });
  });

  it('yields none where nobody refused', () => {
    expect(refusalIn(gatewayError(status.UNAVAILABLE, 'no route'), 'XAMSP')).to.equal(undefined);
    expect(refusalIn(new Error('TREATY/1 {}'), 'XAMSP')).to.equal(undefined);
  });

  it('passes when a peer was out of reach or too busy, not when it answered', () => {
    for (const code of [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED, status.RESOURCE_EXHAUSTED]) {
      expect(isPassing(gatewayError(code, 'x'))).to.equal(true);
    }
    expect(isPassing(gatewayError(status.UNKNOWN, 'too many requests for /gateway.Gateway'))).to.equal(true);
    expect(isPassing(gatewayError(status.ABORTED, 'x'))).to.equal(false);
    expect(isPassing(new Error('x'))).to.equal(false);
  });

  it('is a disagreement where peers at different heights answered differently', () => {
    const message = 'ProposalResponsePayloads do not match (base64): x vs y';
    expect(isDisagreement(gatewayError(status.ABORTED, message))).to.equal(true);
    expect(isDisagreement(gatewayError(status.ABORTED, 'failed', detail('XBMSP', message)))).to.equal(true);
    expect(isDisagreement(gatewayError(status.ABORTED, 'failed'))).to.equal(false);
    expect(isDisagreement(new Error(message))).to.equal(false);
  });

  it('is the clock of the client where a peer says so before it asks the contract', () => {
    const said = (dated: string) =>
      `request unauthorized due to incorrect timestamp ${dated}, peer time 2026-11-25T10:00:00Z, peer.authentication.timewindow 5m0s`;
    const behind = gatewayError(
      status.UNKNOWN,
      `evaluate call to endorser returned error: ${said('2025-11-25T10:00:00Z')}`,
    );
    const { code, details } = failureOf(behind, 'evaluate');
    expect({ code, ...details }).to.deep.equal({
      code: 'CLOCK_BEHIND',
      now: '2025-11-25T10:00:00Z',
      behindBy: 'PT5M0S',
    });
    const ahead = gatewayError(status.ABORTED, 'failed to endorse', detail('XBMSP', said('2026-11-25T10:06:00Z')));
    const refusal = refusalIn(ahead, 'XAMSP');
    expect({ ...refusal?.error.details, code: refusal?.error.code, isOwn: refusal?.isOwn }).to.deep.equal({
      code: 'CLOCK_AHEAD',
      now: '2026-11-25T10:06:00Z',
      aheadBy: 'PT5M0S',
      isOwn: false,
    });
    expect(failureOf(ahead, 'endorse').code).to.equal('CLOCK_AHEAD');
  });

  it('becomes what the port promises', () => {
    const crashed = failureOf(gatewayError(status.UNKNOWN, 'chaincode response 500, TypeError: x'), 'endorse');
    expect(crashed.code).to.equal('CONTRACT_FAILED');
    const away = failureOf(gatewayError(status.UNAVAILABLE, 'no connection', detail('XAMSP', 'gone')), 'evaluate');
    expect({ code: away.code, ...away.details }).to.deep.equal({
      code: 'LEDGER_UNAVAILABLE',
      stage: 'evaluate',
      problem: 'no connection; gone',
    });
    expect(failureOf(CLOSED, 'submit')).to.equal(CLOSED);
    expect(failureOf(new Error('socket'), 'submit').details.problem).to.equal('Error: socket');
  });
});
