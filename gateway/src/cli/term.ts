// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from 'commander';
import { Instant, plus, PositiveDuration, type Power, type Term } from '../../../chaincode/src/protocol/index.ts';
import { now } from '../draft.ts';
import { parsedOption } from './parsed.ts';

const ONE_YEAR = 'PT8760H';

/** How long an office is held, as the command line says. */
export interface TermChoice {
  readonly until?: string;
  readonly term?: string;
}

/** What an office is given, as the command line says. */
export interface OfficeChoice extends TermChoice {
  readonly fullPowers?: boolean;
}

/** Adds the options of a term. */
export function termed(command: Command): Command {
  return command
    .addOption(new Option('--until <instant>', 'the end of the term, such as 2027-11-23T10:00:00Z').conflicts('term'))
    .option('--term <duration>', `its length from now, such as P2Y or PT8760H (default: ${ONE_YEAR})`);
}

/** A term from now on. Fails if: OPTION_INVALID. */
export function termOf({ until, term = ONE_YEAR }: TermChoice): Term {
  const from = now();
  if (until !== undefined) return { from, until: parsedOption(Instant, '--until', until) };
  return { from, until: plus(from, parsedOption(PositiveDuration, '--term', term)) };
}

/** Adds the options of an office: its term and its powers. */
export function empowered(command: Command): Command {
  return termed(command).option('--full-powers', 'it may also express the consent to be bound (full powers, VCLT 7)');
}

/** Every office holds credentials; full powers are given by name. */
export function powersOf({ fullPowers }: OfficeChoice): Power[] {
  return fullPowers === true ? ['credentials', 'fullPowers'] : ['credentials'];
}
