// SPDX-License-Identifier: Apache-2.0
import type { Profile } from '../../protocol/index.ts';
import type { Named } from '../organ/membership.ts';

/** Something that is wrong with a profile: `refused` where it can never work, `warning` where somebody should know. */
export interface Finding {
  readonly severity: 'refused' | 'warning';
  /** The field, its path joined by dots. */
  readonly field: string;
  readonly says: string;
}

/** Where something stands in a profile. */
export type Path = readonly (string | number)[];

/** Notes findings about a profile. */
export class Notes {
  readonly findings: Finding[] = [];

  refuse(path: Path, says: string): void {
    this.findings.push({ severity: 'refused', field: path.join('.'), says });
  }

  warn(path: Path, says: string): void {
    this.findings.push({ severity: 'warning', field: path.join('.'), says });
  }
}

/** What is examined: a profile, the members that the treaty names where they are known, and the notes that are taken. */
export interface Place {
  readonly profile: Profile;
  readonly named: Named | undefined;
  readonly notes: Notes;
}

/** The first names of a list, and how many more there are. */
export function listed(names: readonly string[]): string {
  const most = 8;
  const more = names.length > most ? ` and ${String(names.length - most)} more` : '';
  return names.slice(0, most).join(', ') + more;
}
