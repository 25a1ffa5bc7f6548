// SPDX-License-Identifier: Apache-2.0
import {
  canonicalText,
  compareInstants,
  compareTexts,
  deadline,
  memberOf,
  TreatyError,
  WORDS,
  type ActRecord,
  type CountReport,
  type Instant,
  type MemberId,
  type PaperCount,
  type Proposal,
  type SecretBallot,
} from '../../protocol/index.ts';
import { every, one, type Known, type Need } from '../known.ts';
import { field, isOrigin, isSealedByOffice, type Origin } from './borne-out.ts';
import { frozenProfile } from './open.ts';
import { closesAfter, type Examined } from './recount.ts';

/** A proposal on which voting is secret. */
export type SecretProposal = Proposal & { readonly rule: { readonly secret: SecretBallot } };

/** Whether voting on a proposal is secret. */
export function isSecret(proposal: Proposal): proposal is SecretProposal {
  return proposal.rule.secret !== undefined;
}

/** The reports on a secret ballot; nothing where voting is open. */
export function reportNeeds(id: string, known: Known): readonly Need[] {
  const proposal = known.find('Proposal', id);
  return proposal !== undefined && isSecret(proposal) ? [every('CountReport', id)] : [];
}

/** The reports on a secret ballot, and behind each its act and the office that sealed it. */
export function examinedReportNeeds(id: string, known: Known): readonly Need[] {
  const behind = known
    .found('CountReport', id)
    .flatMap(({ by, report }) => [one('Act', by, report), one('Representative', by)]);
  return [...reportNeeds(id, known), ...behind];
}

/** Refuses what would change the ballots of a secret vote while its papers are counted. */
export function requireCountNotBegun(proposal: Proposal, known: Known): void {
  if (!isSecret(proposal)) return;
  const [first] = known.all('CountReport', proposal.id);
  // R-98 once a teller has reported no ballot joins, and the window is not extended
  if (first !== undefined) throw new TreatyError('COUNT_BEGUN', { proposal: proposal.id, tellers: [first.teller] });
}

/** Until when the tellers report; the profile under which the proposal was opened has been loaded. */
export function reportsUntil(proposal: SecretProposal, known: Known): Instant {
  const { seat } = frozenProfile(proposal, known).clock;
  return deadline(closesAfter(proposal), proposal.rule.secret.within, seat);
}

/** Who was a teller when the proposal opened. */
export function tellersOf({ tellers = [] }: Proposal): readonly MemberId[] {
  return tellers;
}

/** What is wrong with a count; undefined where it accounts for every ballot. */
export function miscount(
  { counts, missing }: PaperCount,
  { id, rule }: Proposal,
  { votes }: Examined,
): TreatyError | undefined {
  const expected = WORDS[rule.polarity].toSorted(compareTexts);
  // R-97 a report accounts for every ballot on the record, by a word of the rule or by the name of a member whose paper is missing
  if (Object.keys(counts).toSorted(compareTexts).join() !== expected.join())
    return new TreatyError('REPORT_WORDS_FOREIGN', { proposal: id, expected });
  const voters = new Set(votes.map(({ member }) => member));
  const foreign = missing.find((member, index) => !voters.has(member) || missing.indexOf(member) !== index);
  if (foreign !== undefined) return new TreatyError('REPORT_MISSING_FOREIGN', { proposal: id, member: foreign });
  const reported = Object.values(counts).reduce((sum, number) => sum + number, missing.length);
  return reported === votes.length
    ? undefined
    : new TreatyError('REPORT_COUNT_OFF', { proposal: id, reported, ballots: votes.length });
}

/** Whether an act says what a report shows. */
function says(act: ActRecord, origin: Origin, { proposal, counts, missing, supersedes }: CountReport): boolean {
  const body = field(act.document, 'body');
  const shown = { proposal, counts, missing, ...(supersedes === undefined ? {} : { supersedes }) };
  return isOrigin(act, 'ReportCount', origin) && body !== undefined && canonicalText(body) === canonicalText(shown);
}

/** Whether a report is one of a teller in time, and borne out: what is stored is believed only as far as its seal goes (R-62). */
function isBorneOut(report: CountReport, proposal: SecretProposal, known: Known): boolean {
  const { treaty, teller, by, report: id, sealedBy, reported } = report;
  const origin = { treaty, act: id, by, sealedBy };
  const act = known.record('Act', by, id);
  const isByTeller = memberOf(by) === teller && tellersOf(proposal).includes(teller);
  const isInTime =
    compareInstants(reported, closesAfter(proposal)) > 0 &&
    compareInstants(reported, reportsUntil(proposal, known)) <= 0;
  return (
    isByTeller && isInTime && act !== undefined && says(act, origin, report) && isSealedByOffice(origin, act, known)
  );
}

function soundReports(proposal: SecretProposal, examined: Examined, known: Known): CountReport[] {
  return known
    .all('CountReport', proposal.id)
    .filter((report) => report.proposal === proposal.id && isBorneOut(report, proposal, known))
    .filter((report) => miscount(report, proposal, examined) === undefined);
}

function labelOf({ counts, missing }: PaperCount): string {
  return canonicalText({ counts, missing: missing.toSorted(compareTexts) });
}

/** The count on which enough tellers agree, and the reports that say it. */
export interface Agreed {
  readonly count: PaperCount;
  readonly reports: readonly CountReport[];
}

/** The one count that as many tellers report as the rule asks for; undefined where none is, or more than one. */
export function agreedOn(proposal: SecretProposal, examined: Examined, known: Known): Agreed | undefined {
  const alike = new Map<string, CountReport[]>();
  for (const report of soundReports(proposal, examined, known)) {
    const label = labelOf(report);
    alike.set(label, [...(alike.get(label) ?? []), report]);
  }
  const enough = [...alike.values()].filter(({ length }) => length >= proposal.rule.secret.agreeing);
  const [reports = []] = enough;
  const [count] = reports;
  return enough.length === 1 && count !== undefined ? { count, reports } : undefined;
}

function reportWords({ teller, counts, missing }: CountReport): string {
  const words = Object.entries(counts).map(([word, number]) => `${String(number)} ${word}`);
  return `${teller} ${[...words, ...missing.map((member) => `missing ${member}`)].join(', ')}`;
}

/** Refuses to close a secret ballot while its tellers may still come to agree, and before a report on which they did. */
export function requireAgreed(proposal: SecretProposal, examined: Examined, known: Known, now: Instant): void {
  const until = reportsUntil(proposal, known);
  const agreed = agreedOn(proposal, examined, known);
  const later = agreed?.reports.find(({ reported }) => compareInstants(now, reported) < 0);
  if (later !== undefined) {
    const record = `CountReport/${proposal.id}/${later.teller}`;
    // R-66 a close is not dated before what it counts
    throw new TreatyError('TIME_RUNS_BACKWARDS', { record, changedAt: later.reported, now });
  }
  if (agreed !== undefined || compareInstants(now, until) > 0) return;
  const reports = soundReports(proposal, examined, known);
  const silent = tellersOf(proposal).filter((name) => !reports.some(({ teller }) => teller === name));
  // R-99 a secret ballot is closed on one count of as many tellers as its rule asks for
  throw new TreatyError('COUNT_NOT_AGREED', {
    proposal: proposal.id,
    agreeing: proposal.rule.secret.agreeing,
    reported: reports.map(reportWords),
    awaited: silent,
    until,
  });
}
