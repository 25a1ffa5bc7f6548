#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The command line: from the sources in a checkout, from the bundle in an installed package.
import { existsSync } from 'node:fs';
import { URL } from 'node:url';

const source = new URL('../gateway/src/cli/main.ts', import.meta.url);
const bundle = new URL('../dist/depositary.js', import.meta.url);
await import(existsSync(source) ? source : bundle);
