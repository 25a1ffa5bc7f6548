// SPDX-License-Identifier: Apache-2.0
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { ERRORS } from '../../chaincode/src/protocol/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DOMAIN = join(ROOT, 'chaincode/src/domain');

function textsOf(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: folder }).map((path) => readFileSync(join(folder, path), 'utf8'));
}

/** The order of rules is that of their numbers, that of anything else the order of its letters. */
function inOrder(left: string, right: string): number {
  return left.length === right.length || !left.startsWith('R-') ? (left < right ? -1 : 1) : left.length - right.length;
}

function matches(texts: readonly string[], pattern: RegExp): string[] {
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name ?? ''));
  return [...new Set(found)].sort(inOrder);
}

interface Row {
  readonly rule: string;
  readonly codes: readonly string[];
  readonly files: readonly string[];
}

/** The rows of the charter: `| R-nn | words | source | codes | files |`. */
function rowsOf(page: string): Row[] {
  return [...page.matchAll(/^\| (R-\d{2,3}) \|[^|]*\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, rule = '', codes, files]) => ({
      rule,
      codes: [...(codes ?? '').matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, code]) => code ?? ''),
      files: [...(files ?? '').matchAll(/`([^`]+\.ts)`/g)].map(([, file]) => file ?? ''),
    }),
  );
}

const ROWS = rowsOf(readFileSync(join(ROOT, 'docs/charter.md'), 'utf8'));
const SOURCES = textsOf(DOMAIN, '**/*.ts');
const THROWN = /TreatyError\(\s*'([A-Z_]+)'/g;
/** Defects of the program, and the answer to a question: no refusal of an act. */
const NO_GUARDS = ['INVARIANT_BROKEN', 'THRESHOLD_NOT_YET', 'TRANSACTION_MISMATCH'];

describe('the charter', () => {
  const rules = ROWS.map(({ rule }) => rule);

  it('has each rule once, in the order of their numbers', () => {
    expect(rules).to.deep.equal([...new Set(rules)].sort(inOrder));
    expect(rules).not.to.be.empty;
  });

  it('has the rules that the guards of the domain cite, no fewer and no more', () => {
    expect(matches(SOURCES, /\/\/ (R-\d{2,3}) /g)).to.deep.equal(rules);
  });

  it('has the rules that the titles of the tests name, no fewer and no more', () => {
    const titles = matches(textsOf(import.meta.dirname, '**/*.test.ts'), /\b(?:it|describe)\(\s*(['"`].*)/g);
    expect(matches(titles, /(R-\d{2,3})/g)).to.deep.equal(rules);
  });

  it('names for each rule the files of the domain that cite it', () => {
    const files = globSync('**/*.ts', { cwd: DOMAIN }).sort();
    for (const { rule, files: named } of ROWS) {
      const citing = files.filter((file) => readFileSync(join(DOMAIN, file), 'utf8').includes(`// ${rule} `));
      expect(citing, rule).not.to.be.empty;
      expect(named, rule).to.include.members(citing);
    }
  });

  it('names for each rule codes of the registry with which the contract refuses', () => {
    const thrown = matches([...SOURCES, ...textsOf(join(DOMAIN, '../ledger'), '*.ts')], THROWN);
    for (const { rule, codes } of ROWS) {
      expect(Object.keys(ERRORS), rule).to.include.members(codes);
      expect(thrown, rule).to.include.members(codes);
    }
  });

  it('names every code with which the domain refuses an act', () => {
    const named = ROWS.flatMap(({ codes }) => codes);
    const thrown = matches(SOURCES, THROWN);
    expect(thrown.filter((code) => !named.includes(code))).to.deep.equal(NO_GUARDS);
  });
});
