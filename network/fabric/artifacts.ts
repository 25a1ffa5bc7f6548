// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Binaries } from './binaries.ts';
import { CHANNEL_PROFILE, configtxOf } from './configtx.ts';
import { HOST, type Layout, type NodePlace } from './layout.ts';
import { runTool } from './tool.ts';

function specificationOf({ organisation, domain, role }: NodePlace): object {
  const template = { Count: 1, Hostname: `${role}{{.Index}}`, SANS: ['localhost', HOST] };
  const users = role === 'peer' ? { Users: { Count: 1 } } : {};
  return { Name: organisation, Domain: domain, EnableNodeOUs: true, Template: template, ...users };
}

/** Makes the certificates and keys of all organisations, once: they appear all together or not at all. */
export async function ensureCrypto(layout: Layout, binaries: Binaries): Promise<boolean> {
  if (existsSync(layout.crypto)) return false;
  const temporary = `${layout.crypto}.unfinished`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(layout.channel, { recursive: true });
  const config = path.join(layout.channel, 'cryptogen.json');
  const organisations = {
    OrdererOrgs: layout.orderers.map(specificationOf),
    PeerOrgs: layout.peers.map(specificationOf),
  };
  // JSON is YAML too, and needs no quoting rules of our own.
  await writeFileAtomic(config, JSON.stringify(organisations, null, 2));
  const args = ['generate', `--config=${config}`, `--output=${temporary}`];
  await runTool(layout, binaries, { step: 'certificates', node: 'cryptogen', program: 'cryptogen', args });
  renameSync(temporary, layout.crypto);
  return true;
}

/** Makes the channel's first block, once. */
export async function ensureGenesisBlock(layout: Layout, binaries: Binaries): Promise<boolean> {
  if (existsSync(layout.genesisBlock)) return false;
  await writeFileAtomic(path.join(layout.channel, 'configtx.yaml'), JSON.stringify(configtxOf(layout), null, 2));
  const temporary = `${layout.genesisBlock}.unfinished`;
  const { channel } = layout.topology;
  await runTool(layout, binaries, {
    step: 'genesis block',
    node: 'configtxgen',
    program: 'configtxgen',
    args: [
      '-profile',
      CHANNEL_PROFILE,
      '-channelID',
      channel,
      '-outputBlock',
      temporary,
      '-configPath',
      layout.channel,
    ],
  });
  renameSync(temporary, layout.genesisBlock);
  return true;
}
