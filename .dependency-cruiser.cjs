// SPDX-License-Identifier: Apache-2.0
// The walls of the house (docs/architecture.md): each room names all that it may import; whatever is not named is a breach.

const PROTOCOL = '^chaincode/src/protocol/index\\.ts$';
const DOMAIN = '^chaincode/src/domain/';
const LEDGER = '^chaincode/src/ledger/';
const CONTRACTS = '^chaincode/src/contracts/';
const NETWORK = '^network/';

/** A Node.js module, with or without its prefix. */
const core = (...names) => `^(node:)?(${names.join('|')})$`;
/** Third-party packages, with the types that are published apart from them. */
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

const ENTRY = '^chaincode/src/(main|chaincode)\\.ts$';
const GATEWAY_PACKAGES = npm(
  '@hyperledger/fabric-gateway',
  '@hyperledger/fabric-protos',
  '@grpc/grpc-js',
  'zod',
  'write-file-atomic',
);
const NETWORK_PACKAGES = npm(
  'yaml',
  'zod',
  'execa',
  'write-file-atomic',
  'proper-lockfile',
  'tar-stream',
  'esbuild',
  '@hyperledger/fabric-protos',
);

/** A room and all that it may import; what cannot be resolved is reported once, by its own rule. */
const wall = (name, comment, from, may) => ({
  name,
  comment,
  severity: 'error',
  from: typeof from === 'string' ? { path: from } : from,
  to: { pathNot: may, couldNotResolve: false },
});
/** The same for a room that may use Node.js. */
const wallWithNode = (...its) => {
  const rule = wall(...its);
  return { ...rule, to: { ...rule.to, dependencyTypesNot: ['core'] } };
};

