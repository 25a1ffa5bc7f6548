// SPDX-License-Identifier: Apache-2.0
import { standingOf } from '../../../../chaincode/src/domain/index.ts';
import { Instant, TreatyError, type MemberId, type Profile } from '../../../../chaincode/src/protocol/index.ts';
import { instantWords } from '../words.ts';
import { notStated, stated, type Cell } from './cell.ts';
import type { Happening } from './scenario.ts';
import { headOf, type Stage } from './stage.ts';

type Withdraw = Extract<Happening, { event: 'withdraw' }>;

const RULE = 'membership.withdrawal';
/** The field by which a treaty is suspended below the numbers that it asks for. */
export const BELOW = 'membership.entryIntoForce.belowNumber';

/** What the law of treaties says where a treaty is silent; of laws, soft law, advice and components it does not speak. */
const GENERAL_LAW =
  'general law: no withdrawal unless the parties meant to allow it or the treaty implies it, and then by twelve months’ notice (VCLT 54, 56)';

function isTreaty({ about }: Profile): boolean {
  if (about === undefined) return true;
  return about.isBinding && (about.kind === 'treaty' || about.kind === 'proposal');
}

function silence(profile: Profile): Cell {
  const words = profile.provisions?.withdrawal ?? (isTreaty(profile) ? GENERAL_LAW : undefined);
  return notStated('withdraw', RULE, words);
}

/** Gives the notice, with an answer to each condition, and says from when it takes effect. */
async function notified(stage: Stage, state: MemberId, { membership }: Profile): Promise<Instant> {
  const conditions = membership?.withdrawal?.conditions ?? [];
  const statements = conditions.map((condition) => ({ condition, statement: 'It is met, by the scenario.' }));
  const body = { reason: 'Supreme interests.', ...(statements.length === 0 ? {} : { statements }) };
  const { envelope } = await stage.act(headOf(state), 'NotifyWithdrawal', body);
  return envelope?.events.find((one) => one.type === 'WithdrawalNotified')?.effective ?? stage.now;
}

/** The instant from which a notice may be given, where one was given too early. */
function dueFrom(error: unknown): Instant {
  if (error instanceof TreatyError && error.code === 'WITHDRAWAL_TOO_EARLY') return Instant.parse(error.details.from);
  throw error;
}

/** What the departure does to the treaty itself, and the field that says so. */
async function aftermath(stage: Stage, profile: Profile): Promise<{ says: string; rule?: string }> {
  const operation = await stage.operation(profile);
  if (operation === 'suspended')
    return {
      says: '; the treaty is suspended: those that it asks for are no longer all in',
      rule: BELOW,
    };
  if (operation === 'awaited' || (await stage.meetsNumbers(profile))) return { says: '' };
  return { says: '; the others stay bound, though fewer than it asks for are in (VCLT 55)' };
}

/** A state gives notice as soon as it may, and leaves when the notice takes effect. */
export async function withdrawUnder(stage: Stage, profile: Profile, { state }: Withdraw): Promise<Cell> {
  if (profile.membership?.withdrawal === undefined) return silence(profile);
  let from: Instant | undefined;
  let effective: Instant;
  try {
    effective = await notified(stage, state, profile);
  } catch (error) {
    from = dueFrom(error);
    stage.until(from);
    effective = await notified(stage, state, profile);
  }
  stage.until(effective);
  const standing = standingOf(
    await stage.client.record('Party', state),
    await stage.client.record('Treaty'),
    stage.now,
  );
  const before = from === undefined ? '' : `no notice before ${instantWords(from)}; `;
  const { says, rule } = await aftermath(stage, profile);
  const outcome = `${before}${state} is ${standing} from ${instantWords(effective)}${says}`;
  return stated('withdraw', outcome, rule === undefined ? RULE : `${RULE}, ${rule}`);
}
