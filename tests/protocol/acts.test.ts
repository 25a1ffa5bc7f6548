// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { z } from 'zod';
import {
  actBytes,
  firstProblem,
  parseAct,
  parseActDocument,
  sealingKeys,
} from '../../chaincode/src/protocol/act-document.ts';
import { Organ } from '../../chaincode/src/protocol/organ.ts';
import { ACTS, InstitutionRole, InstrumentKind, Power, type SealedAct } from '../../chaincode/src/protocol/acts.ts';
import { canonicalBytes, canonicalText } from '../../chaincode/src/protocol/canonical.ts';
import { Choice } from '../../chaincode/src/protocol/decision-rule.ts';
import { Instant } from '../../chaincode/src/protocol/instant.ts';
import type { JsonObject, JsonValue } from '../../chaincode/src/protocol/json.ts';
import { hexDigest, keyNamed, sealedBy } from '../support/domain/keys.ts';
import {
  confirm,
  declare,
  examineInstrument,
  notify,
  objectTo,
  revoke,
  sign,
  withdrawDeclaration,
  withdrawObjection,
  withdrawReservation,
} from '../support/domain/membership.ts';
import {
  close,
  commit,
  deposit,
  digestOf,
  examine,
  extend,
  move,
  objectToKey,
  on,
  open,
  receive,
  recoverKey,
  register,
  registerHead,
  report,
  rotate,
  step,
  T0,
  vacate,
  vote,
  withdraw,
  type Step,
} from '../support/domain/steps.ts';
import { declareCompute, WHOLE } from '../support/domain/models.ts';
import { refusalOf } from './support.ts';

const P = 'P-4K7QX2M9TZ';
const ID = '01234567-89ab-cdef-0123-456789abcdef';
const DIGEST = '0123456789abcdef'.repeat(4);

