// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TreatyEvent } from '../../../chaincode/src/protocol/index.ts';
import { atDesk, Desk, OPENING, PROFILE, type Receipt } from './desk.ts';

const [FLOP, FP16] = ['total-operations@1', 'fp16-equivalent@1'];
const TIERS = [
  {
    ...{ id: 'covered', name: 'Covered', regime: 'audit', unless: 'The office says so' },
    allOf: [{ metric: 'training-compute', operator: '>', threshold: 'early' }],
  },
];
const MODELS = { discrepancyWithin: 'PT1S', aggregation: { lineage: ['fineTune'], runsWithin: 'P30D' } };

function eventOf<T extends TreatyEvent['type']>({ events }: Receipt, type: T): Extract<TreatyEvent, { type: T }> {
  const found = events.find((event): event is Extract<TreatyEvent, { type: T }> => event.type === type);
  if (found === undefined) throw new Error(`No ${type} among ${events.map((event) => event.type).join()}`);
  return found;
}

async function seated(desk: Desk, profile: object): Promise<void> {
  await desk.words(`treaty open ${desk.file('opening.json', { ...OPENING, profile })} --as SEC/depositary`);
  for (const member of ['XA', 'XB', 'AISI-XA']) {
    await desk.words(`representative head --as ${member}/head --full-powers`);
    await desk.words(`representative examine ${member}/head in-due-form --as SEC/depositary`);
  }
  await desk.words('party deposit --kind ratification --as XA/head');
}

