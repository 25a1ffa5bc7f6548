// SPDX-License-Identifier: Apache-2.0
import type { ActType, Instrument, Party } from '../../protocol/index.ts';
import type { Edges } from '../rule.ts';

/** Another organisation may come to host a state whatever its status. */
function hosted<S extends Party['status']>(status: S): Partial<Record<ActType, readonly S[]>> {
  return { AnnounceSuccession: [status], TakeUpSuccession: [status] };
}

/** A state named by the treaty signs, becomes bound by its own instrument, and leaves by its own notice. */
export const PARTY_EDGES: Edges<Party['status']> = {
  invited: {
    ...hosted('invited'),
    SignTreaty: ['signatory'],
    DepositInstrument: ['bound'],
    ExamineInstrument: ['bound'],
  },
  signatory: {
    ...hosted('signatory'),
    DepositInstrument: ['bound'],
    ExamineInstrument: ['bound'],
  },
  bound: { ...hosted('bound'), NotifyWithdrawal: ['withdrawing'] },
  // Bound anew once the withdrawal has taken effect; until then the notice may be revoked.
  withdrawing: {
    ...hosted('withdrawing'),
    RevokeWithdrawal: ['bound'],
    DepositInstrument: ['bound'],
    ExamineInstrument: ['bound'],
  },
};

/** What may happen to an instrument, or to a notice of withdrawal, once it is deposited. */
export const INSTRUMENT_EDGES: Edges<Instrument['status']> = {
  unconfirmed: { ConfirmInstrument: ['received'] },
  received: { ExamineInstrument: ['inDueForm', 'notInDueForm'] },
  inDueForm: {},
  notInDueForm: {},
  notified: { RevokeWithdrawal: ['revoked'] },
  revoked: {},
};
