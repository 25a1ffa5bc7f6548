// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { blockHeaderHash, Digest, NetworkId, sha256Hex, utf8 } from '../../chaincode/src/protocol/index.ts';
import { Envelope } from './envelope.ts';

/** One organisation of the network: its id, its membership service provider, and the certificates of its own authority. */
export const Member = z.strictObject({
  id: z.string().min(1),
  msp: z.string().min(1),
  authority: z.string(),
  user: z.string(),
  admin: z.string(),
});
export type Member = z.infer<typeof Member>;

/** What the genesis block says: the channel, who keeps a peer, and which membership service provider opens treaties. */
export const Genesis = z.strictObject({
  channel: z.string().regex(/^[a-z][a-z0-9.-]{0,248}$/),
  opensTreaties: z.string().min(1),
  members: z.array(Member).min(1),
});
export type Genesis = z.infer<typeof Genesis>;

/** A block of transactions, chained to the one before it by the hash of that one's header. */
export const Block = z.strictObject({
  number: z.int().min(1),
  previousHash: Digest,
  dataHash: Digest,
  data: z.array(Envelope).min(1),
});
export type Block = z.infer<typeof Block>;

/** Block 0; it has no predecessor. */
export const GenesisBlock = z.strictObject({
  number: z.literal(0),
  previousHash: z.literal(''),
  dataHash: Digest,
  data: z.tuple([Genesis]),
});
export type GenesisBlock = z.infer<typeof GenesisBlock>;

/** The hash of a block's header as Fabric computes it; 64 hexadecimal digits. */
export function headerHash({ number, previousHash, dataHash }: Block | GenesisBlock): Digest {
  return Digest.parse(
    blockHeaderHash({
      number: BigInt(number),
      previousHash: Buffer.from(previousHash, 'hex'),
      dataHash: Buffer.from(dataHash, 'hex'),
    }),
  );
}

/** SHA-256 over the transactions of a block, one after the other. */
export function dataHash(data: readonly (Envelope | Genesis)[]): Digest {
  return Digest.parse(sha256Hex(utf8(data.map((entry) => JSON.stringify(entry)).join(''))));
}

/** The block that transactions make after a block. */
export function nextBlock(previous: Block | GenesisBlock, data: readonly Envelope[]): Block {
  return {
    number: previous.number + 1,
    previousHash: headerHash(previous),
    dataHash: dataHash(data),
    data: [...data],
  };
}

/** The block that a network begins with. */
export function genesisBlock(genesis: Genesis): GenesisBlock {
  return { number: 0, previousHash: '', dataHash: dataHash([genesis]), data: [genesis] };
}

/** The name of a network: its channel and the hash of its genesis block's header. */
export function networkOf(block: GenesisBlock): NetworkId {
  return NetworkId.parse(`${block.data[0].channel}@${headerHash(block)}`);
}
