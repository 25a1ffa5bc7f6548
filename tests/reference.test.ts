// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { ACTS, ERRORS, EVENTS, QUESTIONS, RecordKind, TRANSACTIONS } from '../chaincode/src/protocol/index.ts';
import { pages, stalePages, writePages } from '../scripts/reference.ts';

const ROOT = resolve(import.meta.dirname, '..');

const PAGES = pages();

function page(file: string): string {
  return PAGES.get(file) ?? '';
}

function headings(file: string): string[] {
  return [...page(file).matchAll(/^#{2,3} (.+)$/gm)].map(([, heading]) => heading ?? '');
}

describe('the reference', () => {
  it('is what the code says now; if not: node scripts/reference.ts', () => {
    expect(stalePages()).to.deep.equal([]);
  });

  describe('in a folder of its own', () => {
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'depositary-reference-'));
    });

    afterEach(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it('is stale as a whole before it is written, and fresh afterwards', () => {
      expect(stalePages(folder)).to.deep.equal([...PAGES.keys()]);
      writePages(folder);
      expect(stalePages(folder)).to.deep.equal([]);
    });

    it('is stale where one word was changed, and names the page', () => {
      writePages(folder);
      appendFileSync(join(folder, 'errors.md'), 'planted\n');
      rmSync(join(folder, 'acts.md'));
      expect(stalePages(folder)).to.deep.equal(['acts.md', 'errors.md']);
    });
  });

  it('has every act, event, kind of record, question and transaction', () => {
    expect(headings('acts.md')).to.include.members(Object.keys(ACTS));
    expect(headings('events.md')).to.include.members(Object.keys(EVENTS));
    expect(headings('records.md')).to.include.members(RecordKind.options);
    expect(headings('questions.md')).to.include.members(Object.values(QUESTIONS));
    for (const transaction of Object.values(TRANSACTIONS))
      expect(page('questions.md')).to.include(`\`${transaction}\``);
  });

  it('has every error once', () => {
    const codes = [...page('errors.md').matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code);
    expect(codes).to.have.members(Object.keys(ERRORS));
  });

  it('draws every table of edges', () => {
    const sources = globSync('chaincode/src/domain/**/*.ts', { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    const tables = sources.flatMap((text) => [...text.matchAll(/const ([A-Z]+_EDGES)\b/g)].map(([, name]) => name));
    const drawn = [...page('state-machines.md').matchAll(/`([A-Z]+_EDGES)`/g)].map(([, name]) => name);
    expect(tables).to.be.not.empty;
    expect(drawn).to.have.members(tables);
  });

  it('links only to headings that are there', () => {
    for (const [file, text] of PAGES) {
      for (const [, target = '', anchor = ''] of text.matchAll(/\]\(([a-z-]+\.md)?#([a-z]+)\)/g)) {
        const found = headings(target === '' ? file : target).map((heading) => heading.toLowerCase());
        expect(found, `${file} links to ${target}#${anchor}`).to.include(anchor);
      }
    }
  });
});
