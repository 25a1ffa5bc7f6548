// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import { canonicalise, sha256Hex } from '../../../../chaincode/src/protocol/index.ts';
import { readWithinLimit, wantsJson, write, writeJson, type Streams } from '../streams.ts';

const EXAMPLES = `Examples:
  $ depositary canonical < draft.json > act.json
  $ echo '{"b":1.0,"a":"\\u00e9"}' | depositary canonical
`;

/**
 * `depositary canonical`: any JSON document on standard input, its canonical bytes on standard output, nothing added.
 * Reads little more than the limit of 64 KiB, however much is offered.
 * Fails if: what canonicalise refuses.
 */
export function canonicalCommand(streams: Streams = process): Command {
  return new Command('canonical')
    .description('bring a JSON document from standard input into its canonical form (RFC 8785)')
    .option('--json', 'answer one JSON object with the canonical text, its length and its SHA-256')
    .addHelpText('before', EXAMPLES)
    .action(async (_: unknown, command: Command) => {
      const bytes = canonicalise(await readWithinLimit(streams.stdin));
      if (!wantsJson(command)) return write(streams.stdout, bytes);
      const canonical = new TextDecoder().decode(bytes);
      return writeJson(streams.stdout, { canonical, bytes: bytes.length, sha256: sha256Hex(bytes) });
    });
}
