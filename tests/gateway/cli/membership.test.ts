// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TreatyEvent } from '../../../chaincode/src/protocol/index.ts';
import { Desk, OPENING, PROFILE, type Receipt } from './desk.ts';

const MEMBERSHIP = {
  ...{ examination: true, entryIntoForce: { count: 2, after: 'PT0S' }, provisionalApplication: true },
  withdrawal: { notice: 'P1Y', conditions: ['Facilities dismantled'] },
  reservations: { allowed: 'any', objectionWithin: 'P12M' },
  correctionObjectionWithin: 'P30D',
};
const [TEXT, RIGHT, COPY] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];

interface Row {
  readonly id: string;
  readonly standing: string;
  readonly notes: readonly number[];
}

function eventOf<T extends TreatyEvent['type']>({ events }: Receipt, type: T): Extract<TreatyEvent, { type: T }> {
  const found = events.find((event): event is Extract<TreatyEvent, { type: T }> => event.type === type);
  if (found === undefined) throw new Error(`No ${type} among ${events.map((event) => event.type).join()}`);
  return found;
}

describe('depositary party and treaty, where the profile speaks of membership', () => {
  let desk: Desk;
  const statusOf = async (at = ''): Promise<string[]> => {
    const { rows } = await desk.json<{ rows: readonly Row[] }>(`treaty status${at}`);
    return rows.map(({ id, standing, notes }) => [id, standing, ...notes].join(' '));
  };

  before(async () => {
    desk = new Desk();
    const opening = { ...OPENING, profile: { ...PROFILE, membership: MEMBERSHIP } };
    await desk.words(`treaty open ${desk.file('opening.json', opening)} --as SEC/depositary`);
    for (const member of ['XA', 'XB', 'XC']) {
      await desk.words(`representative head --as ${member}/head --full-powers`);
      await desk.words(`representative examine ${member}/head in-due-form --as SEC/depositary`);
    }
    await desk.words('representative register XA/delegate-1 --as XA/head');
  });
  after(() => {
    desk.remove();
  });

  it('signs, deposits, confirms and examines, and shows the queue and the status meanwhile', async () => {
    expect(await desk.words('party sign --statement "Ad referendum." --as XA/head')).to.match(
      /^XA has signed: Ad referendum\.\n/,
    );
    const deposit = 'party deposit --kind ratification --as XA/delegate-1';
    const pending = await desk.json<Receipt>(deposit, '--reservation', 'Article 3=Not here.', 'Article 4=a=b');
    expect(eventOf(pending, 'InstrumentDeposited').standing).to.equal('unconfirmed');
    expect(await desk.flat('treaty queue')).to.match(
      /be examined none Pending, .* XA ratification .* In due form none/,
    );
    await desk.words(`party confirm ${pending.id} --as XA/head`);
    const other = await desk.json<Receipt>('party deposit --kind accession --as XB/head');
    expect(await desk.flat('treaty queue')).to.match(
      /be examined XA ratification .* XB accession .* Pending, .* none In/,
    );
    expect(await statusOf()).to.deep.equal(['XA signatory', 'XB invited', 'XC invited']);
    const finding = '--finding in-due-form --as SEC/depositary';
    await desk.words(`treaty examine XA ${pending.id} ${finding}`);
    expect(await desk.flat('treaty status')).to.include('the treaty is not in force');
    const last = await desk.words(`treaty examine XB ${other.id} ${finding}`);
    expect(last).to.match(/XB is bound by accession\.\nThe treaty enters into force on /);
    expect(await statusOf()).to.deep.equal(['XA party 1 2', 'XB party', 'XC invited']);
    expect(await statusOf(' --at 2026-01-01T00:00:00Z')).to.deep.equal(['XA invited', 'XB invited', 'XC invited']);
  });

  it('objects to reservations and withdraws either, declares, and notes them in the status', async () => {
    const { footnotes } = await desk.json<{ footnotes: readonly { reservation: { id: string; text: string } }[] }>(
      'treaty status',
    );
    const [first, second] = footnotes.map(({ reservation }) => reservation);
    expect(second?.text).to.equal('a=b');
    const id = first?.id ?? '';
    await desk.words(`party object ${id} --precludes --reason "Contrary to it." --as XB/head`);
    await desk.words('party declare territorial --territory "The Isles" Mainland --excluded --as XA/head');
    await desk.words('party declare provisional-application --as XC/head');
    const words = await desk.flat('treaty status');
    expect(words).to.include(
      `[1] XA reserves its position on Article 3 (${id}): Not here. [2] XB objects to ${id}, and`,
    );
    expect(words).to.include('[4] XA declares that the treaty does not extend to The Isles, Mainland [5] XC applies');
    expect(words).to.include('State XC (XC) [5] invited, applies it provisionally');
    await desk.words(`party withdraw-objection ${id} --as XB/head`);
    await desk.words(`party withdraw-reservation ${id} --as XA/head`);
    const made = await desk.json<Receipt>('party declare interpretative --text "As we read it." --as XB/head');
    await desk.words(`party withdraw-declaration ${eventOf(made, 'DeclarationMade').declaration} --as XB/head`);
    expect(await statusOf()).to.deep.equal(['XA party 1 2', 'XB party', 'XC invited 3']);
    await desk.refuses('party declare nothing --as XA/head', 'OPTION_INVALID', { option: 'TYPE' });
  });

  it('gives notice of withdrawal with the conditions of the profile, and revokes it', async () => {
    await desk.refuses('party withdraw --as XA/head', 'WITHDRAWAL_CONDITION_UNANSWERED');
    await desk.refuses('party withdraw --condition Done. Twice. --as XA/head', 'OPTION_INVALID');
    const notice = await desk.json<Receipt>('party withdraw --condition Done. --reason Why. --as XA/head');
    expect(eventOf(notice, 'WithdrawalNotified').statements).to.deep.equal([
      { condition: 'Facilities dismantled', statement: 'Done.' },
    ]);
    expect(await desk.flat('treaty status')).to.match(/State XA \(XA\) .* party, withdrawing .* effective /);
    expect(await desk.flat('party show XA')).to.include('withdraws with effect from');
    await desk.words('party revoke-withdrawal --as XA/head');
    expect(await statusOf()).to.include('XA party 1 2');
  });

  it('keeps texts, copies, corrections and the registration', async () => {
    const office = '--as SEC/depositary';
    expect(await desk.words('treaty texts')).to.equal('No text is on the record.\n');
    await desk.words(`treaty text en ${TEXT} --title Treaty ${office}`);
    await desk.words(`treaty certify en ${COPY} ${office}`);
    const proposed = await desk.json<Receipt>(
      `treaty correct en --base ${TEXT} --digest ${RIGHT} --error "A misprint." ${office}`,
    );
    const { correction } = eventOf(proposed, 'CorrectionProposed');
    await desk.refuses(`treaty effect-correction ${correction} ${office}`, 'CORRECTION_TOO_EARLY');
    await desk.words(`party object-to-correction ${correction} --reason "It is none." --as XA/head`);
    const texts = await desk.flat('treaty texts');
    expect(texts).to.equal(`en authentic ${TEXT} en certified copy ${COPY} en correction objected ${correction} `);
    await desk.refuses(`treaty register I-1 --registered 2020-01-01T00:00:00Z ${office}`, 'REGISTRATION_TOO_EARLY');
  });

  it('circulates notifications with their numbers, and shows who has received them', async () => {
    expect(await desk.words('treaty notifications')).to.equal('There is no notification.\n');
    const signing = await desk.json<Receipt>('party sign --as XC/head');
    const circulated = await desk.json<Receipt>(
      `treaty circulate XC/head ${signing.id} --text "Signature by XC." --as SEC/depositary`,
    );
    const { notification } = eventOf(circulated, 'NotificationCirculated');
    await desk.words(`party acknowledge ${notification} --as XA/delegate-1`);
    expect(await desk.flat('treaty notifications')).to.match(
      new RegExp(`^1 ${notification} SignTreaty by XC/head received .* circulated .* XA `),
    );
  });

  it('lets another organisation take a state, or an institution, up once it is announced', async () => {
    await desk.refuses('party take-up-succession XCMSP --as XA/head', 'SUCCESSION_NONE', { member: 'XA' });
    await desk.words('party announce-succession XCMSP --reason "A new ministry." --as XA/head');
    await desk.refuses('party take-up-succession XCMSP --as XA/head', 'CARRIER_FOREIGN', { expected: 'XCMSP' });
    await desk.words('representative head --as SEC/head');
    expect(await desk.words('party announce-succession XCMSP --as SEC/head')).to.match(
      /^XCMSP is to carry the acts of SEC\.\n/,
    );
    await desk.refuses('party take-up-succession XCMSP --as SEC/head', 'CARRIER_FOREIGN', { member: 'SEC' });
  });
});

