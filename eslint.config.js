// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path';
import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const HEADER = ' SPDX-License-Identifier: Apache-2.0';
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(ts|js|cjs)$/;
const SILENCER = /^\s*(eslint-disable|eslint\s|[cv]8 ignore (?!stop)|node:coverage disable|prettier-ignore)/;
const DOCUMENTED = new Set([
  'FunctionDeclaration',
  'ClassDeclaration',
  'TSInterfaceDeclaration',
  'VariableDeclaration',
]);

/** The few rules of the house style that the installed plugins do not have. */
const house = {
  rules: {
    header: {
      meta: { type: 'layout', messages: { missing: 'The first line must be `//{{header}}`.' }, schema: [] },
      create: (context) => ({
        Program(node) {
          const [first, second] = context.sourceCode.getAllComments();
          const header = first?.type === 'Shebang' ? second : first;
          const line = first?.type === 'Shebang' ? 2 : 1;
          if (header?.type === 'Line' && header.value === HEADER && header.loc.start.line === line) return;
          context.report({ node, loc: { line: 1, column: 0 }, messageId: 'missing', data: { header: HEADER } });
        },
      }),
    },
    'file-name': {
      meta: { type: 'layout', messages: { shape: '`{{name}}` is not kebab-case.' }, schema: [] },
      create: (context) => ({
        Program(node) {
          const name = basename(context.filename);
          if (!KEBAB.test(name))
            context.report({ node, loc: { line: 1, column: 0 }, messageId: 'shape', data: { name } });
        },
      }),
    },
    // Type aliases are free: the type of a schema shares the schema's name and its comment.
    'documented-export': {
      meta: {
        type: 'suggestion',
        messages: { missing: 'An export has a doc comment that says what it means.' },
        schema: [],
      },
      create: (context) => ({
        'ExportNamedDeclaration[declaration]'(node) {
          if (!DOCUMENTED.has(node.declaration.type)) return;
          const siblings = node.parent.body;
          const before = siblings[siblings.indexOf(node) - 1];
          if (before?.declaration?.type === 'TSDeclareFunction') return;
          const comment = context.sourceCode.getCommentsBefore(node).at(-1);
          if (comment?.type === 'Block' && comment.value.startsWith('*')) return;
          context.report({ node: node.declaration, messageId: 'missing' });
        },
      }),
    },
    'reasoned-silence': {
      meta: { type: 'problem', messages: { bare: 'Say why the check is silenced: `-- reason`.' }, schema: [] },
      create: (context) => ({
        Program() {
          for (const comment of context.sourceCode.getAllComments()) {
            if (SILENCER.test(comment.value) && !/--\s*\S/.test(comment.value)) {
              context.report({ loc: comment.loc, messageId: 'bare' });
            }
          }
        },
      }),
    },
  },
};

// ---- Bans. A rule set again for a narrower group of files replaces the wider one, so that the lists are composed here.

const THROWS_CODED = {
  selector: 'ThrowStatement > NewExpression[callee.name=/^(Error|TypeError|RangeError|SyntaxError)$/]',
  message: 'Throw a TreatyError with a code of the registry.',
};

// Two peers that compute differently cannot endorse the same transaction: what depends on the machine, the moment, the
// locale or the version of Node has no place in chaincode.
const DETERMINISTIC_SYNTAX = [
  THROWS_CODED,
  {
    selector: 'Literal[raw=/^[0-9_]*[.]|^[0-9][0-9_]*[eE]-/]',
    message: 'No floats in chaincode: decimal strings, integer pairs or BigInt.',
  },
  {
    selector:
      "MemberExpression[object.name='Math']:not([property.name=/^(abs|ceil|floor|max|min|random|sign|trunc)$/]), MemberExpression[object.name='Math'][computed=true]",
    message: 'Only the exact functions of Math: the others may differ between versions of V8.',
  },
  {
    selector:
      'ImportDeclaration[source.value=/^(node:)?crypto$/] > :matches(ImportDefaultSpecifier, ImportNamespaceSpecifier)',
    message: 'Import the functions by name, so that a source of randomness shows.',
  },
];
const PURE_SYNTAX = [
  ...DETERMINISTIC_SYNTAX,
  {
    selector: ':function[async=true], AwaitExpression, ForOfStatement[await=true]',
    message: 'The domain is synchronous and pure: rules say what they need, the pipeline loads it.',
  },
];

const CLOCK = [{ name: 'Date', message: 'Time comes from the transaction; only ledger/clock.ts reads a local clock.' }];
const SURROUNDINGS = [
  { name: 'process', message: 'Chaincode does not look at its process; main.ts and ledger/log.ts do.' },
  { name: 'console', message: 'Chaincode writes no lines; ledger/log.ts does.' },
];
const NONDETERMINISTIC_GLOBALS = [
  { name: 'Intl', message: 'Locale data differ between builds of Node.' },
  { name: 'Temporal', message: 'The native Temporal differs from the polyfill: take it from protocol.' },
  { name: 'performance', message: 'A local clock.' },
  { name: 'crypto', message: 'A source of randomness; import what is exact from node:crypto.' },
  { name: 'fetch', message: 'Chaincode talks to its peer only.' },
  { name: 'globalThis', message: 'A way round the bans on globals.' },
  { name: 'global', message: 'A way round the bans on globals.' },
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) => ({
    name,
    message: 'No timers: the order of work must not depend on the moment.',
  })),
];
const NO_PROMISE = { name: 'Promise', message: 'The domain is synchronous and pure.' };

