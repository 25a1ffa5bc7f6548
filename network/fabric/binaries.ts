// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { builtFabric } from './fabric-build.ts';
import { nonEmpty } from './state-folder.ts';

/** The programs of Fabric that a network needs. */
export const PROGRAMS = ['peer', 'orderer', 'osnadmin', 'configtxgen', 'configtxlator', 'cryptogen'] as const;
export type Program = (typeof PROGRAMS)[number];

const WANTED = '3.1.x';
const CONFIGS = ['core.yaml', 'orderer.yaml'] as const;

/** Where Fabric's programs and their default configuration lie. */
export interface Binaries {
  readonly folder: string;
  readonly config: string;
  readonly version: string;
  program(name: Program): string;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Missing or not executable: the caller names it.
    return false;
  }
}

function configBeside(folder: string): string {
  const candidates = ['config', 'sampleconfig'].map((name) => path.resolve(folder, '..', name));
  const lacking = (candidate: string): string | undefined =>
    CONFIGS.find((file) => !existsSync(path.join(candidate, file)));
  const found = candidates.find((candidate) => lacking(candidate) === undefined);
  if (found !== undefined) return found;
  const file = candidates.map(lacking).find((name) => name !== undefined) ?? CONFIGS[0];
  throw new TreatyError('FABRIC_CONFIG_MISSING', { folder, file });
}

/** What `peer version` says; `unknown` where it says nothing of the kind. */
async function versionIn(folder: string): Promise<string> {
  const { stdout } = await execa(path.join(folder, 'peer'), ['version'], { reject: false, extendEnv: false, env: {} });
  return /^ Version: v?(\S+)/m.exec(stdout)?.[1] ?? 'unknown';
}

async function official(folder: string): Promise<Binaries> {
  const missing = PROGRAMS.filter((name) => !isExecutable(path.join(folder, name)));
  if (missing.length > 0) throw new TreatyError('FABRIC_PROGRAMS_MISSING', { folder, missing });
  const config = configBeside(folder);
  const version = await versionIn(folder);
  if (!/^3\.1\.\d+/.test(version)) throw new TreatyError('FABRIC_VERSION_WRONG', { folder, version, wanted: WANTED });
  return { folder, config, version, program: (name) => path.join(folder, name) };
}

/**
 * Fabric's programs: those of FABRIC_BIN_DIR, else those built here before, else built now from the pinned source.
 * `tell` hears how the build goes.
 * Fails if: FABRIC_BIN_DIR is set and its folder is not a complete 3.1 release (FABRIC_PROGRAMS_MISSING,
 * FABRIC_CONFIG_MISSING, FABRIC_VERSION_WRONG); or a build is needed and Go is missing, too old or fails.
 */
export async function findBinaries(tell: (detail: string) => void = () => undefined): Promise<Binaries> {
  const given = nonEmpty(process.env.FABRIC_BIN_DIR);
  if (given !== undefined) return official(path.resolve(given));
  const { root, version } = await builtFabric(tell);
  const folder = path.join(root, 'bin');
  return { folder, config: path.join(root, 'config'), version, program: (name) => path.join(folder, name) };
}
