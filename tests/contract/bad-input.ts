// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  ActId,
  canonicalBytes,
  Duration,
  fromEpochMilliseconds,
  isJsonArray,
  isJsonObject,
  NetworkId,
  parseJson,
  plus,
  ProposalId,
  QUESTIONS,
  RepresentativeId,
  requireJson,
  ThresholdId,
  TRANSACTIONS,
  VersionId,
  type ActType,
  type Ledger,
} from '../../chaincode/src/protocol/index.ts';
import { now } from '../../gateway/src/draft.ts';
import { keyOf, Members, revisionFrom } from '../support/members.ts';
import { expectRefusal, refusalOf } from '../support/refusals.ts';
import type { Rig } from '../support/rig.ts';

/** The order of the group of Ed25519 (RFC 8032, 5.1). */
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** A document with one field of its proof replaced. */
function withProof(bytes: Uint8Array, field: string, change: (value: string) => string): string {
  const document = parseJson(bytes);
  if (!isJsonObject(document) || !isJsonArray(document.proof) || !isJsonObject(document.proof[0]))
    throw new Error('no proof');
  const [proof] = document.proof;
  const former = proof[field];
  if (typeof former !== 'string') throw new Error('no such field');
  const changed: unknown = { ...document, proof: [{ ...proof, [field]: change(former) }] };
  requireJson(changed);
  return text(canonicalBytes(changed));
}

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function base58(bytes: Uint8Array): string {
  let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let out = '';
  for (; number > 0n; number /= 58n) out = (ALPHABET[Number(number % 58n)] ?? '') + out;
  return '1'.repeat(bytes.findIndex((byte) => byte !== 0)) + out;
}

function unbase58(digits: string): Uint8Array {
  const number = digits.split('').reduce((sum, digit) => sum * 58n + BigInt(ALPHABET.indexOf(digit)), 0n);
  return Buffer.from(number.toString(16).padStart(128, '0'), 'hex');
}

/** The same signature with S + L: a second one that a lax verifier accepts. */
function malleated(proofValue: string): string {
  const signature = unbase58(proofValue.slice(1));
  const s = [...signature.subarray(32)].reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + L;
  const bytes = Array.from({ length: 32 }, (_, index) => Number((s >> BigInt(8 * index)) & 0xffn));
  return `z${base58(Buffer.concat([signature.subarray(0, 32), Buffer.from(bytes)]))}`;
}

