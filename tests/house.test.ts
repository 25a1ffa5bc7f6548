// SPDX-License-Identifier: Apache-2.0
// The house is only as good as its alarms: each important ban is broken here on purpose, in a copy, and must be reported.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { ESLint } from 'eslint';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules/.bin');
const HEADER = '// SPDX-License-Identifier: Apache-2.0\n';
const CONFIGS = [
  'package.json',
  'tsconfig.json',
  'eslint.config.js',
  '.dependency-cruiser.cjs',
  'knip.json',
  '.mocharc.json',
  '.c8rc.json',
  '.prettierrc.json',
  'scripts/coverage.ts',
  'scripts/reporter.ts',
];

const run = promisify(execFile);

/** A house of its own with the real configuration and the given files. */
async function plant(files: Readonly<Record<string, string>>): Promise<string> {
  const house = await realpath(await mkdtemp(join(tmpdir(), 'depositary-house-')));
  for (const name of CONFIGS) await cp(join(ROOT, name), join(house, name));
  await symlink(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(house, dirname(path)), { recursive: true });
    await writeFile(join(house, path), text);
  }
  return house;
}

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs one of the installed tools in a house; a tool that finds something ends with another code than 0. */
async function tool(house: string, command: string, ...args: string[]): Promise<Outcome> {
  // What runs in a planted house is not measured as the product's coverage.
  const env = {
    ...process.env,
    PATH: `${BIN}:${process.env.PATH ?? ''}`,
    FORCE_COLOR: '0',
    NODE_V8_COVERAGE: undefined,
    DEPOSITARY_TEST_COUNT: undefined,
  };
  const options = { cwd: house, env, maxBuffer: 2 ** 26 };
  try {
    const { stdout, stderr } = await run(join(BIN, command), args, options);
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe('the house', function () {
  this.timeout(60_000);
  const houses: string[] = [];

  async function built(files: Readonly<Record<string, string>>): Promise<string> {
    const house = await plant(files);
    houses.push(house);
    return house;
  }

  after(async () => {
    await Promise.all(houses.map((house) => rm(house, { recursive: true, force: true })));
  });

  describe('lint', () => {
    const anywhere: [rule: string, breach: string][] = [
      ['@typescript-eslint/no-explicit-any', 'export type Breach = any;'],
      ['@typescript-eslint/no-non-null-assertion', 'export const breach = (names: string[]): string => names[0]!;'],
      [
        '@typescript-eslint/consistent-type-assertions',
        'export const breach = (data: unknown): string => data as string;',
      ],
      [
        '@typescript-eslint/no-floating-promises',
        'export const breach = (work: () => Promise<void>): void => { work(); };',
      ],
      [
        '@typescript-eslint/no-floating-promises',
        'export const breach = (work: () => Promise<void>): void => { void work(); };',
      ],
      [
        '@typescript-eslint/switch-exhaustiveness-check',
        "export function breach(status: 'open' | 'closed'): string { switch (status) { case 'open': return 'a'; } return 'b'; }",
      ],
      ['no-restricted-exports', 'export default 1;'],
      ['no-warning-comments', '// TODO later'],
      ['no-warning-comments', '/* and fixme now */'],
      ['complexity', `export const breach = (n: number): boolean => ${'n === 1 || '.repeat(11)}n === 2;`],
      ['house/documented-export', 'export function breach(): number { return 1; }'],
      ['house/reasoned-silence', '/* eslint-disable-next-line no-eval */'],
      ['house/reasoned-silence', '/* c8 ignore next */'],
      ['no-restricted-syntax', "export function breach(): never { throw new Error('uncoded'); }"],
    ];
    const inChaincode: [rule: string, breach: string][] = [
      ['no-restricted-globals', 'export const breach = Date.now();'],
      ['no-restricted-globals', 'export const breach = new Date(0);'],
      ['no-restricted-globals', "export const breach = new Intl.Collator('en');"],
      ['no-restricted-globals', 'export const breach = process.pid;'],
      ['no-restricted-globals', "console.log('breach');"],
      ['no-restricted-globals', 'export const breach = globalThis;'],
      ['no-restricted-globals', 'export const breach = crypto.randomUUID();'],
      ['no-restricted-globals', 'export const breach = performance.now();'],
      ['no-restricted-globals', 'setTimeout(() => 1, 1);'],
      ['no-restricted-globals', "export const breach = parseFloat('1');"],
      ['no-restricted-properties', "export const breach = Number.parseFloat('1');"],
      ['no-restricted-properties', 'export const breach = Math.random();'],
      ['no-restricted-properties', 'export const { random } = Math;'],
      ['no-restricted-properties', "export const breach = 'a'.localeCompare('b');"],
      ['no-restricted-properties', 'export const breach = (12).toLocaleString();'],
      [
        'no-restricted-properties',
        'export const breach = (s: { getMultipleStates(): string }): string => s.getMultipleStates();',
      ],
      [
        'no-restricted-properties',
        'export const breach = (s: { getMultiplePrivateData(): string }): string => s.getMultiplePrivateData();',
      ],
      [
        'no-restricted-properties',
        "import { Temporal } from 'temporal-polyfill/implementation';\nexport const breach = Temporal.Now.instant();",
      ],
      ['no-restricted-syntax', 'export const breach = Math.exp(1);'],
      ['no-restricted-syntax', 'export const breach = 0.75;'],
      ['no-restricted-syntax', 'export const breach = 1_0.5e3;'],
      ['no-restricted-syntax', 'export const breach = 75e-2;'],
      ['no-restricted-syntax', "import crypto from 'node:crypto';\nexport const breach = crypto.randomUUID();"],
    ];
    const inRules: [rule: string, breach: string][] = [
      [
        'max-depth',
        'export function breach(n: number): number { if (n) { if (n > 1) { if (n > 2) return 1; } } return 2; }',
      ],
      [
        'no-restricted-syntax',
        'export async function breach(work: () => PromiseLike<void>): PromiseLike<void> { await work(); }',
      ],
      ['no-restricted-globals', 'export const breach = Promise.resolve(1);'],
      ['no-restricted-imports', "import { randomBytes } from 'node:crypto';\nexport const breach = randomBytes(1);"],
    ];
    const elsewhere: [path: string, rule: string, text: string][] = [
      ['gateway/src/headless.ts', 'house/header', '/** A. */\nexport const breach = 1;\n'],
      ['gateway/src/wrongHead.ts', 'house/file-name', `${HEADER}/** A. */\nexport const breach = 1;\n`],
      ['gateway/src/events/loud.ts', 'no-restricted-globals', `${HEADER}console.log('breach');\n`],
      ['gateway/src/curious.ts', 'no-restricted-globals', `${HEADER}/** A. */\nexport const breach = process.argv;\n`],
      ['network/loud.ts', 'no-console', `${HEADER}console.log('breach');\n`],
      ['chaincode/src/ledger/lucky.ts', 'no-restricted-imports', `${HEADER}import { randomInt } from 'crypto';\n`],
      ['tests/any.test.ts', '@typescript-eslint/no-explicit-any', `${HEADER}export type Breach = any;\n`],
    ];
    const rooms: [room: string, breaches: [rule: string, breach: string][]][] = [
      ['gateway/src/anywhere', anywhere],
      ['chaincode/src/protocol', [...anywhere, ...inChaincode]],
      ['chaincode/src/contracts', inChaincode],
      ['chaincode/src/domain', [...inChaincode, ...inRules]],
    ];
    const planted = [
      ...rooms.flatMap(([room, breaches]) =>
        breaches.map(([rule, text], index) => ({
          path: `${room}/breach-${index}.ts`,
          rule,
          text: `${HEADER}${text}\n`,
        })),
      ),
      ...elsewhere.map(([path, rule, text]) => ({ path, rule, text })),
    ];
    const innocent: Record<string, string> = {
      'chaincode/src/domain/innocent.ts':
        `${HEADER}/** Whether a count has reached two thirds. */\n` +
        'export const isReached = (yes: bigint, total: bigint): boolean => 3n * yes >= 2n * total;\n',
      'chaincode/src/ledger/keys.ts': `${HEADER}/** Kinds. */\nexport const KINDS = ['a', '1.5', 'b'] as const;\n`,
      'chaincode/src/ledger/clock.ts': `${HEADER}/** A local clock. */\nexport const now = (): number => Date.now();\n`,
      'chaincode/src/ledger/log.ts': `${HEADER}/** Says a line. */\nexport const say = (line: string): void => console.log(line);\n`,
      'chaincode/src/main.ts': `${HEADER}process.exitCode = Math.max(0, 10);\n`,
      'gateway/src/cli/main.ts': `${HEADER}console.log(process.argv.length / 2.5);\n`,
      'tests/innocent.test.ts':
        `${HEADER}import { expect } from 'chai';\n` +
        "it('is true', () => {\n  expect((JSON.parse('true') as { is: boolean }).is).to.be.true;\n});\n",
    };
    const found = new Map<string, string[]>();

    before(async () => {
      const files = Object.fromEntries(planted.map(({ path, text }) => [path, text]));
      const house = await built({ ...files, ...innocent });
      const results = await new ESLint({ cwd: house }).lintFiles(['chaincode', 'gateway', 'network', 'tests']);
      for (const { filePath, messages } of results) {
        const rules = messages.map(({ ruleId, message }) => ruleId ?? message);
        found.set(relative(house, filePath), rules);
      }
    });

    for (const { path, rule, text } of planted) {
      const breach = text.replace(HEADER, '').trim().split('\n').at(-1) ?? '';
      it(`reports ${rule} in ${dirname(path)}: ${breach.slice(0, 80)}`, () => {
        expect(found.get(path)).to.include(rule);
      });
    }

    for (const path of Object.keys(innocent)) {
      it(`finds nothing in ${path}`, () => {
        expect(found.get(path)).to.deep.equal([]);
      });
    }
  });

  describe('walls', () => {
    const rooms: Record<string, string> = {
      'chaincode/src/protocol/index.ts':
        "import { createHash } from 'node:crypto';\nimport './errors.ts';\nimport 'zod';\nimport '@scure/base';\nimport 'canonicalize';\nimport 'tweetnacl';\nimport '@noble/curves/ed25519.js';\nimport 'lossless-json';\nimport 'temporal-polyfill/implementation';\nvoid createHash;\n",
      'chaincode/src/protocol/errors.ts': "import type {} from './index.ts';\nimport 'zod';\n",
      'chaincode/src/domain/party/rules.ts': "import '../../protocol/index.ts';\n",
      'chaincode/src/ledger/store.ts':
        "import '../protocol/index.ts';\nimport 'fabric-contract-api';\nimport type { ChaincodeStub } from 'fabric-shim';\nexport type Stub = ChaincodeStub;\n",
      'chaincode/src/ledger/identity.ts': "import 'node:crypto';\n",
      'chaincode/src/contracts/pipeline.ts':
        "import '../protocol/index.ts';\nimport '../domain/party/rules.ts';\nimport '../ledger/store.ts';\nimport 'fabric-contract-api';\n",
      'chaincode/src/main.ts': "import 'node:fs';\nimport 'fabric-shim';\nimport './chaincode.ts';\n",
      'chaincode/src/chaincode.ts': "import 'fabric-shim';\nimport './contracts/pipeline.ts';\n",
      'gateway/src/client.ts':
        "import '../../chaincode/src/protocol/index.ts';\nimport '@hyperledger/fabric-gateway';\nimport '@grpc/grpc-js';\nimport 'node:fs';\n",
      'gateway/src/verify/fold.ts': "import '../../../chaincode/src/domain/party/rules.ts';\nimport '../client.ts';\n",
      'gateway/src/cli/main.ts':
        "import 'commander';\nimport 'picocolors';\nimport 'listr2';\nimport 'node:process';\nimport '../../../network/topology.ts';\nimport '../verify/fold.ts';\n",
      'network/topology.ts':
        "import 'yaml';\nimport 'zod';\nimport 'execa';\nimport 'write-file-atomic';\nimport 'proper-lockfile';\nimport 'tar-stream';\nimport 'esbuild';\nimport '@hyperledger/fabric-protos';\nimport 'node:fs';\nimport '../chaincode/src/protocol/index.ts';\n",
      'network/embedded/ledger.ts': "import '../../chaincode/src/chaincode.ts';\nimport 'fabric-shim';\n",
      'scripts/build.ts': "import 'esbuild';\n",
      'tests/door.test.ts': "import '../chaincode/src/protocol/errors.ts';\nimport '../scripts/build.ts';\n",
    };
    const breaches: [rule: string, from: string, imports: string][] = [
      ['protocol-speaks-alone', 'chaincode/src/protocol', '../domain/party/rules.ts'],
      ['protocol-speaks-alone', 'chaincode/src/protocol', 'yaml'],
      ['protocol-speaks-alone', 'chaincode/src/protocol', 'node:fs'],
      ['protocol-speaks-alone', 'chaincode/src/protocol', 'temporal-polyfill'],
      ['domain-is-pure', 'chaincode/src/domain/party', '../../ledger/store.ts'],
      ['domain-is-pure', 'chaincode/src/domain/party', 'zod'],
      ['domain-is-pure', 'chaincode/src/domain/party', 'node:crypto'],
      ['domain-is-pure', 'chaincode/src/domain/party', '../../../../gateway/src/client.ts'],
      ['protocol-has-one-door', 'chaincode/src/domain/party', '../../protocol/errors.ts'],
      ['ledger-has-no-rules', 'chaincode/src/ledger', '../domain/party/rules.ts'],
      ['ledger-has-no-rules', 'chaincode/src/ledger', 'node:crypto'],
      ['ledger-takes-only-types-of-the-shim', 'chaincode/src/ledger', 'fabric-shim'],
      ['contracts-are-thin', 'chaincode/src/contracts', 'fabric-shim'],
      ['contracts-are-thin', 'chaincode/src/contracts', 'node:fs'],
      ['chaincode-has-four-rooms', 'chaincode/src', 'zod'],
      ['gateway-speaks-the-language', 'gateway/src', '../../chaincode/src/domain/party/rules.ts'],
      ['gateway-speaks-the-language', 'gateway/src', '../../network/topology.ts'],
      ['gateway-speaks-the-language', 'gateway/src', 'commander'],
      ['gateway-speaks-the-language', 'gateway/src', 'yaml'],
      ['cli-alone-touches-the-process', 'gateway/src', 'node:process'],
      ['nobody-leans-on-the-cli', 'gateway/src', './cli/main.ts'],
      ['protocol-has-one-door', 'gateway/src', '../../chaincode/src/protocol/errors.ts'],
      ['readers-fold-with-the-domain', 'gateway/src/verify', '../../../chaincode/src/contracts/pipeline.ts'],
      ['readers-fold-with-the-domain', 'gateway/src/projection', '../../../network/topology.ts'],
      ['cli-is-the-edge', 'gateway/src/cli', '../../../chaincode/src/ledger/store.ts'],
      ['cli-is-the-edge', 'gateway/src/cli', 'execa'],
      ['network-runs-nodes', 'network', '../chaincode/src/contracts/pipeline.ts'],
      ['network-runs-nodes', 'network', '../gateway/src/client.ts'],
      ['network-runs-nodes', 'network', 'commander'],
      ['embedded-runs-the-contracts', 'network/embedded', '../../chaincode/src/domain/party/rules.ts'],
      ['nothing-imports-tests', 'scripts', '../tests/door.test.ts'],
      ['nothing-imports-scripts', 'network', '../scripts/build.ts'],
      ['nothing-unresolved', 'network', './missing.ts'],
      ['nothing-undeclared', 'scripts', '@noble/hashes/sha2.js'],
    ];
    const planted = breaches.map(([rule, from, imports], index) => ({
      path: `${from}/breach-${index}.ts`,
      rule,
      imports,
      // A wall holds for types too; only the shim may be known by its types.
      text: index % 2 === 0 || rule.endsWith('shim') ? `import '${imports}';\n` : `import type {} from '${imports}';\n`,
    }));
    const loners: Record<string, string> = {
      'network/ring-a.ts': "import './ring-b.ts';\n",
      'network/ring-b.ts': "import './ring-a.ts';\n",
      'network/orphan.ts': 'export {};\n',
    };
    interface Cruise {
      readonly summary: {
        readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
      };
    }
    const found = new Map<string, string[]>();

    before(async () => {
      const files = Object.fromEntries(planted.map(({ path, text }) => [path, text]));
      const house = await built({ ...rooms, ...files, ...loners });
      const { output } = await tool(
        house,
        'depcruise',
        'chaincode',
        'gateway',
        'network',
        'scripts',
        'tests',
        '-T',
        'json',
      );
      const { summary } = JSON.parse(output) as Cruise;
      for (const { from, rule } of summary.violations) found.set(from, [...(found.get(from) ?? []), rule.name]);
    });

    for (const { path, rule, imports } of planted) {
      it(`report ${rule} where ${dirname(path)} imports ${imports}`, () => {
        expect(found.get(path)).to.include(rule);
      });
    }

    it('report a ring of modules and a forgotten one', () => {
      expect(found.get('network/ring-a.ts')).to.deep.equal(['no-cycles']);
      expect(found.get('network/orphan.ts')).to.deep.equal(['no-orphans']);
    });

    for (const path of Object.keys(rooms)) {
      it(`let ${path} import all that its room may`, () => {
        expect(found.get(path)).to.equal(undefined);
      });
    }
  });

  describe('tests and coverage', () => {
    const passing = "it('passes', () => undefined);\n";

    async function mocha(text: string): Promise<Outcome> {
      return tool(await built({ 'tests/planted.test.ts': HEADER + text }), 'mocha', 'tests/*.test.ts');
    }

    it('pass where all is well', async () => {
      expect((await mocha(passing)).code).to.equal(0);
    });

    const refused: [title: string, text: string][] = [
      ['a failing test', "it('fails', () => { throw new Error('planted'); });\n"],
      ['a test run alone', `${passing}it.only('alone', () => undefined);\n`],
      ['a skipped test', `${passing}it.skip('skipped', () => undefined);\n`],
      ['a file without tests', 'export {};\n'],
    ];
    for (const [title, text] of refused) {
      it(`refuse ${title}`, async () => {
        expect((await mocha(text)).code).not.to.equal(0);
      });
    }

    it('miss an untested branch of a rule, and forgive a file of types', async () => {
      const rule = "export const rule = (n) =>\n  n === 1\n    ? 'one'\n    : 'other';\n";
      const house = await built({
        'chaincode/src/domain/rule.ts': rule.replace('(n)', '(n: number): string'),
        'chaincode/src/domain/state.ts': `${HEADER}/** A state. */\nexport interface State {\n  readonly status: 'open';\n}\n`,
        'run.ts': "import { rule } from './chaincode/src/domain/rule.ts';\nrule(1);\nif (process.argv[2]) rule(2);\n",
      });
      const measured = async (...args: string[]): Promise<Outcome> => {
        const env = { ...process.env, NODE_V8_COVERAGE: join(house, 'coverage/raw') };
        await run(process.execPath, ['run.ts', ...args], { cwd: house, env });
        return tool(house, 'node', 'scripts/coverage.ts');
      };
      const { code, output } = await measured();
      expect(code).to.equal(1);
      expect(output).to.include('does not meet').and.not.include('state.ts');
      expect((await measured('both')).code).to.equal(0);
    });
  });

  it('reports an export that nobody uses', async () => {
    const house = await built({
      'chaincode/src/main.ts': "import { used } from './used.ts';\nvoid used;\n",
      'chaincode/src/used.ts': 'export const used = 1;\nexport const forgotten = 2;\n',
      'chaincode/src/unused.ts': 'export {};\n',
    });
    const { code, output } = await tool(house, 'knip', '--include', 'files,exports', '--no-config-hints');
    expect(code).to.equal(1);
    expect(output)
      .to.match(/forgotten/)
      .and.match(/unused\.ts/);
    expect(output).not.to.match(/^used\b/m);
  });
});
