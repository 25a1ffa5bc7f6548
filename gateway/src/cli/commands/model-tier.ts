// SPDX-License-Identifier: Apache-2.0
import { Command } from 'commander';
import {
  bindingOn,
  chainOf,
  coverageOf,
  partySince,
  standingOf,
  type Asked,
  type Joined,
  type ModelFacts,
} from '../../../../chaincode/src/domain/index.ts';
import {
  compareInstants,
  Instant,
  MemberId,
  ModelId,
  type ComputeDeclaration,
  type Party,
  type Profile,
  type ThresholdId,
  type ThresholdVersion,
  type Treaty,
} from '../../../../chaincode/src/protocol/index.ts';
import type { TreatyClient } from '../../treaty-client.ts';
import { present } from '../clock.ts';
import { exemplified } from '../guidance.ts';
import { methodIn } from '../method.ts';
import { arithmeticOf, arithmeticWords, coverageWords } from '../models/coverage-words.ts';
import { factsAround, figuresOf, modelNamed } from '../models/facts.ts';
import { isModelRow, readModels, type ModelRow } from '../models/row.ts';
import { byCompute, rated, tableWords, type Rated } from '../models/table.ts';
import { parsedOption } from '../parsed.ts';
import { readProfile, shippedProfiles } from '../profile-file.ts';
import { profileAt } from '../profile-in-force.ts';
import { all, found, reading } from '../reading.ts';
import { inTreaty, Session } from '../session.ts';
import { wantsJson, write, writeJson, type Streams } from '../streams.ts';
import { instantWords } from '../words.ts';

/** The version of a threshold that counts at an instant: for a state the one that binds it, else the last that is in force. */
function standingIn(versions: readonly ThresholdVersion[], state: Joined | undefined, at: Instant) {
  if (state !== undefined) return bindingOn(state, versions, at).version;
  return chainOf(versions).findLast(({ inForceFrom }) => compareInstants(inForceFrom, at) <= 0);
}

async function thresholdsAt(client: TreatyClient, state: Joined | undefined, at: Instant): Promise<Asked['standing']> {
  const standing = new Map<ThresholdId, ThresholdVersion>();
  for (const { id } of await all(client, 'Threshold')) {
    const version = standingIn(await all(client, 'ThresholdVersion', id), state, at);
    if (version !== undefined) standing.set(id, version);
  }
  return (id) => standing.get(id);
}

/** The state for which one asks, and since when it has been a party; undefined where it is none at that instant. */
interface Asking {
  readonly party: Party;
  readonly joined: Joined | undefined;
}

async function askingFor(
  client: TreatyClient,
  state: MemberId | undefined,
  treaty: Treaty,
  at: Instant,
): Promise<Asking | undefined> {
  if (state === undefined) return undefined;
  const party = await found(client, 'Party', [state], 'PARTY_UNKNOWN', { member: state });
  const since = partySince(party, treaty, at);
  return { party, joined: since === undefined ? undefined : { party: party.id, since } };
}

async function tier(session: Session, id: ModelId, state: MemberId | undefined, at: Instant): Promise<void> {
  const { client, treaty } = await reading(session);
  const model = await modelNamed(client, id);
  const asking = await askingFor(client, state, treaty, at);
  const head = { model: id, at, ...(state === undefined ? {} : { for: state }) };
  const whom = state ?? 'the treaty';
  const title = `${id} for ${whom} on ${instantWords(at)}\n`;
  if (asking !== undefined && asking.joined === undefined) {
    const standing = standingOf(asking.party, treaty, at);
    const words = `${title}The treaty is not in force for ${whom} (${standing}): no threshold binds it.\n`;
    return session.answer({ ...head, standing, tiers: [], arithmetic: [] }, words);
  }
  const profile = await profileAt(client, treaty, at);
  const facts = await factsAround(client, model, profile.models, at);
  const asked = {
    standing: await thresholdsAt(client, asking?.joined, at),
    ...figuresOf(model, facts, profile.models),
  };
  const [tiers, arithmetic] = [coverageOf(profile, asked), arithmeticOf(profile, asked)];
  const silent =
    profile.models?.aggregation === undefined
      ? 'The profile does not state what counts together: the model counts by itself.\n'
      : '';
  await session.answer(
    { ...head, profile: profile.version, tiers, arithmetic },
    `${title}${coverageWords(tiers)}${arithmeticWords(arithmetic)}${silent}`,
  );
}