const FROM_LOCALE = ['localeCompare', 'toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase', 'toLocaleDateString'];
const NONDETERMINISTIC_PROPERTIES = [
  { object: 'Math', property: 'random', message: 'Endorsers would differ.' },
  { object: 'Number', property: 'parseFloat', message: 'No floats in chaincode.' },
  ...FROM_LOCALE.map((property) => ({ property, message: 'Locale data differ between builds of Node.' })),
  // Their answers are not part of the read set that is checked at commit, or depend on the version of the peer.
  ...['getMultipleStates', 'getMultiplePrivateData'].map((property) => ({
    property,
    message: 'Needs a newer peer and shim than we promise to run on: read key by key.',
  })),
];
const NOW = { object: 'Temporal', property: 'Now', message: 'A local clock: only ledger/clock.ts reads one.' };
const NO_PARSE_FLOAT = { name: 'parseFloat', message: 'No floats in chaincode.' };

const RANDOM = [
  'randomBytes',
  'randomFill',
  'randomFillSync',
  'randomInt',
  'randomUUID',
  'webcrypto',
  'getRandomValues',
];
const KEYS = ['generateKey', 'generateKeySync', 'generateKeyPair', 'generateKeyPairSync'];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.depositary/']),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house },
  },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    rules: {
      'house/header': 'error',
      'house/file-name': 'error',
      'house/reasoned-silence': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      // A switch over the cases of a union counts once: it is a table, and its exhaustiveness is checked.
      complexity: ['error', { max: 10, variant: 'modified' }],
      'max-depth': ['error', 3],
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/require-array-sort-compare': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: false, requireDefaultForNonUnion: true },
      ],
      // `const { gone: _, ...rest } = record` is how a field is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // Numbers and booleans read in a sentence as they are; objects do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // A promise dropped with `void` is a ledger call that nobody waits for.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
    },
  },
  { files: ['**/*.{js,cjs}'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['**/*.cjs', 'bin/*.js', '*.js', 'scripts/**'],
    languageOptions: { globals: { module: 'writable', process: 'readonly', console: 'readonly' } },
  },
  { files: ['eslint.config.js', 'scripts/reporter.ts'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['chaincode/src/**', 'gateway/src/**', 'network/**'],
    rules: { 'house/documented-export': 'error', 'no-restricted-syntax': ['error', THROWS_CODED] },
  },
  // What is said to the operator is said by the command line, so that `--json` stays JSON.
  { files: ['network/**'], ignores: ['network/fabric/builder/**'], rules: { 'no-console': 'error' } },
  {
    files: ['gateway/src/**'],
    ignores: ['gateway/src/cli/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'console'].map((name) => ({ name, message: 'Only cli/ touches the process and the terminal.' })),
      ],
    },
  },
  {
    files: ['chaincode/src/**'],
    rules: {
      'no-restricted-globals': ['error', ...CLOCK, ...SURROUNDINGS, ...NONDETERMINISTIC_GLOBALS, NO_PARSE_FLOAT],
      'no-restricted-properties': ['error', ...NONDETERMINISTIC_PROPERTIES, NOW],
      'no-restricted-syntax': ['error', ...DETERMINISTIC_SYNTAX],
    },
  },
  {
    // Keys and ids are made by clients, with protocol's own functions; the ledger's side makes none.
    files: ['chaincode/src/{domain,ledger,contracts}/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        ...['node:crypto', 'crypto'].map((name) => ({
          name,
          importNames: [...RANDOM, ...KEYS],
          message: 'Endorsers would differ.',
        })),
      ],
    },
  },
  {
    files: ['chaincode/src/domain/**'],
    rules: {
      'max-depth': ['error', 2],
      'no-restricted-globals': [
        'error',
        ...CLOCK,
        ...SURROUNDINGS,
        ...NONDETERMINISTIC_GLOBALS,
        NO_PARSE_FLOAT,
        NO_PROMISE,
      ],
      'no-restricted-syntax': ['error', ...PURE_SYNTAX],
    },
  },
  {
    // The one module that reads the endorser's clock, to refuse a transaction's time and for nothing else.
    files: ['chaincode/src/ledger/clock.ts'],
    rules: {
      'no-restricted-globals': ['error', ...SURROUNDINGS, ...NONDETERMINISTIC_GLOBALS, NO_PARSE_FLOAT],
      'no-restricted-properties': ['error', ...NONDETERMINISTIC_PROPERTIES],
    },
  },
  {
    // The log of a peer, and what the peer starts: neither has a part in what is endorsed.
    files: ['chaincode/src/ledger/log.ts', 'chaincode/src/main.ts'],
    rules: { 'no-restricted-globals': ['error', ...NONDETERMINISTIC_GLOBALS, NO_PARSE_FLOAT] },
  },
  {
    files: ['tests/**'],
    rules: {
      // `expect(x).to.be.true` is a statement of chai.
      '@typescript-eslint/no-unused-expressions': 'off',
      // A test feeds what the types forbid.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
      '@typescript-eslint/no-unsafe-type-assertion': 'off',
    },
  },
);
