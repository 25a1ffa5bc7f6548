// SPDX-License-Identifier: Apache-2.0

/** A case as a file may hold it: every field may be wrong, but names are strings and lists are lists. */
export interface CaseFile {
  readonly rule: RuleFile;
  readonly electorate: readonly EntryFile[];
  readonly votes: readonly { readonly member: string; readonly choice: string }[];
}

/** A rule as a file may hold it. */
export interface RuleFile {
  readonly polarity?: unknown;
  readonly base?: unknown;
  readonly ratio?: unknown;
  readonly strict?: boolean | undefined;
  readonly floor?: unknown;
  readonly quorum?: unknown;
  readonly groupMajorities?: readonly BarFile[] | undefined;
  readonly weightMajorities?: readonly BarFile[] | undefined;
  readonly blockingMinority?: unknown;
  readonly exclude?: readonly string[] | undefined;
  readonly namedAssents?: readonly string[] | undefined;
  readonly vetoSeats?: readonly string[] | undefined;
  readonly onSilence?: unknown;
  readonly revote?: boolean | undefined;
}

/** A bar of a group or of a measure. */
export interface BarFile {
  readonly group?: string | undefined;
  readonly measure?: string | undefined;
  readonly ratio: unknown;
  readonly strict?: boolean | undefined;
  readonly total?: unknown;
}

/** A member, or an organisation that votes for members. */
export interface EntryFile {
  readonly member: string;
  readonly groups?: readonly string[] | undefined;
  readonly weights?: Readonly<Record<string, unknown>> | undefined;
  readonly votesFor?: readonly string[] | undefined;
}
