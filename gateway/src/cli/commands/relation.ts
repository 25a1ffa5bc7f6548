// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import { Instant, MemberId, TreatyError } from '../../../../chaincode/src/protocol/index.ts';
import { present } from '../clock.ts';
import { exemplified } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { reading } from '../reading.ts';
import { ARTICLES, readRelation, relationWords } from '../relation.ts';
import { inTreaty, Session } from '../session.ts';
import type { Streams } from '../streams.ts';

/** Two states as they are typed. Fails if: OPTION_INVALID, where it is the same one twice. */
export function twoIn(option: string, one: MemberId, other: MemberId): [MemberId, MemberId] {
  if (one === other) throw new TreatyError('OPTION_INVALID', { option, problem: `${one} is named twice` });
  return [one, other];
}

/** `party relation`: how the treaty binds two states towards each other, at any instant. */
export function relationCommand(streams: Streams): Command {
  return exemplified(
    inTreaty(new Command('relation')),
    'party relation XA XB',
    'party relation XA XB --at 2027-03-01T00:00:00Z --json',
  )
    .description('show whether the treaty is in force between two states, and which reservations modify it for them')
    .argument('<party>', 'a state, such as XA')
    .argument('<other>', 'the other state, such as XB')
    .option('--at <instant>', 'the instant to tell of (default: now)')
    .action((party: string, towards: string, options: { at?: string }, command: Command) =>
      Session.run(command, streams, async (session) => {
        const [one, other] = [parsedOption(MemberId, 'PARTY', party), parsedOption(MemberId, 'OTHER', towards)];
        const at = options.at === undefined ? present() : parsedOption(Instant, '--at', options.at);
        const { client, treaty } = await reading(session);
        const { pair: _, relation, ...told } = await readRelation(client, treaty, twoIn('OTHER', one, other), at);
        const modifications = relation.modifications.map((modification) => ({
          ...modification,
          articles: ARTICLES[modification.reception].map((article) => `VCLT ${article}`),
        }));
        await session.answer(
          { treaty: treaty.treaty, ...told, ...relation, modifications },
          relationWords({ ...told, relation }),
        );
      }),
    );
}
