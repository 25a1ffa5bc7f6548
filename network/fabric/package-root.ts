// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';

const Manifest = z.object({ name: z.literal('depositary') });

function isOurs(folder: string): boolean {
  const manifest = path.join(folder, 'package.json');
  return existsSync(manifest) && Manifest.safeParse(JSON.parse(readFileSync(manifest, 'utf8'))).success;
}

/** The folder of this package: the repository, or where npm unpacked it. Everything that ships beside the code is found from here. */
export function packageRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (isOurs(folder)) return folder;
    if (path.dirname(folder) === folder) throw new TreatyError('CHAINCODE_SOURCE_MISSING', { path: from });
  }
}
