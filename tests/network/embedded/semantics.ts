// SPDX-License-Identifier: Apache-2.0
import { TreatyError, type Endorsed, type Ledger } from '../../../chaincode/src/protocol/index.ts';
import { endorsed, evaluated, submitted } from './notes.ts';

/** Something that the test chaincode is asked to do, and what a network of Fabric 3.1.1 with LevelDB answered (measured). */
export interface Semantics {
  readonly title: string;
  /** `at` is a prefix for keys that no other case uses, so that all may run on one ledger. */
  readonly play: (ledger: Ledger, at: string) => Promise<unknown>;
  readonly answer: unknown;
}

const put = (key: string, value = '1') => ({ put: key, value });
const puts = (at: string, ...keys: string[]) => keys.map((key) => put(at + key));
const all = (at: string): [string, string] => [at, `${at}\u{10FFFF}`];

/** Takes the prefix off the keys of an answer. */
const bare = (answer: unknown, at: string): unknown => JSON.parse(JSON.stringify(answer).replaceAll(at, ''));

/** What the peers say about a transaction at commit. */
async function fate(transaction: Endorsed): Promise<unknown> {
  try {
    await transaction.submit();
    return 'VALID';
  } catch (error) {
    if (error instanceof TreatyError) return error.details.validation ?? error.code;
    throw error;
  }
}

/** The code of a refusal. */
async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TreatyError) return error.code;
    throw error;
  }
}

/** The fate of a transaction that another one overtakes between its endorsement and its ordering. */
async function overtaken(ledger: Ledger, slow: Parameters<typeof endorsed>[1][], fast: typeof slow): Promise<unknown> {
  const late = await endorsed(ledger, ...slow);
  await submitted(ledger, ...fast);
  return fate(late);
}

/** What the embedded ledger promises to do as Fabric does. */
export const SEMANTICS: readonly Semantics[] = [
  {
    title: 'hides a transaction’s own writes from it',
    play: async (ledger, at) => (await submitted(ledger, put(`${at}a`), { get: `${at}a` }, { range: all(at) })).answers,
    answer: [null, '', []],
  },
  {
    title: 'takes an empty value for a delete',
    play: async (ledger, at) => {
      await submitted(ledger, put(`${at}a`));
      await submitted(ledger, put(`${at}a`, ''));
      return evaluated(ledger, { get: `${at}a` }, { range: all(at) });
    },
    answer: ['', []],
  },
  {
    title: 'takes an empty key for a key',
    play: async (ledger, at) => {
      await submitted(ledger, put('', at));
      return bare(await evaluated(ledger, { get: '' }), at);
    },
    answer: [''],
  },
  {
    title: 'orders keys as UTF-8',
    play: async (ledger, at) => {
      await submitted(ledger, ...puts(at, '\u{1F600}', '\uFF5E', 'é', 'z'));
      return bare(await evaluated(ledger, { range: all(at) }), at);
    },
    answer: [['z', 'é', '\uFF5E', '\u{1F600}']],
  },
  {
    title: 'hands out pages with bookmarks',
    play: async (ledger, at) => {
      await submitted(ledger, ...puts(at, 'a', 'b', 'c'));
      const page = all(at);
      const pages = await evaluated(
        ledger,
        { page, size: 2 },
        { page, size: 2, bookmark: `${at}c` },
        { page, size: 0, bookmark: `${at}b` },
      );
      return bare(pages, at);
    },
    answer: [
      { keys: ['a', 'b'], bookmark: 'c', fetchedRecordsCount: 2 },
      { keys: ['c'], bookmark: '', fetchedRecordsCount: 1 },
      { keys: ['b', 'c'], bookmark: '', fetchedRecordsCount: 2 },
    ],
  },
  {
    title: 'refuses a write after a page and a page after a write',
    play: async (ledger, at) => [
      await codeOf(submitted(ledger, { page: all(at), size: 2 }, put(at))),
      await codeOf(submitted(ledger, put(at), { page: all(at), size: 2 })),
    ],
    answer: ['CONTRACT_FAILED', 'CONTRACT_FAILED'],
  },
  {
    title: 'checks a page again at commit, up to its last key',
    play: async (ledger, at) => {
      await submitted(ledger, ...puts(at, 'a', 'b', 'c'));
      const page = [{ page: all(at), size: 2 }];
      return [await overtaken(ledger, page, [put(`${at}aa`)]), await overtaken(ledger, page, [put(`${at}c`)])];
    },
    answer: ['PHANTOM_READ_CONFLICT', 'VALID'],
  },
  {
    title: 'invalidates a read that was overtaken, never a blind write',
    play: async (ledger, at) => [
      await overtaken(ledger, [{ get: `${at}a` }, put(`${at}b`)], [put(`${at}a`)]),
      await overtaken(ledger, [put(`${at}a`, '2')], [put(`${at}a`, '3')]),
    ],
    answer: ['MVCC_READ_CONFLICT', 'VALID'],
  },
  {
    title: 'invalidates a range into which or from which something came, not one beside it',
    play: async (ledger, at) => {
      const close = [{ range: [`${at}b`, `${at}c`] as [string, string] }, put(`x${at}`)];
      return [
        await overtaken(ledger, close, [put(`${at}b1`)]),
        await overtaken(ledger, close, [{ del: `${at}b1` }]),
        await overtaken(ledger, close, [put(`${at}c`)]),
      ];
    },
    answer: ['PHANTOM_READ_CONFLICT', 'PHANTOM_READ_CONFLICT', 'VALID'],
  },
  {
    title: 'reads a hundred and one keys ahead of whoever reads one',
    play: async (ledger, at) => {
      const keys = Array.from({ length: 150 }, (_, index) => String(index).padStart(3, '0'));
      await submitted(ledger, ...puts(at, ...keys));
      const slow = [{ range: all(at), take: 1 }];
      return [await overtaken(ledger, slow, [put(`${at}100`)]), await overtaken(ledger, slow, [put(`${at}101`)])];
    },
    answer: ['PHANTOM_READ_CONFLICT', 'VALID'],
  },
  {
    title: 'answers a second submission with the block of the first',
    play: async (ledger, at) => {
      const once = await endorsed(ledger, put(at));
      return (await once.submit()).block === (await once.submit()).block;
    },
    answer: true,
  },
  {
    title: 'writes nothing of a question',
    play: async (ledger, at) => {
      await evaluated(ledger, put(at));
      return evaluated(ledger, { get: at });
    },
    answer: [''],
  },
  {
    title: 'passes on a coded refusal and tells a failure from it',
    play: async (ledger) => {
      const coded = new TreatyError('PROPOSAL_UNKNOWN', { proposal: 'P-0000000000' }).message;
      return [await codeOf(submitted(ledger, { fail: coded })), await codeOf(evaluated(ledger, { fail: 'boom' }))];
    },
    answer: ['PROPOSAL_UNKNOWN', 'CONTRACT_FAILED'],
  },
  {
    title: 'tells the chaincode its channel and its words',
    play: async (ledger) => evaluated(ledger, { tell: 'channel' }, { tell: 'arguments' }),
    answer: ['treaty', { fcn: 'play', params: ['[{"tell":"channel"},{"tell":"arguments"}]'] }],
  },
];