describe('depositary party, once a withdrawal has taken effect', () => {
  let desk: Desk;

  before(async () => {
    desk = new Desk();
    const reservations = { allowed: 'any', objectionWithin: 'P12M' };
    const profile = { ...PROFILE, membership: { reservations, withdrawal: { notice: 'PT0S' } } };
    await desk.words(`treaty open ${desk.file('opening.json', { ...OPENING, profile })} --as SEC/depositary`);
    for (const member of ['XA', 'XB']) {
      await desk.words(`representative head --as ${member}/head --full-powers`);
      await desk.words(`representative examine ${member}/head in-due-form --as SEC/depositary`);
    }
    await desk.words('party deposit --kind ratification --as XB/head');
    const line = 'party deposit --kind ratification --as XA/head';
    await desk.json<Receipt>(line, '--reservation', 'Article 5=Not here.');
    await desk.words('party withdraw --as XA/head');
  });
  after(() => {
    desk.remove();
  });

  it('says that the state withdrew, and refuses what only a state that is bound does', async () => {
    const withdrew = /XA State XA withdrew with effect from .*, before that bound by ratification since /;
    expect(await desk.flat('party list')).to.match(withdrew);
    expect(await desk.flat('party show XA')).to.match(/status withdrew with effect from /);
    expect(await desk.flat('treaty show')).to.match(withdrew);
    const { party } = await desk.json<{ party: Row }>('party show XA');
    expect(party.standing).to.equal('withdrawn');
    const { parties } = await desk.json<{ parties: readonly Row[] }>('party list');
    expect(parties.map(({ standing }) => standing)).to.deep.equal(['withdrawn', 'party', 'invited']);
    await desk.refuses('party sign --as XA/head', 'PARTY_STATUS', { status: 'withdrawn' });
    expect(await desk.flat('treaty status')).not.to.include('Article 5');
  });

  it('tells of the former consent when the state comes back, and of nothing that was reserved with it', async () => {
    await desk.words('party deposit --kind accession --as XA/head');
    const words = await desk.flat('treaty status');
    expect(words).to.match(/\[1\] XA was bound before, by ratification, from .* until /);
    expect(words).not.to.include('Article 5');
    expect(await desk.flat('party relation XA XB')).to.include('No reservation modifies it between them.');
    expect(await desk.flat('party list')).to.match(/XA State XA bound by accession since /);
  });
});