/** One act of each type, with everything that it may hold. */
const EXAMPLES: readonly Step[] = [
  open(),
  sign('XA/head', {
    statement: 'Subject to ratification.',
    reservations: [{ provision: 'Article 5', text: 'Not here.' }],
    declarations: [{ type: 'interpretative', text: 'We read it so.' }],
  }),
  deposit('XA/head', {
    statement: 'Subject to review.',
    reservations: [{ provision: 'Article 5', text: 'Not here.' }],
    confirms: ['R-4K7QX2M9TZ'],
  }),
  examineInstrument(deposit('XA/head'), { reason: 'Not signed.' }),
  confirm('XA/head', deposit('XA/delegate-1')),
  notify('XA/head', { reason: 'Supreme interests.', statements: [{ condition: 'Disablement', statement: 'Done.' }] }),
  revoke('XA/head', { reason: 'It has passed.' }),
  objectTo('XA/head', 'R-4K7QX2M9TZ', { precludes: true, reason: 'It empties the treaty.' }),
  withdrawReservation('XA/head', 'R-4K7QX2M9TZ'),
  withdrawObjection('XA/head', 'R-4K7QX2M9TZ'),
  declare('XA/head', { type: 'interpretative', text: 'We read it so.' }),
  withdrawDeclaration('XA/head', 'D-4K7QX2M9TZ'),
  step('DepositText', 'SEC/depositary', { language: 'en', digest: DIGEST, title: 'The treaty' }),
  step('CertifyCopy', 'SEC/depositary', { language: 'en', digest: DIGEST }),
  step('EnterRegistration', 'SEC/depositary', { number: 'I-50000', registered: T0 }),
  step('CirculateNotification', 'SEC/depositary', { about: { by: 'XA/head', act: ID }, text: 'XA has ratified.' }),
  step('AcknowledgeNotification', 'XA/head', { notification: 'N-4K7QX2M9TZ' }),
  step('ProposeCorrection', 'SEC/depositary', { language: 'en', base: DIGEST, digest: DIGEST, error: 'A comma.' }),
  step('ObjectToCorrection', 'XA/head', { correction: 'C-4K7QX2M9TZ', reason: 'It changes the sense.' }),
  step('EffectCorrection', 'SEC/depositary', { correction: 'C-4K7QX2M9TZ' }),
  step('AnnounceSuccession', 'XA/head', { msp: 'XBMSP', reason: 'Our host has been dissolved.' }),
  step('TakeUpSuccession', 'XA/head', { msp: 'XBMSP' }),
  registerHead('XA'),
  recoverKey('XA', 'XA/head 2'),
  objectToKey('XA/head'),
  examine('XA/head', { finding: 'notInDueForm', reason: 'Not signed.' }),
  register('XA/delegate-1'),
  on('SuspendRepresentative', 'XA/delegate-1'),
  on('ReinstateRepresentative', 'XA/delegate-1'),
  on('EndRepresentative', 'XA/delegate-1'),
  rotate('XA/head', 'XA/head 2'),
  move('XA/head', undefined, { body: { explanation: 'Because.' } }),
  vote('XA/head', P, 'yes', { explanation: 'In favour.', supersedes: ID }),
  withdraw('XA/head', P, { reason: 'Overtaken.' }),
  extend('XA/head', P),
  receive({ proposal: P, member: 'XB', choice: 'no' }, T0),
  report('XA/head', P, { yes: 1, no: 0, abstain: 0 }, { missing: ['XB'], supersedes: ID }),
  vacate('XA/head', 'council'),
  close('XA/head', P),
  step('RegisterModel', 'AISI-XA/head', { slug: 'gpt-5', dossier: WHOLE }),
  step('CorrectModel', 'AISI-XA/head', { model: 'AISI-XA/gpt-5', supersedes: ID, reason: 'A slip.', dossier: WHOLE }),
  declareCompute('AISI-XA/head', 'AISI-XA/gpt-5', '5', {
    ...{ low: '4', high: '6', basis: 'estimated', source: 'A note.', supersedes: 'F-0123456789', evidence: [DIGEST] },
  }),
];
/** What each act may leave out of its body. */
const OPTIONAL = [
  ...['statement', 'reason', 'explanation', 'supersedes', 'reservations', 'statements'],
  ...['declarations', 'confirms'],
];
const OPTIONAL_IN: Readonly<Record<string, readonly string[]>> = {
  DepositText: ['title'],
  CirculateNotification: ['text'],
  CorrectModel: [],
  DeclareCompute: ['low', 'high', 'basis', 'source', 'supersedes'],
};
const REASON_NEEDED = [
  'ObjectToCorrection',
  'RecoverKey',
  'ObjectToKey',
  'SuspendRepresentative',
  'ReinstateRepresentative',
  'EndRepresentative',
];

const json = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
const VOTE = json(vote('XA/head', P, 'yes').act);
const changed = (field: string, value: JsonValue): JsonObject => ({ ...VOTE, [field]: value });
const voting = (change: JsonObject): JsonObject => ({ ...VOTE, body: { proposal: P, choice: 'yes', ...change } });

const ONE_OF_THEM = 'stands in an open ballot, commitment in a secret one: each ballot has one of the two';
const TOLD = 'has no place in a secret ballot: it would tell the vote';