/** `model tier`: into which tiers a model falls for a state at an instant, with the arithmetic. */
export function tierCommand(streams: Streams): Command {
  return exemplified(
    inTreaty(new Command('tier')),
    'model tier AISI-XA/gpt-5',
    'model tier AISI-XA/gpt-5 --for XB --at 2027-03-01T00:00:00Z',
  )
    .description('show into which tiers a model falls, by its low, best and high figure, with the arithmetic')
    .argument('<model>', 'the model, such as AISI-XA/gpt-5')
    .option('--for <party>', 'by the thresholds that bind this party (default: those in force)')
    .option('--at <instant>', 'an instant, such as 2027-03-01T00:00:00Z (default: now)')
    .action((id: string, options: { for?: string; at?: string }, command: Command) =>
      Session.run(command, streams, (session) => {
        const state = options.for === undefined ? undefined : parsedOption(MemberId, '--for', options.for);
        const at = options.at === undefined ? present() : parsedOption(Instant, '--at', options.at);
        return tier(session, parsedOption(ModelId, 'MODEL', id), state, at);
      }),
    );
}

/** The figures of a line of a table, which add nothing to each other. */
function ratedRow({ slug, figure }: ModelRow): Rated {
  const sum: Asked['sum'] = (method, bound) =>
    figure?.method.name === method
      ? { method, operations: BigInt(figure[bound] ?? figure.best), addends: [], missing: [], isFloor: false }
      : undefined;
  return { model: slug, figures: () => ({ sum, hasFigure: figure !== undefined }) };
}

async function ratedRegister(client: TreatyClient): Promise<Rated[]> {
  const models = await all(client, 'Model');
  const declarations = new Map<ModelId, ComputeDeclaration[]>(models.map(({ id }) => [id, []]));
  for (const figure of await all(client, 'ComputeDeclaration'))
    if (figure.status === 'current') declarations.get(figure.model)?.push(figure);
  const facts: ModelFacts = { models: new Map(models.map((model) => [model.id, model])), declarations };
  return models.map((model) => ({ model: model.id, figures: ({ models: rule }) => figuresOf(model, facts, rule) }));
}

async function shipped(): Promise<Profile[]> {
  return byCompute(await Promise.all(shippedProfiles().map(readProfile)));
}

async function answered(streams: Streams, command: Command, models: readonly Rated[]): Promise<void> {
  const profiles = await shipped();
  const rows = rated(models, profiles);
  if (wantsJson(command)) return writeJson(streams.stdout, { models: rows });
  return write(streams.stdout, tableWords(rows, profiles));
}

/** `model tiers`: every model of a table or of the register under every profile that comes with this program. */
export function tiersCommand(streams: Streams): Command {
  return exemplified(inTreaty(new Command('tiers')), 'model tiers', 'model tiers docs/examples/models.csv')
    .description('show into which tier each model falls under every profile that comes with this program')
    .argument('[file]', 'a table of models; docs/examples/models.csv is an example (default: the register)')
    .option('--method <name@version>', 'how the figures of the table are counted', 'not-stated@0')
    .action(async (file: string | undefined, { method }: { method: string }, command: Command) => {
      if (file === undefined)
        return Session.run(command, streams, async (session) => {
          const { client } = await reading(session);
          await answered(streams, command, await ratedRegister(client));
        });
      const rows = await readModels(file, methodIn(method));
      const problems = rows.flatMap((row) => (isModelRow(row) ? [] : row.problems));
      if (!wantsJson(command)) for (const { code, says } of problems) await write(streams.stderr, `${code}: ${says}\n`);
      return answered(streams, command, rows.filter(isModelRow).map(ratedRow));
    });
}