/** Every bad input that the charter names: a coded refusal, nothing written, everybody alive. */
export function badInput(rig: () => Rig, treaty: string): void {
  describe('refuses, and writes nothing, when it gets', () => {
    let members: Members;
    let xa: Ledger;
    let proposal: ProposalId;

    /** What a peer says to a raw argument, past every check of the client. */
    const raw = (type: ActType, argument: string, ledger = xa) => ledger.endorse(TRANSACTIONS[type], argument);
    const ballot = (changes: object = {}, key = keyOf('XA/head')) =>
      members.bytes('XA/head', 'CastVote', { proposal, choice: 'yes' }, changes, key);

    before(async () => {
      members = new Members(rig(), treaty);
      await members.begin();
      xa = await rig().connect('XA');
      proposal = await members.propose('early');
    });

    afterEach(async () => {
      const { ballots, proposal: record } = await (await members.client('XC')).proposal(proposal);
      expect({ ballots, status: record.status }).to.deep.equal({ ballots: [], status: 'open' });
    });

    it('something that is not JSON', () => expectRefusal(raw('CastVote', 'yes!'), 'JSON_MALFORMED'));

    it('JSON that is not canonical', () => expectRefusal(raw('CastVote', ` ${text(ballot())}`), 'NOT_CANONICAL'));

    it('the same name twice', () =>
      expectRefusal(raw('CastVote', text(ballot()).replace('{', '{"at":"x",')), 'JSON_DUPLICATE_NAME'));

    it('an unknown field', () =>
      expectRefusal(raw('CastVote', text(ballot({ colour: 'red' }))), 'ACT_MALFORMED', { type: 'CastVote' }));

    it('a document over 64 KiB', () =>
      expectRefusal(raw('CastVote', text(ballot()).padEnd(65_537)), 'BYTES_TOO_MANY', { limit: 65_536 }));

    it('a document nested 33 deep, and one nested 10,000 deep', async () => {
      for (const depth of [33, 10_000]) {
        await expectRefusal(raw('CastVote', '['.repeat(depth) + ']'.repeat(depth)), 'JSON_TOO_DEEP', { limit: 32 });
      }
    });

    it('an act of an unknown type, or through the transaction of another type', async () => {
      await expectRefusal(raw('CastVote', '{"type":"Coup"}'), 'ACT_TYPE_UNKNOWN', { type: 'Coup' });
      await expectRefusal(raw('CloseProposal', text(ballot())), 'TRANSACTION_MISMATCH', { expected: 'CloseProposal' });
    });

    it('an act for another network', () => {
      const network = NetworkId.parse(`treaty@${'0'.repeat(64)}`);
      return expectRefusal(raw('CastVote', text(ballot({ network }))), 'ACT_NETWORK_FOREIGN', { named: network });
    });

    it('an act for another treaty', () =>
      expectRefusal(raw('CastVote', text(ballot({ treaty: 'no-such-treaty' }))), 'TREATY_UNKNOWN', {
        treaty: 'no-such-treaty',
      }));

    it('an act of an unknown representative, or of one of no member', async () => {
      const stranger = members.bytes('XA/stranger', 'CastVote', { proposal, choice: 'yes' });
      await expectRefusal(raw('CastVote', text(stranger)), 'REPRESENTATIVE_UNKNOWN', { representative: 'XA/stranger' });
      const foreign = members.bytes('XQ/head', 'CastVote', { proposal, choice: 'yes' });
      await expectRefusal(raw('CastVote', text(foreign)), 'MEMBER_UNKNOWN', { member: 'XQ' });
    });

    it('an act of a representative whose term has not begun', async () => {
      await members.delegate('XA/later', { term: members.term(plus(now(), Duration.parse('PT1H'))) });
      const act = members.bytes('XA/later', 'CastVote', { proposal, choice: 'yes' });
      await expectRefusal(raw('CastVote', text(act)), 'REPRESENTATIVE_OUT_OF_TERM', { representative: 'XA/later' });
    });

    it('an instrument of a delegate with credentials but without full powers', async () => {
      await members.delegate('XA/envoy');
      const act = members.bytes('XA/envoy', 'DepositInstrument', { kind: 'accession' });
      await expectRefusal(raw('DepositInstrument', text(act)), 'POWERS_MISSING', { expected: 'fullPowers' });
    });

    it("an act that comes with another party's certificate", async () => {
      const xb = await rig().connect('XB');
      await expectRefusal(raw('CastVote', text(ballot()), xb), 'CARRIER_FOREIGN', { expected: 'XAMSP', msp: 'XBMSP' });
    });

    it("a head's registration without an administrator's certificate", async () => {
      const body = { key: keyOf('XA/usurper').key, reason: 'The key is lost.' };
      const act = members.bytes('XA/head', 'RecoverKey', body, {}, keyOf('XA/usurper'));
      await expectRefusal(raw('RecoverKey', text(act)), 'CARRIER_NOT_ADMIN', { type: 'RecoverKey' });
    });

    it('a registration for another party', async () => {
      const body = {
        representative: RepresentativeId.parse('XB/mole'),
        key: keyOf('XB/mole').key,
        term: members.term(),
        powers: ['credentials' as const],
      };
      const act = members.bytes('XA/head', 'RegisterRepresentative', body);
      await expectRefusal(raw('RegisterRepresentative', text(act)), 'REPRESENTATIVE_FOREIGN', {
        representative: 'XB/mole',
      });
    });

    it('a seal by another key, a changed document, and a malleated signature', async () => {
      await expectRefusal(raw('CastVote', text(ballot({}, keyOf('XB/head')))), 'SEAL_NOT_BY_OFFICE');
      await expectRefusal(raw('CastVote', text(ballot()).replace('"choice":"yes"', '"choice":"no"')), 'SEAL_INVALID');
      await expectRefusal(raw('CastVote', withProof(ballot(), 'proofValue', malleated)), 'SEAL_INVALID');
    });

    it('a seal by a key of small order, which would fit every message', async () => {
      // The key 01 00 .. 00 with R the identity and S zero: tweetnacl accepts it for any message (RFC 8032, 8.4).
      const identity = Buffer.from(`ed0101${'00'.repeat(31)}`, 'hex');
      const did = `did:key:z${base58(identity)}#z${base58(identity)}`;
      const weak = withProof(ballot(), 'verificationMethod', () => did);
      const signature = Buffer.from(`01${'00'.repeat(63)}`, 'hex');
      const act = withProof(new TextEncoder().encode(weak), 'proofValue', () => `z${base58(signature)}`);
      const refusal = await refusalOf(raw('CastVote', act));
      expect(refusal.code).to.be.oneOf(['SEAL_INVALID', 'KEY_WEAK', 'SEAL_MALFORMED']);
    });

    it('another document under an id that has been used', async () => {
      const id = ActId.parse('00000000-0000-4000-8000-000000000001');
      await (
        await members.client('XA')
      ).submit(
        members.bytes(
          'XA/head',
          'RegisterRepresentative',
          {
            representative: RepresentativeId.parse('XA/first'),
            key: keyOf('XA/first').key,
            term: members.term(),
            powers: ['credentials'],
          },
          Object.assign({}, { id }),
        ),
      );
      await expectRefusal(raw('CastVote', text(ballot({ id }))), 'ACT_ID_REUSED', { id });
    });

    it('a vote by a member that has none, on a proposal that does not exist', async () => {
      const sec = await rig().connect('SEC');
      const body = { proposal, choice: 'yes' as const };
      await expectRefusal(
        raw('CastVote', text(members.bytes('SEC/head', 'CastVote', body)), sec),
        'BALLOT_NOT_ENTITLED',
        { member: 'SEC' },
      );
      const unknown = ProposalId.parse('P-0000000000');
      const act = members.bytes('XA/head', 'CastVote', { proposal: unknown, choice: 'yes' });
      await expectRefusal(raw('CastVote', text(act)), 'PROPOSAL_UNKNOWN', { proposal: unknown });
    });

    it('a vote before the window opens', async () => {
      const later = await members.propose('later');
      await expectRefusal(members.vote('XA', later, 'yes'), 'BALLOT_WINDOW_NOT_OPEN', { proposal: later });
    });

    it('a close that comes too early, or from somebody with no say', async () => {
      await expectRefusal(members.act('XA/head', 'CloseProposal', { proposal }), 'PROPOSAL_CLOSE_TOO_EARLY', {
        proposal,
      });
      await expectRefusal(members.act('SEC/head', 'CloseProposal', { proposal }), 'PROPOSAL_CLOSE_NOT_ENTITLED', {
        member: 'SEC',
      });
    });

    it('a proposal from a stale base version, of an unknown threshold, or by a member that may not move it', async () => {
      const threshold = ThresholdId.parse('early');
      const base = VersionId.parse('T-0000000000');
      const stale = revisionFrom(threshold, base, `1${'0'.repeat(24)}`);
      await expectRefusal(members.act('AISI-XA/head', 'MakeProposal', stale), 'THRESHOLD_BASE_STALE', { base });
      const unknown = revisionFrom(ThresholdId.parse('vibes'), base, '1');
      await expectRefusal(members.act('AISI-XA/head', 'MakeProposal', unknown), 'THRESHOLD_UNKNOWN', {
        threshold: 'vibes',
      });
      const body = await members.revision('early');
      await expectRefusal(members.act('XA/head', 'MakeProposal', body), 'ORGAN_NOT_MEMBER', {
        member: 'XA',
        organ: 'institutes',
      });
    });

    it('an act dated ahead of its transaction, or one that has expired', async () => {
      const ahead = plus(now(), Duration.parse('PT1M'));
      await expectRefusal(raw('CastVote', text(ballot({ at: ahead }))), 'ACT_DATED_AHEAD', { at: ahead });
      const past = fromEpochMilliseconds(Math.floor(Date.now() / 1000 - 60) * 1000);
      await expectRefusal(raw('CastVote', text(ballot({ notAfter: past }))), 'ACT_EXPIRED', { notAfter: past });
    });

    it('a transaction dated a year, six minutes or a minute ahead or back, whatever else is wrong at that time', async () => {
      const dated = (seconds: number) => {
        const at = fromEpochMilliseconds(Math.floor(Date.now() / 1000 + Math.min(seconds, 0)) * 1000 - 1000);
        return rig().endorseDated(
          'XA',
          TRANSACTIONS.CastVote,
          text(ballot({ at, notAfter: plus(at, Duration.parse('PT30S')) })),
          Date.now() + seconds * 1000,
        );
      };
      // At these times the act has expired, or the office is not there yet: what the clock says comes first.
      await expectRefusal(dated(60), 'CLOCK_AHEAD', { aheadBy: 'PT5S' });
      await expectRefusal(dated(-60), 'CLOCK_BEHIND', { behindBy: 'PT2S' });
      // Further off a peer refuses by itself, before it asks the contract (peer.authentication.timewindow).
      for (const seconds of [366 * 86_400, 360]) {
        await expectRefusal(dated(seconds), 'CLOCK_AHEAD');
        await expectRefusal(dated(-seconds), 'CLOCK_BEHIND');
      }
    });

    it('a transaction dated before the last event of a record that it writes', async () => {
      const { envelope } = await members.delegate('XA/hasty');
      const body = { representative: RepresentativeId.parse('XA/hasty'), key: keyOf('XA/hasty again').key };
      const at = fromEpochMilliseconds(Math.floor(Date.now() / 1000) * 1000 - 5000);
      const act = members.bytes('XA/head', 'RotateKey', body, { at });
      // As little back as suffices: further off the clock would be refused before any record is looked at.
      const before = Date.parse(envelope?.at ?? '') - 1;
      await expectRefusal(rig().endorseDated('XA', TRANSACTIONS.RotateKey, text(act), before), 'TIME_RUNS_BACKWARDS', {
        record: 'Representative/XA/hasty',
      });
    });

    it('a question that is not of its form, and one about what does not exist', async () => {
      await expectRefusal(xa.evaluate(QUESTIONS.record, '{"treaty":"Ä"}'), 'QUERY_MALFORMED');
      await expectRefusal(xa.evaluate(QUESTIONS.record, '{'), 'JSON_MALFORMED');
      await expectRefusal((await members.client('XA')).record('Party', 'XQ'), 'RECORD_UNKNOWN', {
        kind: 'Party',
        id: 'XQ',
      });
    });

    it('a call of what is no transaction', async () => {
      for (const name of [
        'proposal:constructor',
        'proposal:record',
        'proposal:toString',
        'proposal:__proto__',
        'nobody:castVote',
        'a:b:c',
        '',
      ]) {
        const refusal = await refusalOf(xa.endorse(name, text(ballot())));
        expect(refusal.code, name).to.be.oneOf(['TRANSACTION_UNKNOWN', 'CONTRACT_FAILED']);
      }
    });
  });
}