/** A threshold that is revised where nobody objects in time, and that leaves objectors unbound. */
const TACIT = {
  ...{ organ: 'conference', polarity: 'object', ratio: { num: 1, den: 2 }, base: 'allEntitled', window: 'PT2S' },
  ...{ strict: true, bindsObjectors: false },
};
const [EARLY] = PROFILE.thresholds;
const REVISABLE = { ...EARLY, revision: { movers: 'conference', rule: TACIT, effectiveAfter: 'PT0S' } };

describe('depositary party, from the signature to the relation of two parties', () => {
  let desk: Desk;
  const ids: string[] = [];

  before(async () => {
    desk = new Desk();
    const reservations = { allowed: 'any', objectionWithin: 'P12M' };
    const profile = { ...PROFILE, thresholds: [REVISABLE], membership: { reservations } };
    await desk.words(`treaty open ${desk.file('opening.json', { ...OPENING, profile })} --as SEC/depositary`);
    for (const member of ['XA', 'XB', 'XC']) {
      await desk.words(`representative head --as ${member}/head --full-powers`);
      await desk.words(`representative examine ${member}/head in-due-form --as SEC/depositary`);
    }
    await desk.words('party deposit --kind ratification --as XB/head');
  });
  after(() => {
    desk.remove();
  });

  it('signs with reservations and declarations, which the status tells apart', async () => {
    const line = 'party sign --declaration "We read it so." --as XA/head';
    const { events } = await desk.json<Receipt>(line, '--reservation', 'Article 3=Not here.', 'Article 7=Not yet.');
    expect(events.map(({ type }) => type)).to.deep.equal([
      ...['TreatySigned', 'ReservationFormulatedAtSignature', 'ReservationFormulatedAtSignature', 'DeclarationMade'],
    ]);
    ids.push(...events.flatMap((event) => (event.type === 'TreatySigned' ? (event.reserved ?? []) : [])));
    const words = await desk.flat('treaty status');
    expect(words).to.include(
      `[1] XA reserves its position on Article 3 (${String(ids[0])}, said when signing, without effect until`,
    );
    expect(words).to.include('[3] XA declares: We read it so.');
  });

  it('confirms some with the instrument, and gives up the rest only if it says so (VCLT 23(2))', async () => {
    const [kept = '', left = ''] = ids;
    const line = 'party deposit --kind ratification --as XA/head';
    await desk.refuses(line, 'OPTION_INVALID', { option: '--confirms' });
    await desk.refuses(`${line} --confirms ${kept}`, 'OPTION_INVALID', {
      problem: `${left} would lapse: name what you confirm, and say --let-lapse to give up the rest`,
    });
    await desk.refuses(`${line} --confirms nothing`, 'OPTION_INVALID', { option: '--confirms' });
    const said = await desk.flat(`${line} --confirms ${kept} --let-lapse`);
    expect(said).to.match(
      /The reservation R-\w{10} of XA is confirmed by .* The reservation R-\w{10} of XA, made when/,
    );
    const words = await desk.flat('treaty status');
    expect(words).to.match(
      /\[1\] XA reserves its position on Article 3 \(.* when signing on .*, and confirmed on .*\): Not here/,
    );
    expect(words).to.match(
      /\[2\] XA reserves its position on Article 7 \(.* when signing, lapsed on .* without being conf/,
    );
  });

  it('tells how the treaty binds two states towards each other, with dates and articles', async () => {
    const [kept = ''] = ids;
    const open = await desk.flat('party relation XA XB');
    expect(open).to.match(
      /^relation State XA \(XA\) and State XB \(XB\) on .* the treaty is in force between them since /,
    );
    expect(open)
      .to.include(`${kept} of XA on Article 3 open since`)
      .and.to.match(/XB may object until .* \(VCLT 20\(5\)\)/);
    await desk.words(`party object ${kept} --as XB/head`);
    expect(await desk.flat('party relation XB XA')).to.match(
      /XB objected on .*: Article 3 does not apply between the two .* \(VCLT 20\(4\)\(b\), 21\(3\)\) $/,
    );
    const told = await desk.json<{ isInForce: boolean; modifications: { reception: string; articles: string[] }[] }>(
      'party relation XA XB',
    );
    expect(told.isInForce).to.equal(true);
    expect(told.modifications.map(({ reception, articles }) => [reception, ...articles])).to.deep.equal([
      ['objected', 'VCLT 20(4)(b)', 'VCLT 21(3)'],
    ]);
    expect(await desk.flat('party relation XA XB --at 2100-01-01T00:00:00Z')).to.include('XB objected on');
    await desk.words(`party withdraw-objection ${kept} --as XB/head`);
    expect(await desk.flat('party relation XA XB --at 2100-01-01T00:00:00Z')).to.match(
      /accepted as of .*, since XB does not object: Article 3 applies as reserved, for XA towards XB and for XB towards XA/,
    );
    await desk.words(`party object ${kept} --precludes --as XB/head`);
    expect(await desk.flat('party relation XA XB')).to.include(
      `not in force between them: an objection to ${kept} precludes it (VCLT 20(4)(b))`,
    );
    expect(await desk.flat('threshold show early --party XA --towards XB')).to.match(
      /The treaty is not in force between them: an objection .* precludes it \(VCLT 20\(4\)\(b\)\)\. $/,
    );
    await desk.words(`party withdraw-objection ${kept} --as XB/head`);
    expect(await desk.flat('party relation XA XC')).to.match(/not in force between them: XC is invited $/);
    await desk.refuses('party relation XA XQ', 'PARTY_UNKNOWN', { member: 'XQ' });
    await desk.refuses('party relation XA XA', 'OPTION_INVALID', { option: 'OTHER' });
  });

  it('tells which version of a threshold governs between two parties, and why (VCLT 40)', async () => {
    expect(await desk.flat('threshold show --party XA --towards XB')).to.match(/early 1e26, .* because it binds both/);
    const line = 'threshold propose early 1e25 --method fp16@2 --title Lower --as XA/head';
    const { proposal } = await desk.json<{ proposal: string }>(line);
    await desk.words(`vote ${proposal} object --as XB/head`);
    for (let closed = ''; closed === '';) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { refusal } = await desk.run(`proposal close ${proposal} --as XA/head`);
      closed = refusal === undefined ? 'closed' : '';
      if (refusal !== undefined) expect(refusal.code).to.match(/^(CLOCK_NOT_YET|PROPOSAL_CLOSE_TOO_EARLY)$/);
    }
    await desk.words('party deposit --kind accession --as XC/head');
    interface Told {
      readonly isInForce: boolean;
      readonly thresholds: readonly { readonly governs: { readonly value: string }; readonly ground: string }[];
    }
    const between = async (one: string, other: string): Promise<unknown> => {
      const { thresholds } = await desk.json<Told>(`threshold show early --party ${one} --towards ${other}`);
      return thresholds.map(({ governs, ground }) => [governs.value.length, ground]);
    };
    expect(await between('XA', 'XB')).to.deep.equal([[27, 'boundApart']]);
    expect(await between('XC', 'XB')).to.deep.equal([[27, 'joinedLater']]);
    expect(await between('XC', 'XA')).to.deep.equal([[26, 'boundAlike']]);
    expect(await desk.flat('threshold show early --party XA --towards XB')).to.match(
      /early 1e26, .* XA is bound by T-\w{10}, XB is bound by T-\w{10}; between them .* \(VCLT 40\(4\), 30\(4\)\(b\)\) .* does not bind XB, which objected/,
    );
    expect(await desk.flat('threshold show early --party XC --towards XB')).to.match(
      /XC joined when T-\w{10} was in force, and is towards the other a party to the treaty unamended \(VCLT 40\(5\)\(b\)\)/,
    );
    expect(await desk.flat('party relation XA XC')).to.include(`${String(ids[0])} of XA on Article 3 open since`);
    expect(await desk.flat('party relation XB XC')).to.include('No reservation modifies it between them.');
    expect(await desk.flat('threshold show early --party XC')).to.include(
      'binds, though it joined later (VCLT 40(5)(a))',
    );
    expect(await desk.flat('threshold show --party XA --towards XB --at 2020-01-01T00:00:00Z')).to.match(
      /The treaty is not in force between them: XA is invited; XB is invited\. $/,
    );
    await desk.refuses('threshold show early --towards XB', 'OPTION_INVALID', { option: '--towards' });
    await desk.refuses('threshold show early --party XB --towards XB', 'OPTION_INVALID', { option: '--towards' });
  });
});