describe('acts', () => {
  it('are as many as there are examples here', () => {
    expect(EXAMPLES.map(({ act }) => act.type)).to.deep.equal(Object.keys(ACTS));
  });

  for (const { act } of EXAMPLES) {
    it(`${act.type}: is read as it is written, and has no field more and none less`, () => {
      const written = json(act);
      expect(parseAct(written)).to.deep.equal(written);
      expect(ACTS[act.type].safeParse({ ...written, note: 'more' }).success).to.equal(false);
      for (const field of Object.keys(written)) {
        const { [field]: _, ...rest } = written;
        expect(ACTS[act.type].safeParse(rest).success, `without ${field}`).to.equal(false);
      }
    });

    it(`${act.type}: has a body of exactly its fields`, () => {
      const written = json(act);
      const body = written.body as JsonObject;
      expect(ACTS[act.type].safeParse({ ...written, body: { ...body, note: 'more' } }).success).to.equal(false);
      for (const field of Object.keys(body)) {
        const { [field]: _, ...rest } = body;
        const isOptional =
          OPTIONAL_IN[act.type]?.includes(field) ?? (OPTIONAL.includes(field) && !REASON_NEEDED.includes(act.type));
        expect(ACTS[act.type].safeParse({ ...written, body: rest }).success, `without ${field}`).to.equal(isOptional);
      }
    });
  }

  it('use the words of treaty practice, and no others', () => {
    expect(InstrumentKind.options).to.deep.equal([
      ...['definitiveSignature', 'ratification', 'acceptance', 'approval', 'accession'],
    ]);
    expect(Power.options).to.deep.equal(['credentials', 'fullPowers']);
    expect(InstitutionRole.options).to.deep.equal(['institute', 'secretariat']);
    expect(Choice.options).to.deep.equal(['yes', 'no', 'abstain', 'stop', 'proceed', 'object', 'accept']);
  });

  it('name at least one state and one institution in an opening, and at most 250 of each', () => {
    const opening = json(open().act);
    const body = opening.body as JsonObject;
    const parties = Array.from({ length: 251 }, (_, index) => ({ id: `X${index}`, name: 'A state', msp: 'XMSP' }));
    const institutions = parties.map((each) => ({ ...each, role: 'institute' }));
    const takes = (change: JsonObject): boolean =>
      ACTS.OpenTreaty.safeParse({ ...opening, body: { ...body, ...change } }).success;
    expect(takes({ parties: parties.slice(1), institutions: institutions.slice(1) })).to.equal(true);
    for (const change of [{ parties }, { institutions }, { parties: [] }, { institutions: [] }]) {
      expect(takes(change), JSON.stringify(change).slice(0, 40)).to.equal(false);
    }
  });

  it('say of a ballot either its choice or a commitment to it, which nothing explains', () => {
    const written = json(commit('XA/head', P, DIGEST, { supersedes: ID }).act);
    expect(parseAct(written)).to.deep.equal(written);
    const note = { received: T0, digest: DIGEST };
    const said: readonly [said: JsonObject, field: string, problem: string][] = [
      [{ choice: 'yes', commitment: DIGEST }, 'choice', ONE_OF_THEM],
      [{}, 'choice', ONE_OF_THEM],
      [{ commitment: DIGEST, explanation: 'In favour.' }, 'explanation', TOLD],
      [{ commitment: DIGEST.slice(1) }, 'commitment', 'a SHA-256 digest, 64 lower-case hexadecimal digits'],
    ];
    for (const [what, field, problem] of said) {
      const voting_ = { ...written, body: { proposal: P, ...what } };
      const details = { type: 'CastVote', field: `body.${field}`, problem };
      expect(refusalOf(() => parseAct(voting_))).to.deep.equal({ code: 'ACT_MALFORMED', details });
      const received = {
        ...written,
        type: 'EnterReceived',
        body: { ...note, ballot: { proposal: P, member: 'XB', ...what } },
      };
      expect(refusalOf(() => parseAct(received)).details).to.deep.equal({
        ...{ type: 'EnterReceived', field: `body.ballot.${field}`, problem },
      });
    }
  });

  it('report counts in whole numbers of known words, and at most a thousand names', () => {
    const written = json(report('XA/head', P, { yes: 1, no: 0, abstain: 0 }).act);
    const body = written.body as JsonObject;
    const takes = (change: JsonObject): boolean =>
      ACTS.ReportCount.safeParse({ ...written, body: { ...body, ...change } }).success;
    const names = Array.from({ length: 1001 }, (_, index) => `X${String(index)}`);
    expect(takes({ counts: { stop: 1000 }, missing: names.slice(1) })).to.equal(true);
    for (const change of [{ counts: { yes: -1 } }, { counts: { yes: 0.5 } }, { counts: { yes: 1001 } }])
      expect(takes(change), JSON.stringify(change)).to.equal(false);
    for (const change of [{ counts: { perhaps: 1 } }, { counts: [] }, { missing: names }, { missing: ['x'] }])
      expect(takes(change), JSON.stringify(change).slice(0, 40)).to.equal(false);
  });

  it('confer one or two powers', () => {
    const registration = json(registerHead('XA').act);
    const body = registration.body as JsonObject;
    for (const [powers, taken] of [
      [['credentials'], true],
      [['credentials', 'fullPowers'], true],
      [[], false],
      [['credentials', 'fullPowers', 'credentials'], false],
    ] as const) {
      expect(ACTS.RegisterHead.safeParse({ ...registration, body: { ...body, powers } }).success).to.equal(taken);
    }
  });
});

