// SPDX-License-Identifier: Apache-2.0
import {
  stepsOf,
  type Instant,
  type Organ,
  type Procedure,
  type Profile,
} from '../../../chaincode/src/protocol/index.ts';
import { ruleWords } from './rule-words.ts';
import { counted, durationWords, instantWords } from './words.ts';

/** Whom an organ is made of. */
export function compositionWords({ composition }: Organ): string {
  if (composition === 'stateParties') return 'the states that are bound';
  if (composition === 'institutes') return 'the institutes';
  if ('members' in composition) return composition.members.join(', ');
  const { seats, term, mostTerms } = composition.elected;
  const kinds = seats.map(
    ({ count, group }) => `${counted(count, 'seat')}${group === undefined ? '' : ` for ${group}`}`,
  );
  const most = mostTerms === undefined ? '' : `, at most ${counted(mostTerms, 'term')} in a row`;
  return `elected to ${kinds.join(', ')} for ${durationWords(term)}${most}`;
}

/** A procedure, and what it says besides: a direction and a first day of a revision, what becomes of open proposals. */
interface Way extends Procedure {
  readonly direction?: 'any' | 'downOnly' | undefined;
  readonly notBefore?: Instant | undefined;
  readonly onOpenProposals?: 'continue' | 'withdraw' | 'restart' | undefined;
}

const OPEN_PROPOSALS = {
  continue: 'Proposals that are open then continue.',
  withdraw: 'Proposals that are open then are withdrawn.',
  restart: 'Proposals that are open then begin anew.',
} as const;

function limitsWords({ direction, notBefore, onOpenProposals }: Way): string[] {
  return [
    ...(direction === 'downOnly' ? ['It may only be lowered.'] : []),
    ...(notBefore === undefined ? [] : [`Nothing is proposed before ${instantWords(notBefore)}.`]),
    ...(onOpenProposals === undefined ? [] : [OPEN_PROPOSALS[onOpenProposals]]),
  ];
}

function wayWords(procedure: Way, profile: Profile): string {
  const named = (id: string): string => profile.organs.find((organ) => organ.id === id)?.name ?? id;
  const { movers, effectiveAfter } = procedure;
  const effect = /[1-9]/.test(effectiveAfter)
    ? `${durationWords(effectiveAfter)} after its adoption`
    : 'at its adoption';
  const steps = stepsOf(procedure).map(({ id, rule }, index) => {
    const words = ruleWords(rule, named(rule.organ));
    return index === 0 ? words : `Step "${id}": ${words}`;
  });
  const moved = `Moved by a member of the ${named(movers)}; takes effect ${effect}.`;
  return [...steps, moved, ...limitsWords(procedure)].join('\n');
}

/** How each kind of subject is decided, by the name of the subject. */
export function procedureWords(profile: Profile): (readonly [string, string])[] {
  const { thresholds, organs, amendment, suspension, resolutions = [] } = profile;
  const ways: (readonly [string, Way | undefined])[] = [
    ...thresholds.map(({ id, revision }) => [id, revision] as const),
    ...organs.map(({ id, composition }) => {
      const elected = typeof composition === 'object' && 'elected' in composition ? composition.elected : undefined;
      return [`election: ${id}`, elected?.election] as const;
    }),
    ['amendment', amendment],
    ['suspension of rights', suspension],
    ...resolutions.map((procedure) => [procedure.id, procedure] as const),
  ];
  return ways.flatMap(([name, procedure]) =>
    procedure === undefined ? [] : [[name, wayWords(procedure, profile)] as const],
  );
}
