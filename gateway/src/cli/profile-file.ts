// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  firstProblem,
  parseJson,
  Profile,
  TreatyError,
  type JsonValue,
} from '../../../chaincode/src/protocol/index.ts';
import { packageRoot } from '../../../network/fabric/package-root.ts';
import { readLimited } from '../files.ts';

/** Reads a JSON file that holds a profile. Fails if: FILE_UNREADABLE; what parseJson refuses; PROFILE_INVALID with the field. */
export async function readProfile(file: string): Promise<Profile> {
  return profileIn(parseJson(await readLimited(file)), file);
}

function profileIn(document: JsonValue, file: string): Profile {
  const parsed = Profile.safeParse(document);
  if (!parsed.success) throw new TreatyError('PROFILE_INVALID', { file, ...firstProblem(parsed.error) });
  return parsed.data;
}

const ENDING = '.json';

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => join(folder, name));
}

/** The files of the profiles that come with this program: those for use, then those of the proposals for AI treaties. */
export function shippedProfiles(): string[] {
  const folder = join(packageRoot(), 'docs', 'profiles');
  return [...filesIn(folder), ...filesIn(join(folder, 'proposals'))];
}

/** The file of a profile that is named by its path, or by its id where it comes with this program. */
export function profileNamed(name: string): string {
  if (existsSync(name)) return name;
  const shipped = shippedProfiles().find((file) => basename(file, ENDING) === name);
  if (shipped === undefined) throw new TreatyError('PROFILE_UNKNOWN', { name });
  return shipped;
}