describe('reading an act', () => {
  for (const [what, value, type] of [
    ['of an unknown type', changed('type', 'MakePeace'), 'MakePeace'],
    ['of a type that every object has', changed('type', 'toString'), 'toString'],
    ['of a type that is no text', changed('type', 7), 'none'],
    ['without a type', {}, 'none'],
    ['that is a list', [], 'none'],
    ['that is null', null, 'none'],
    ['that is a text', 'CastVote', 'none'],
  ] as const) {
    it(`refuses one ${what}`, () => {
      expect(refusalOf(() => parseAct(value))).to.deep.equal({ code: 'ACT_TYPE_UNKNOWN', details: { type } });
    });
  }

  for (const [field, value] of [
    ['v', changed('v', 2)],
    ['id', changed('id', 'X')],
    ['notAfter', changed('notAfter', '2026-11-23')],
    ['network', changed('network', 'treaty')],
    ['treaty', changed('treaty', 'T')],
    ['by', changed('by', 'XA')],
    ['at', changed('at', '2026-11-23T11:00:00+01:00')],
    ['body', changed('body', null)],
    ['body.proposal', voting({ proposal: 'P-1' })],
    ['body.choice', voting({ choice: 'maybe' })],
    ['body.explanation', voting({ explanation: '' })],
    ['body.supersedes', voting({ supersedes: P })],
  ] as const) {
    it(`refuses a bad ${field} and names it`, () => {
      const { code, details } = refusalOf(() => parseAct(value));
      expect([code, details.type, details.field]).to.deep.equal(['ACT_MALFORMED', 'CastVote', field]);
    });
  }

  it('names an unknown field and where it stands, and never a value', () => {
    const malformed = (field: string, problem: string) => ({
      code: 'ACT_MALFORMED',
      details: { type: 'CastVote', field, problem },
    });
    expect(refusalOf(() => parseAct(changed('secret', 'do not tell')))).to.deep.equal(
      malformed('secret', 'is an unknown field'),
    );
    expect(refusalOf(() => parseAct(voting({ secret: 'do not tell' })))).to.deep.equal(
      malformed('body.secret', 'is an unknown field'),
    );
  });

  it('says of several forms what is wrong in the one that was meant', () => {
    const composed = (composition: unknown) => {
      const { error } = Organ.safeParse({ id: 'panel', name: 'Panel', composition });
      return error === undefined ? undefined : firstProblem(error);
    };
    const members = Array.from({ length: 251 }, (_, index) => `X${index}`);
    expect(composed({ members })).to.deep.equal({
      field: 'composition.members',
      problem: 'Too big: expected array to have <=250 items',
    });
    const none = 'is none of stateParties, institutes, {members} and {elected}';
    for (const composition of ['everybody', {}])
      expect(composed(composition)).to.deep.equal({ field: 'composition', problem: none });
    const like = z.union([z.object({ a: z.int() }), z.object({ a: z.null() })], 'is neither').safeParse({ a: 'b' });
    expect(like.error && firstProblem(like.error)).to.deep.equal({ field: '', problem: 'is neither' });
  });

  it('has words even for findings without content', () => {
    expect(firstProblem(new z.ZodError([]))).to.deep.equal({ field: '', problem: 'unknown' });
    const nameless = new z.ZodError([{ code: 'unrecognized_keys', keys: [], path: ['body'], message: '' }]);
    expect(firstProblem(nameless)).to.deep.equal({
      ...{ field: 'body', problem: 'is an unknown field' },
    });
  });
});