module.exports = {
  forbidden: [
    wall(
      'protocol-speaks-alone',
      'The public language is what all sides agree on byte for byte: it stands on exact, pinned libraries and on nothing of ours. ' +
        'Of temporal-polyfill only the implementation: the main entry hands out a native Temporal where one exists, with other error texts.',
      '^chaincode/src/protocol/',
      [
        '^chaincode/src/protocol/',
        npm('zod', 'canonicalize', 'tweetnacl', '@noble/[^/]+', '@scure/base', 'lossless-json'),
        '(^|/)node_modules/temporal-polyfill/implementation\\.',
        core('crypto'),
      ],
    ),
    wall(
      'domain-is-pure',
      'A rule that sees only the language can be read, tested and replayed by any party without Fabric, without I/O and without a clock.',
      DOMAIN,
      [DOMAIN, PROTOCOL],
    ),
    wall(
      'ledger-has-no-rules',
      'Fabric I/O knows keys and bytes, never the treaty: a rule hidden here would escape the domain’s tests and the re-fold.',
      { path: LEDGER, pathNot: '^chaincode/src/ledger/identity\\.ts$' },
      [LEDGER, PROTOCOL, npm('fabric-contract-api', 'fabric-shim')],
    ),
    wall(
      'identity-reads-certificates',
      'The creator’s certificate is parsed in one module of the ledger, which needs node:crypto for it.',
      '^chaincode/src/ledger/identity\\.ts$',
      [LEDGER, PROTOCOL, npm('fabric-contract-api', 'fabric-shim'), core('crypto')],
    ),
    {
      name: 'ledger-takes-only-types-of-the-shim',
      comment:
        'The shim is started by main.ts; whoever calls it elsewhere runs only inside a peer and cannot be rehearsed.',
      severity: 'error',
      from: { path: LEDGER },
      to: { path: npm('fabric-shim'), dependencyTypesNot: ['type-only'] },
    },
    wall(
      'contracts-are-thin',
      'Adapters join the rooms of the chaincode; what they need besides Fabric’s contract interface belongs into one of them.',
      CONTRACTS,
      [CONTRACTS, PROTOCOL, DOMAIN, LEDGER, npm('fabric-contract-api', 'zod')],
    ),
    wall(
      'main-starts-the-chaincode',
      'The entry of the package that the peer starts: the rooms, by their doors, the shim, and the office file of the package.',
      ENTRY,
      ['^chaincode/src/', npm('fabric-contract-api', 'fabric-shim', 'zod'), core('fs', 'path')],
    ),
    {
      name: 'chaincode-has-four-rooms',
      comment: 'A file beside the rooms would stand behind no wall.',
      severity: 'error',
      from: {
        path: '^chaincode/',
        pathNot: '^chaincode/src/((main|chaincode)\\.ts$|(protocol|domain|ledger|contracts)/)',
      },
      to: {},
    },
    wallWithNode(
      'gateway-speaks-the-language',
      'A client knows the language and Fabric’s gateway; it decides nothing, so that it works with any profile and version of the rules.',
      { path: '^gateway/', pathNot: '^gateway/src/(verify|projection|cli)[/.]' },
      ['^gateway/src/', PROTOCOL, GATEWAY_PACKAGES],
    ),
    wallWithNode(
      'readers-fold-with-the-domain',
      'Verification and projection re-fold the acts with the same domain that the peers run: that is how anyone finds a record that did not follow the rules.',
      '^gateway/src/(verify|projection)[/.]',
      ['^gateway/src/', PROTOCOL, DOMAIN, GATEWAY_PACKAGES],
    ),
    wallWithNode(
      'cli-is-the-edge',
      'The command line alone meets the person, the process and the nodes; so only it has their packages.',
      '^gateway/src/cli[/.]',
      [
        '^gateway/src/',
        PROTOCOL,
        DOMAIN,
        NETWORK,
        GATEWAY_PACKAGES,
        npm('commander', 'csv-parse', 'picocolors', 'listr2'),
      ],
    ),
    {
      name: 'nobody-leans-on-the-cli',
      comment: 'Through it the rest of gateway would reach the process, the terminal and the network after all.',
      severity: 'error',
      from: { path: '^(gateway|network|chaincode)/', pathNot: '^gateway/src/cli[/.]' },
      to: { path: '^gateway/src/cli[/.]' },
    },
    {
      name: 'cli-alone-touches-the-process',
      comment:
        'A client that reads the environment or writes to the terminal by itself cannot be used in another program.',
      severity: 'error',
      from: { path: '^gateway/', pathNot: '^gateway/src/cli[/.]' },
      to: { path: core('process', 'console') },
    },
    wallWithNode(
      'network-runs-nodes',
      'Starting nodes needs no knowledge of the treaty: a network outlives versions of the rules.',
      { path: NETWORK, pathNot: '^network/embedded[/.]' },
      [NETWORK, PROTOCOL, NETWORK_PACKAGES],
    ),
    wallWithNode(
      'embedded-runs-the-contracts',
      'The rehearsal runs the very chaincode that a peer runs, with Fabric’s semantics and the shim’s own routing around it.',
      '^network/embedded[/.]',
      [NETWORK, PROTOCOL, ENTRY, NETWORK_PACKAGES, npm('fabric-shim', 'fabric-contract-api')],
    ),
    {
      name: 'protocol-has-one-door',
      comment: 'What index.ts does not say is not part of the language, and may change without anyone’s agreement.',
      severity: 'error',
      from: { pathNot: '^(chaincode/src/protocol|tests)/' },
      to: { path: '^chaincode/src/protocol/', pathNot: PROTOCOL },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Fakes and fixtures in the product would be code that nobody runs for what it is.',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'nothing-imports-scripts',
      comment: 'Scripts serve the workshop and are not shipped.',
      severity: 'error',
      from: { pathNot: '^(scripts|tests)/' },
      to: { path: '^scripts/' },
    },
    {
      name: 'no-cycles',
      comment:
        'A ring of modules has no first one: it cannot be read, loaded or replaced alone. A ring that a type closes is gone when the program runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A module that imports nothing and that nothing imports is forgotten.',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '^bin/', '^network/fabric/builder/'] },
      to: {},
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere hides from every other wall.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'nothing-undeclared',
      comment: 'A package that package.json does not name is there by luck, in whatever version another package wants.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    // Types stand behind the walls as well: a type of another room is knowledge of it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
