// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { z } from 'zod';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import type { Binaries } from './binaries.ts';
import type { ChaincodePackage } from './chaincode-package.ts';
import { HOST, type Layout, type PeerPlace } from './layout.ts';
import { administratorEnvironment } from './node-environment.ts';
import { metricsOf } from './operations.ts';
import { runTool, type ToolResult } from './tool.ts';
import { inParallel, until } from './wait.ts';

/** A committed definition: which package runs under the name, and how often the parties have agreed on one. */
export const Definition = z.strictObject({ name: z.string(), packageId: z.string(), sequence: z.int() });
export type Definition = z.infer<typeof Definition>;

/** What one organisation has approved last for a chaincode; sequence 0 where it has approved nothing. */
interface Approval {
  readonly peer: PeerPlace;
  readonly sequence: number;
  readonly packageId: string | undefined;
}

const ApprovalAnswer = z.object({
  sequence: z.int(),
  source: z.object({ Type: z.object({ LocalPackage: z.object({ package_id: z.string() }).optional() }) }),
});

const CommittedAnswer = z.object({ sequence: z.int() });

const AS_EXPECTED = /not found|not defined|does not exist|could not fetch approved/i;

interface Bench {
  readonly layout: Layout;
  readonly binaries: Binaries;
}

function lifecycle(
  { layout, binaries }: Bench,
  peer: PeerPlace,
  step: string,
  args: readonly string[],
  alreadyDone?: RegExp,
): Promise<ToolResult> {
  return runTool(layout, binaries, {
    step,
    node: peer.name,
    program: 'peer',
    args: ['lifecycle', 'chaincode', ...args],
    environment: administratorEnvironment(peer),
    ...(alreadyDone === undefined ? {} : { alreadyDone }),
  });
}

/** Puts the package on every organisation's peer, which unpacks it with the external builder. */
export async function installPackage(bench: Bench, item: ChaincodePackage): Promise<void> {
  await inParallel(bench.layout.peers, (peer) =>
    lifecycle(bench, peer, 'install the package', ['install', item.file], /already successfully installed/),
  );
}

/** The first of a list that the topology's schema keeps from being empty. */
function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new TreatyError('TOPOLOGY_INVALID', { problem: 'is empty' });
  return first;
}

function channelArgs({ layout }: Bench, name: string): string[] {
  return ['--channelID', layout.topology.channel, '--name', name];
}

/** The flags that say by which ordering node a transaction goes out, and the definition that it is about. */
function definitionArgs(bench: Bench, item: ChaincodePackage, sequence: number): string[] {
  const orderer = firstOf(bench.layout.orderers);
  return [
    ...channelArgs(bench, item.name),
    ...['--version', item.label.slice(item.name.length + 1), '--sequence', String(sequence)],
    ...['-o', `${HOST}:${orderer.ports.listen}`, '--tls', '--cafile', path.join(orderer.credentials.tls, 'ca.crt')],
  ];
}

async function approvalOf(bench: Bench, peer: PeerPlace, name: string): Promise<Approval> {
  const args = ['queryapproved', ...channelArgs(bench, name), '--output', 'json'];
  const result = await lifecycle(bench, peer, 'ask for the approval', args, AS_EXPECTED);
  if (result.status === 'already') return { peer, sequence: 0, packageId: undefined };
  const { sequence, source } = ApprovalAnswer.parse(JSON.parse(result.output));
  return { peer, sequence, packageId: source.Type.LocalPackage?.package_id };
}

async function committedSequence(bench: Bench, peer: PeerPlace, name: string): Promise<number> {
  const args = ['querycommitted', ...channelArgs(bench, name), '--output', 'json'];
  const result = await lifecycle(bench, peer, 'ask for the definition', args, AS_EXPECTED);
  return result.status === 'already' ? 0 : CommittedAnswer.parse(JSON.parse(result.output)).sequence;
}

/** What stands between the package and its commitment: the sequence to reach, and who has yet to approve it. */
export interface Agenda {
  readonly sequence: number;
  readonly missing: readonly PeerPlace[];
  readonly committed: boolean;
}

/**
 * Asks every organisation what it has approved and the channel what is committed. A package that every organisation
 * has approved at the committed sequence is in force; any other needs the next sequence.
 */
export async function agendaFor(bench: Bench, item: ChaincodePackage): Promise<Agenda> {
  const committed = await committedSequence(bench, firstOf(bench.layout.peers), item.name);
  const approvals = await inParallel(bench.layout.peers, (peer) => approvalOf(bench, peer, item.name));
  const lacking = (sequence: number): PeerPlace[] =>
    approvals.filter((one) => one.sequence !== sequence || one.packageId !== item.id).map(({ peer }) => peer);
  if (committed > 0 && lacking(committed).length === 0) return { sequence: committed, missing: [], committed: true };
  return { sequence: committed + 1, missing: lacking(committed + 1), committed: false };
}

/**
 * Does `work`, and where it fails looks whether its aim is reached all the same, or else does it once more: what an
 * interrupted `up` had sent off may be ordered at any later moment, and then comes in between.
 */
async function unlessDone(work: () => Promise<unknown>, isDone: () => Promise<boolean>): Promise<void> {
  try {
    await work();
  } catch {
    // The second failure is the one that counts: nothing of an earlier `up` is under way any more.
    if (!(await isDone())) await work();
  }
}

/** Has every organisation of the agenda approve the package. */
export async function approve(bench: Bench, item: ChaincodePackage, agenda: Agenda): Promise<void> {
  const args = ['approveformyorg', ...definitionArgs(bench, item, agenda.sequence), '--package-id', item.id];
  await inParallel(agenda.missing, (peer) =>
    unlessDone(
      () => lifecycle(bench, peer, 'approve the package', args),
      async () => {
        const { sequence, packageId } = await approvalOf(bench, peer, item.name);
        return sequence === agenda.sequence && packageId === item.id;
      },
    ),
  );
}

/** Commits the approved definition, endorsed by every organisation's peer. */
export async function commit(bench: Bench, item: ChaincodePackage, agenda: Agenda): Promise<Definition> {
  const endorsers = bench.layout.peers.flatMap(({ ports, credentials }) => [
    ...['--peerAddresses', `${HOST}:${ports.listen}`],
    ...['--tlsRootCertFiles', path.join(credentials.tls, 'ca.crt')],
  ]);
  const args = ['commit', ...definitionArgs(bench, item, agenda.sequence), ...endorsers];
  if (!agenda.committed) {
    await unlessDone(
      () => lifecycle(bench, firstOf(bench.layout.peers), 'commit the definition', args),
      async () => (await agendaFor(bench, item)).committed,
    );
  }
  return { name: item.name, packageId: item.id, sequence: agenda.sequence };
}

const LAUNCH_SECONDS = 60;

/** Waits until every peer has started the process of the package, and the process has reported to its peer. */
export async function untilLaunched(bench: Bench, item: ChaincodePackage): Promise<void> {
  await until(`every peer runs ${item.label}`, LAUNCH_SECONDS, async () => {
    const launched = await Promise.all(
      bench.layout.peers.map(async ({ ports }) =>
        (await metricsOf(ports.operations)).some(
          ({ metric, labels, value }) =>
            metric === 'chaincode_launch_duration_count' &&
            labels.success === 'true' &&
            labels.chaincode === item.id &&
            value > 0,
        ),
      ),
    );
    return launched.every(Boolean) ? true : undefined;
  });
}