describe('reading a signed act', () => {
  const { act } = vote('XA/head', P, 'yes');
  const signed = sealedBy(act, ['XA/head'], Instant.parse(T0));
  const bytes = canonicalBytes(signed);
  const read = (value: JsonValue) => parseActDocument(canonicalBytes(value));

  it('takes it apart: the act, its proofs, and the digests with and without them', () => {
    expect(parseActDocument(bytes)).to.deep.equal({
      ...{ act, proof: signed.proof, document: signed },
      ...{ digest: digestOf(act), documentDigest: hexDigest(canonicalText(signed)) },
    });
  });

  it('writes it again as the bytes that were signed', () => {
    expect(actBytes(signed as unknown as SealedAct)).to.deep.equal(bytes);
  });

  it('has one digest of the act however many seal it, and another of the document each time', () => {
    const [one, two] = [parseActDocument(bytes), read(sealedBy(act, ['XA/head', 'XB/head'], Instant.parse(T0)))];
    expect(one.digest).to.equal(two.digest);
    expect(one.documentDigest).not.to.equal(two.documentDigest);
    expect(two.proof.length).to.equal(2);
  });

  it('refuses bytes that are not canonical, although they mean the same', () => {
    const pretty = new TextEncoder().encode(JSON.stringify(signed, null, 1));
    expect(refusalOf(() => parseActDocument(pretty)).code).to.equal('NOT_CANONICAL');
  });

  it('refuses what is no object', () => {
    for (const value of ['text', 7, null, [signed]]) {
      expect(refusalOf(() => read(value))).to.deep.equal({ code: 'ACT_TYPE_UNKNOWN', details: { type: 'none' } });
    }
  });

  it('refuses an act that nobody has sealed, after the act itself has been read', () => {
    expect(refusalOf(() => read(json(act)))).to.deep.equal({ code: 'SEAL_MISSING', details: {} });
    expect(refusalOf(() => read({ ...json(act), type: 'MakePeace' })).code).to.equal('ACT_TYPE_UNKNOWN');
  });

  it('refuses proofs of another form, and names the field', () => {
    const [proof] = signed.proof as JsonObject[];
    const refused = (proofs: JsonValue): unknown => {
      const { code, details } = refusalOf(() => read({ ...signed, proof: proofs }));
      return [code, details.field];
    };
    expect(refused([])).to.deep.equal(['SEAL_MALFORMED', '']);
    expect(refused(proof ?? null)).to.deep.equal(['SEAL_MALFORMED', '']);
    expect(refused(Array.from({ length: 17 }, () => proof ?? null))).to.deep.equal(['SEAL_MALFORMED', '']);
    expect(refused([{ ...proof, proofPurpose: 'authentication' }])).to.deep.equal(['SEAL_MALFORMED', '0.proofPurpose']);
    expect(refused([{ ...proof, note: 'more' }])).to.deep.equal(['SEAL_MALFORMED', '0.note']);
  });

  it('names the keys that have sealed it, each verified', () => {
    expect(sealingKeys(signed)).to.deep.equal([keyNamed('XA/head')]);
    const { code } = refusalOf(() => sealingKeys({ ...signed, body: { proposal: P, choice: 'no' } }));
    expect(code).to.equal('SEAL_INVALID');
  });
});
