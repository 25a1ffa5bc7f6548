#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The command line: from the sources in a checkout, from the bundle in an installed package.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';

const source = new URL('../gateway/src/cli/main.ts', import.meta.url);
const bundle = new URL('../dist/depositary.js', import.meta.url);

/** The sources ask for a Node that strips types, the bundle for the one that package.json names. */
function isOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return existsSync(source) ? !process.features.typescript : major < 22 || (major === 22 && minor < 12);
}

if (isOldNode()) {
  const remedy = existsSync(source)
    ? 'Run it as `npx depositary`, with the Node that `npm install` brought.'
    : 'Install Node 24.';
  process.stderr.write(`Depositary does not run on Node ${process.versions.node}.\n${remedy}\n`);
  process.exitCode = 1;
} else await import(existsSync(source) ? source : bundle);
