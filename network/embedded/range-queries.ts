// SPDX-License-Identifier: Apache-2.0
import { ledger, peer } from '@hyperledger/fabric-protos';
import { PeerFault } from './peer-fault.ts';
import type { Scan, Simulation } from './simulation.ts';
import type { Entry } from './world-state.ts';

/** How many results travel from peer to chaincode at once (core/chaincode/chaincode_support.go). */
const BATCH = 100;

/** How many iterators the chaincode of a peer has opened and closed; they are to be equal when nothing is running. */
export interface IteratorCount {
  opened: number;
  closed: number;
}

interface OpenQuery {
  readonly scan: Scan;
  readonly isPaged: boolean;
  pending: Entry[];
  returned: number;
}

function encoded({ key, value }: Entry): peer.QueryResultBytes {
  const entry = new ledger.queryresult.KV();
  entry.setKey(key);
  entry.setValue(value);
  const bytes = new peer.QueryResultBytes();
  bytes.setResultbytes(entry.serializeBinary());
  return bytes;
}

/** The ranges that one transaction is reading, as the peer serves them (core/chaincode/{handler,query_response_generator}.go). */
export class RangeQueries {
  readonly #simulation: Simulation;
  readonly #totalQueryLimit: number;
  readonly #count: IteratorCount;
  readonly #open = new Map<string, OpenQuery>();
  readonly #unclosed = new Set<string>();

  constructor(simulation: Simulation, totalQueryLimit: number, count: IteratorCount) {
    this.#simulation = simulation;
    this.#totalQueryLimit = totalQueryLimit;
    this.#count = count;
  }

  /** Opens a range, by pages where a page size or a bookmark is given, and answers with the first results. */
  begin(request: peer.GetStateByRange): peer.QueryResponse {
    const { size, bookmark } = pageOf(request);
    const isPaged = size !== 0 || bookmark !== '';
    const [start, end] = [request.getStartkey(), request.getEndkey()];
    const scan = isPaged
      ? this.#simulation.page(bookmark === '' ? start : bookmark, end, size)
      : this.#simulation.scan(start, end);
    this.#count.opened += 1;
    const id = `range-${this.#count.opened}`;
    const query: OpenQuery = { scan, isPaged, pending: [], returned: 0 };
    this.#open.set(id, query);
    this.#unclosed.add(id);
    return this.#respond(id, query, size > 0 ? Math.min(size, this.#totalQueryLimit) : this.#totalQueryLimit);
  }

  /** The next results. Fails if: the query is not open. */
  next(id: string): peer.QueryResponse {
    const query = this.#open.get(id);
    if (query === undefined) throw new PeerFault('query iterator not found');
    return this.#respond(id, query, this.#totalQueryLimit);
  }

  /** Closes a query; one that is closed or unknown is no mistake. */
  close(id: string): peer.QueryResponse {
    this.#open.delete(id);
    if (this.#unclosed.delete(id)) this.#count.closed += 1;
    return responseOf(id, [], false);
  }

  #respond(id: string, query: OpenQuery, limit: number): peer.QueryResponse {
    while (query.returned < limit) {
      const entry = query.scan.next();
      if (entry === undefined) break;
      query.returned += 1;
      const batch = query.pending;
      if (!query.isPaged && batch.length === BATCH) {
        query.pending = [entry];
        return responseOf(id, batch, true);
      }
      batch.push(entry);
    }
    this.#open.delete(id);
    const response = responseOf(id, query.pending, false);
    if (query.isPaged) {
      const metadata = new peer.QueryResponseMetadata();
      metadata.setFetchedRecordsCount(query.returned);
      metadata.setBookmark(query.scan.bookmark());
      response.setMetadata(metadata.serializeBinary());
    }
    return response;
  }
}

function pageOf(request: peer.GetStateByRange): { size: number; bookmark: string } {
  const metadata = peer.QueryMetadata.deserializeBinary(request.getMetadata_asU8());
  return { size: metadata.getPagesize(), bookmark: metadata.getBookmark() };
}

function responseOf(id: string, entries: readonly Entry[], hasMore: boolean): peer.QueryResponse {
  const response = new peer.QueryResponse();
  response.setId(id);
  response.setResultsList(entries.map(encoded));
  response.setHasMore(hasMore);
  return response;
}