describe('depositary model', function () {
  this.timeout(20_000);
  let desk: Desk;
  const M = 'AISI-XA/gpt-5';
  const institute = '--as AISI-XA/head';
  const declare = (model: string, figures: string, as = institute) =>
    desk.json<Receipt>(`model declare ${model} ${figures} ${as}`);
  let figure = '';

  before(async () => {
    desk = new Desk();
    await seated(desk, { ...PROFILE, tiers: TIERS, models: MODELS });
  });
  after(() => {
    desk.remove();
  });

  it('registers a model with all that is known of it, and shows and lists it', async () => {
    expect(await desk.words('model list')).to.equal('No model is on the record.\n');
    const bare = '--name GPT-4 --developer OpenAI --stage trained --jurisdiction XA:territory';
    await desk.words(`model register gpt-4 ${bare} --trained-from 2024-01-01 ${institute}`);
    expect(await desk.flat('model show AISI-XA/gpt-4')).to.include('No compute is declared.');
    const words = await desk.words(
      `model register gpt-5 --name GPT-5 --developer OpenAI Partner --programme GPT --stage in-training ` +
        `--jurisdiction XA:territory US:hosts-compute --lineage AISI-XA/gpt-4:fine-tune --scope civil ` +
        `--open-weights no --release "1.0" "1.1=${'ab'.repeat(32)}" --trained-from 2025-01-01 ` +
        `--published 2025-08-07 --source "As announced." ${institute}`,
    );
    expect(words).to.match(/^The model AISI-XA\/gpt-5 \(GPT-5 of OpenAI, Partner\) is registered, in training, in XA/);
    const shown = await desk.flat(`model show ${M}`);
    for (const part of ['fine-tuned from AISI-XA/gpt-4', 'US (hosts-compute)', `1.1 ${'ab'.repeat(32)}`, 'GPT-5'])
      expect(shown).to.include(part);
    expect(await desk.words('model list --by AISI-XA --developer Partner')).to.match(/^AISI-XA\/gpt-5 {2}in training/);
    expect(await desk.words('model list --by XA')).to.equal('No model is on the record.\n');
  });

  it('corrects what is named and keeps the rest', async () => {
    await desk.words(
      `model correct ${M} --stage trained --lineage AISI-XA/gpt-4:fine-tune:included --reason Done. ${institute}`,
    );
    const shown = await desk.flat(`model show ${M}`);
    expect(shown).to.include('stage trained').and.to.include('whose compute is in these figures');
    expect(shown)
      .to.include('developer OpenAI, Partner')
      .and.to.match(/registered .*; revision /);
    await desk.words(`model correct ${M} --lineage AISI-XA/gpt-4:fine-tune --reason Apart. ${institute}`);
    await desk.refuses(`model correct ${M} --stage trained --reason Again. ${institute}`, 'MODEL_CHANGES_NOTHING');
    await desk.refuses(`model correct AISI-XA/none --reason Why. ${institute}`, 'MODEL_UNKNOWN');
  });

  it('refuses a dossier and a figure that are not of their form, and names the option', async () => {
    const dossier = '--name N --developer D --stage trained --jurisdiction XA:territory';
    for (const [options, option] of [
      ['', '--name'],
      [`${dossier} --stage soon`, '--stage'],
      [`${dossier} --jurisdiction XA`, '--jurisdiction'],
      [`${dossier} --jurisdiction XA:territory:more`, '--jurisdiction'],
      [`${dossier} --jurisdiction XA:there`, '--jurisdiction'],
      [`${dossier} --lineage AISI-XA/gpt-4`, '--lineage'],
      [`${dossier} --lineage AISI-XA/gpt-4:cousin`, '--lineage'],
      [`${dossier} --lineage AISI-XA/gpt-4:base:excluded`, '--lineage'],
      [`${dossier} --release 1=2`, '--release'],
      [`${dossier} --published 2025-02-30`, '--published'],
    ] as const) {
      await desk.refuses(`model register m ${options} ${institute}`, 'OPTION_INVALID', { option });
    }
    const figures = `model declare ${M} --phase total --method ${FLOP} ${institute}`;
    await desk.refuses(`${figures} --best 1e25.5`, 'AMOUNT_INVALID', { text: '1e25.5' });
    await desk.refuses(`${figures} --best 5 --low 6`, 'OPTION_INVALID', { option: '--best' });
    await desk.refuses(`model declare ${M} --phase total --method flop --best 5 ${institute}`, 'OPTION_INVALID');
  });

  it('declares compute, every digit kept, and supersedes it', async () => {
    const first = await declare(M, `--phase total --best 9e25 --low 8e25 --high 2e26 --method ${FLOP}`);
    const { declaration, best } = eventOf(first, 'ComputeDeclared');
    expect(best).to.equal(`9${'0'.repeat(25)}`);
    const more = `--phase total --best 99999999999999999999999999 --low 8e25 --high 2e26 --method ${FLOP} --basis measured`;
    await desk.refuses(`model declare ${M} ${more} ${institute}`, 'COMPUTE_ALREADY_DECLARED');
    const again = await declare(M, `${more} --evidence ${'cd'.repeat(32)} --source Log. --supersedes ${declaration}`);
    figure = eventOf(again, 'ComputeDeclared').declaration;
    const shown = await desk.words(`model show ${M}`);
    expect(shown)
      .to.include(`superseded by ${figure}`)
      .and.to.match(/9\.9{25}e25 \(8e25 to 2e26\) .*AISI-XA, measured/);
  });

  it('shows the tier with the arithmetic, for the treaty and for a party', async () => {
    const open = await desk.flat(`model tier ${M}`);
    expect(open).to.include('covered open').and.to.include('+ unknown: AISI-XA/gpt-4').and.to.include('only a floor');
    await declare('AISI-XA/gpt-4', `--phase pre-training --best 1 --method ${FLOP}`);
    const told = await desk.flat(`model tier ${M} --for XA`);
    expect(told).to.include('covered covered by the upper bound only (low out, best out, high in); Covered, audit');
    expect(told).to.include('unless: The office says so').and.to.include('early: 1e26 by total-operations@1');
    expect(told).to.include(`+ 1 pre-training of AISI-XA/gpt-4, of its lineage by AISI-XA`);
    const { arithmetic, tiers } = await desk.json<{
      arithmetic: readonly { sums: Readonly<Record<string, { operations: string; addends: readonly object[] }>> }[];
      tiers: readonly { verdict: string }[];
    }>(`model tier ${M}`);
    expect(arithmetic[0]?.sums.best?.operations).to.equal(`1${'0'.repeat(26)}`);
    expect(arithmetic[0]?.sums.high?.operations).to.equal(`2${'0'.repeat(25)}1`);
    expect(arithmetic[0]?.sums.best?.addends).to.have.length(2);
    expect(tiers.map(({ verdict }) => verdict)).to.deep.equal(['coveredByUpperBoundOnly']);
    const before = await desk.flat(`model tier ${M} --at 2020-01-01T00:00:00Z`);
    expect(before).to.include('no version of the threshold').and.not.to.include('low out');
    expect(await desk.flat(`model tier ${M} --for XB`)).to.include('The treaty is not in force for XB (invited)');
    await desk.refuses(`model tier ${M} --for XQ`, 'PARTY_UNKNOWN', { member: 'XQ' });
  });

  it('lists discrepancies, and says which are overdue', async () => {
    expect(await desk.words('model discrepancies')).to.equal('There is no discrepancy.\n');
    const theirs = await declare(M, `--phase total --best 5e26 --method ${FLOP}`, '--as XA/head');
    const { discrepancy } = eventOf(theirs, 'DiscrepancyOpened');
    expect(await desk.flat('model discrepancies --open')).to.match(
      new RegExp(
        `^${discrepancy} open (until|overdue since) .* the whole of ${M} by ${FLOP} AISI-XA \\(F-.*\\) and XA`,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(await desk.flat('model discrepancies --open')).to.include('overdue since');
    const mine = eventOf(theirs, 'ComputeDeclared').declaration;
    const settled = await declare(M, `--phase total --best 2e26 --method ${FLOP} --supersedes ${mine}`, '--as XA/head');
    expect(eventOf(settled, 'DiscrepancySettled').discrepancy).to.equal(discrepancy);
    expect(await desk.words('model discrepancies --open')).to.equal('There is no discrepancy.\n');
    const { discrepancies } = await desk.json<{ discrepancies: readonly { isOverdue: boolean }[] }>(
      'model discrepancies',
    );
    expect(discrepancies.map(({ isOverdue }) => isOverdue)).to.deep.equal([false]);
    await declare(M, `--phase total --best 1 --method ${FP16}`, '--as XA/head');
    expect(await desk.flat('model tier AISI-XA/gpt-4')).to.include('by total-operations@1');
  });

  it('rates the register under the profiles that come with the program', async () => {
    const { models } = await desk.json<{ models: readonly { model: string; profiles: object }[] }>('model tiers');
    expect(models.map(({ model }) => model)).to.deep.equal(['AISI-XA/gpt-4', M]);
    expect(models[1]?.profiles).to.deep.include({
      'conditional-ai-safety-treaty': [{ tier: 'covered', verdict: 'coveredByUpperBoundOnly', why: [] }],
      'eu-ai-act-2024': [{ tier: 'presumption', verdict: 'open', why: ['methodDiffers'] }],
    });
    expect(await desk.words('model tiers')).to.match(/^model +1 /);
  });

  it('tells a state what is done about models in its jurisdiction, and a registrant what is said of its own', async () => {
    const told = async (office: string): Promise<string[]> => {
      const { stdout } = await desk.watch(`--from-start --until-idle 1 --json --for ${office}`);
      const types = [...stdout.matchAll(/"type":"(Model|Compute|Discrepancy)([A-Z][a-z]+)"/g)];
      return [...new Set(types.map(([, noun = '', verb = '']) => noun + verb))].sort();
    };
    const all = ['ComputeDeclared', 'DiscrepancyOpened', 'DiscrepancySettled', 'ModelCorrected', 'ModelRegistered'];
    expect(await told('AISI-XA/head')).to.deep.equal(all);
    expect(await told('XA/head')).to.deep.equal(all);
    expect(await told('XB/head')).to.deep.equal([]);
  });

  it('tells what a profile does not state', async () => {
    const silent = await atDesk();
    const dossier = '--name N --developer D --stage planned --jurisdiction XA:control';
    await silent.words(`model register m ${dossier} --as XA/head`);
    const figures = `--phase total --method ${FLOP}`;
    await silent.words(`model declare XA/m ${figures} --best 5 --as XA/head`);
    const opened = await silent.flat(`model declare XA/m ${figures} --best 9 --as AISI-XA/head`);
    expect(opened).to.include('no time is stated to settle it');
    expect(await silent.flat('model discrepancies')).to.include('open no time stated');
    const told = await silent.words('model tier XA/m');
    expect(told).to.include('The profile states no tiers.').and.to.include('does not state what counts together');
    silent.remove();
  });
});
