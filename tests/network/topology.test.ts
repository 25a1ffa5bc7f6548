// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { expect } from 'chai';
import { TreatyError } from '../../chaincode/src/protocol/index.ts';
import { mspOf, parseTopology, portCount, readTopology, withPortBase } from '../../network/topology.ts';

const FOLDER = path.join(import.meta.dirname, '../../network/topologies');

const LINES = [
  'name: small',
  'portBase: 20000',
  'opensTreaties: XA',
  'organisations:',
  '  - { id: XA, name: A, kind: state }',
  '  - { id: AISI-XA, name: B, kind: institute }',
  'ordering:',
  '  - { id: OXA-1, operatedBy: XA }',
  '  - { id: OXA-2, operatedBy: XA }',
  '  - { id: OXB-1, operatedBy: AISI-XA }',
  '  - { id: OXB-2, operatedBy: AISI-XA }',
];

function refusal(work: () => unknown): TreatyError {
  try {
    work();
  } catch (error) {
    if (error instanceof TreatyError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

/** The refusal of the small topology with line `number` (from 1) replaced. */
function refusedWith(number: number, ...lines: string[]): TreatyError {
  return refusal(() => parseTopology(LINES.toSpliced(number - 1, 1, ...lines).join('\n'), 'small.yaml'));
}

describe('a topology', () => {
  it('has defaults for what it does not say', () => {
    const topology = parseTopology(LINES.join('\n'), 'small.yaml');
    expect(topology.channel).to.equal('treaty');
    expect(topology.consensus.requestBatchMaxInterval).to.equal('50ms');
    expect(portCount(topology)).to.equal(1 + 3 * (2 + 4));
  });

  it('ships as four ordering nodes of four organisations and six peers of six', () => {
    const topology = readTopology(path.join(FOLDER, 'default.yaml'));
    expect(topology.ordering.map(({ operatedBy }) => operatedBy)).to.deep.equal(['XA', 'XB', 'XC', 'SEC']);
    expect(topology.organisations.map(({ id }) => mspOf(id))).to.deep.equal([
      ...['XAMSP', 'XBMSP', 'XCMSP', 'AISI-XAMSP', 'AISI-XBMSP', 'SECMSP'],
    ]);
    expect(topology).to.include({ channel: 'treaty', portBase: 17_050, opensTreaties: 'SEC' });
  });

  it('ships with seven ordering nodes too, on ports that the default leaves free', () => {
    const [four, seven] = ['default', 'seven-orderers'].map((name) => readTopology(path.join(FOLDER, `${name}.yaml`)));
    expect(seven?.ordering).to.have.length(7);
    expect(seven?.portBase).to.be.at.least((four?.portBase ?? Infinity) + (four === undefined ? 0 : portCount(four)));
  });

  const WRONG: [string, number, string[], { line: number; column: number; field: string }][] = [
    ['an unknown field', 2, ['portBas: 20000'], { line: 2, column: 1, field: 'portBas' }],
    [
      'an unknown field in a list',
      6,
      ['  - { id: XB, name: B, kind: state, peers: 2 }'],
      { line: 6, column: 37, field: 'organisations[1].peers' },
    ],
    [
      'a wrong kind',
      5,
      ['  - { id: XA, name: A, kind: party }'],
      { line: 5, column: 30, field: 'organisations[0].kind' },
    ],
    ['a missing field', 6, ['  - { id: XB, kind: state }'], { line: 6, column: 5, field: 'organisations[1].name' }],
    [
      'an id in small letters',
      6,
      ['  - { id: xb, name: B, kind: state }'],
      { line: 6, column: 11, field: 'organisations[1].id' },
    ],
    [
      'an id that stands twice',
      6,
      ['  - { id: XA, name: B, kind: state }', '  - { id: AISI-XA, name: C, kind: state }'],
      { line: 6, column: 11, field: 'organisations[1].id' },
    ],
    [
      'an ordering organisation with the id of another',
      8,
      ['  - { id: XA, operatedBy: XA }'],
      { line: 8, column: 11, field: 'ordering[0].id' },
    ],
    [
      'an operator that is no organisation',
      8,
      ['  - { id: OXC, operatedBy: XC }'],
      { line: 8, column: 28, field: 'ordering[0].operatedBy' },
    ],
    ['three ordering nodes', 11, [], { line: 8, column: 3, field: 'ordering' }],
    ['ports past the last', 2, ['portBase: 65530'], { line: 2, column: 11, field: 'portBase' }],
    ['a privileged port', 2, ['portBase: 80'], { line: 2, column: 11, field: 'portBase' }],
    ['a name with a slash', 1, ['name: ../small'], { line: 1, column: 7, field: 'name' }],
    ['an opener that is no organisation', 3, ['opensTreaties: SEC'], { line: 3, column: 16, field: 'opensTreaties' }],
    [
      'a duration without unit',
      3,
      ['opensTreaties: XA', 'consensus: { collectTimeout: 5 }'],
      { line: 4, column: 30, field: 'consensus.collectTimeout' },
    ],
    [
      'a complaint before the request is forwarded',
      3,
      ['opensTreaties: XA', 'consensus: { requestForwardTimeout: 9s }'],
      { line: 4, column: 37, field: 'consensus.requestForwardTimeout' },
    ],
    [
      'a pool smaller than two batches',
      3,
      ['opensTreaties: XA', 'consensus: { requestPoolSize: 999 }'],
      { line: 4, column: 31, field: 'consensus.requestPoolSize' },
    ],
    [
      'brackets that do not close',
      5,
      ['  - { id: XA, name: A, kind: state'],
      { line: 6, column: 3, field: 'document' },
    ],
  ];
  for (const [what, number, lines, details] of WRONG) {
    it(`is refused for ${what}, with its line and field`, () => {
      const { code, details: told } = refusedWith(number, ...lines);
      expect(code).to.equal('TOPOLOGY_INVALID');
      expect(told).to.include({ file: 'small.yaml', ...details });
    });
  }

  it('is refused when it is empty, or no mapping', () => {
    expect(refusal(() => parseTopology('', 'a.yaml')).details).to.include({ line: 1, field: 'document' });
    expect(refusal(() => parseTopology('- 1', 'a.yaml')).details).to.include({ line: 1, field: 'document' });
  });

  it('is refused when it unfolds without end', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]',
      'c: [*b, *b, *b, *b, *b, *b]',
    ];
    expect(refusal(() => parseTopology(bomb.join('\n'), 'bomb.yaml')).code).to.equal('TOPOLOGY_INVALID');
  });

  it('is refused when its file cannot be read', () => {
    expect(refusal(() => readTopology('/nowhere/topology.yaml')).code).to.equal('TOPOLOGY_UNREADABLE');
  });

  it('moves to other ports as a whole, as far as they reach', () => {
    const topology = parseTopology(LINES.join('\n'), 'small.yaml');
    expect(withPortBase(topology, 65_517).portBase).to.equal(65_517);
    const { code, details } = refusal(() => withPortBase(topology, 65_518));
    expect({ code, ...details }).to.deep.equal({
      code: 'PORT_BASE_INVALID',
      portBase: 65_518,
      needed: 19,
      highest: 65_517,
    });
  });
});
