// SPDX-License-Identifier: Apache-2.0
import {
  Amount,
  memberOf,
  ProposalId,
  RepresentativeId,
  ThresholdId,
  TreatyError,
  type ActType,
} from '../../../../chaincode/src/protocol/index.ts';
import type { Receipt } from '../../treaty-client.ts';
import type { Opening } from '../opening.ts';
import { Cast, type Scene } from './cast.ts';

/** One step of the story as it happened. */
export interface Told {
  readonly step: string;
  readonly words: string;
  readonly act: ActType;
  readonly receipt: Receipt;
}

/** How the story ends: the threshold in force, as the peer of a party that did not propose it says. */
export interface Ending {
  readonly proposal: ProposalId;
  readonly threshold: string;
  readonly readFrom: string;
}

/** What a rehearsal needs. */
export interface Stage extends Scene {
  readonly opening: Opening;
  readonly tell: (told: Told) => Promise<void>;
}

const OVERSIGHT = ThresholdId.parse('oversight');
const LOWERED = Amount.parse('10000000000000000000000000');

/** The main job of the office, from the opening of a treaty to a new threshold in force, each act through its party's own peer. */
export async function play({ opening, tell, ...scene }: Stage): Promise<Ending> {
  const cast = new Cast(scene);
  const told = async (step: string, act: ActType, words: string, receipt: Promise<Receipt>): Promise<Receipt> => {
    const done = await receipt;
    await tell({ step, act, words, receipt: done });
    return done;
  };

  const { title, profile, depositary, parties, institutions } = opening;
  const office = { institution: memberOf(depositary), key: (await cast.key(depositary)).key, term: cast.term() };
  const body = { title, profile, depositary: office, parties, institutions };
  await told(
    'open',
    'OpenTreaty',
    `The depositary opens the ${title}.`,
    cast.act(depositary, 'OpenTreaty', body, 'admin'),
  );

  for (const { id } of [...parties, ...institutions]) {
    const { key } = await cast.key(`${id}/head`);
    const head = { key, term: cast.term(), powers: ['credentials' as const, 'fullPowers' as const] };
    await told(
      'head',
      'RegisterHead',
      `${id} registers its head of delegation.`,
      cast.act(`${id}/head`, 'RegisterHead', head, 'admin'),
    );
    const examined = { representative: RepresentativeId.parse(`${id}/head`), finding: 'inDueForm' as const };
    const words = `The depositary finds the credentials of ${id}/head in due form.`;
    await told('credentials', 'ExamineCredentials', words, cast.act(depositary, 'ExamineCredentials', examined));
  }

  for (const { id } of parties) {
    const words = `${id} deposits its instrument of ratification and is bound.`;
    await told(
      'ratify',
      'DepositInstrument',
      words,
      cast.act(`${id}/head`, 'DepositInstrument', { kind: 'ratification' }),
    );
    const { key } = await cast.key(`${id}/delegate-1`);
    const delegate = {
      representative: RepresentativeId.parse(`${id}/delegate-1`),
      key,
      term: cast.term(),
      powers: ['credentials' as const],
    };
    const seated = cast.act(`${id}/head`, 'RegisterRepresentative', delegate);
    await told('delegate', 'RegisterRepresentative', `${id} registers the key of ${id}/delegate-1.`, seated);
  }

  const institute = await cast.client('AISI-XA');
  const base = await institute.thresholdInForce(OVERSIGHT);
  const proposed = {
    title: 'Lower the oversight threshold to 1e25 FLOP',
    subject: {
      type: 'thresholdRevision' as const,
      threshold: OVERSIGHT,
      base: base.version,
      value: LOWERED,
      method: { name: 'higher-of-total-and-fp16-equivalent', version: '1' },
    },
    explanation: 'Models trained with a tenth of the present threshold now reach the capabilities that it was set for.',
  };
  const words = 'AISI-XA proposes to lower the oversight threshold from 1e26 to 1e25 FLOP, by its own counting method.';
  const { envelope } = await told('propose', 'MakeProposal', words, cast.act('AISI-XA/head', 'MakeProposal', proposed));
  const proposal = idIn(envelope);

  const votes = [
    { id: 'XA', choice: 'yes' as const, words: 'XA votes yes.' },
    { id: 'XB', choice: 'yes' as const, words: 'XB votes yes.' },
    {
      id: 'XC',
      choice: 'no' as const,
      words: 'XC votes no, and says why.',
      explanation: 'XC supports the aim, but asks for a year in which its institute can build the capacity for audits.',
    },
  ];
  for (const { id, choice, words: said, explanation } of votes) {
    const body = { proposal, choice, ...(explanation === undefined ? {} : { explanation }) };
    await told('vote', 'CastVote', said, cast.act(`${id}/delegate-1`, 'CastVote', body));
  }

  const closing =
    'XB closes the proposal: two of three states suffice, the votes are counted anew from the sealed ballots.';
  await told('close', 'CloseProposal', closing, cast.act('XB/delegate-1', 'CloseProposal', { proposal }));

  const reader = await cast.client('XC');
  const { value } = await reader.thresholdInForce(OVERSIGHT);
  return { proposal, threshold: value, readFrom: reader.ledger.msp };
}

function idIn(envelope: Receipt['envelope']): ProposalId {
  const made = envelope?.events.find((event) => event.type === 'ProposalMade');
  if (made === undefined) throw new TreatyError('INVARIANT_BROKEN', { what: 'a proposal that was recorded has an id' });
  return ProposalId.parse(made.proposal);
}
