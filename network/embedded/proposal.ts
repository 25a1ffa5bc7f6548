// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { z } from 'zod';
import { toEpochMilliseconds, TransactionId, utf8, type Instant } from '../../chaincode/src/protocol/index.ts';

/** Whose certificate carries a transaction, and the organisation that vouches for it. */
export const Creator = z.strictObject({ msp: z.string().min(1), certificate: z.string().min(1) });
export type Creator = z.infer<typeof Creator>;

/** What a client asks the peers to execute: the name of a transaction and its arguments, by whom, when (the client's clock). */
export const Proposal = z.strictObject({
  tx: TransactionId,
  channel: z.string().min(1),
  creator: Creator,
  nonce: z.string().regex(/^[0-9a-f]{48}$/),
  seconds: z.int(),
  nanos: z.int().min(0).max(999_999_999),
  arguments: z.array(z.string()).min(1),
});
export type Proposal = z.infer<typeof Proposal>;

/** Fabric's HeaderType ENDORSER_TRANSACTION (common/common.proto). */
const ENDORSER_TRANSACTION = 3;
const NONCE_BYTES = 24;
/** Tags of the protocol buffers' wire format: field number * 8 + wire type. */
const [SECONDS_TAG, NANOS_TAG, HEADER_TIMESTAMP_TAG] = [0x08, 0x10, 0x1a];

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}

/** A channel header that holds only its time: fabric-protos uses google-protobuf's Timestamp and does not export it. */
function headerAt(seconds: number, nanos: number): common.ChannelHeader {
  const timestamp = [SECONDS_TAG, ...varint(seconds), NANOS_TAG, ...varint(nanos)];
  return common.ChannelHeader.deserializeBinary(Uint8Array.of(HEADER_TIMESTAMP_TAG, timestamp.length, ...timestamp));
}

function serialized({ msp: id, certificate }: Creator): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(id);
  identity.setIdBytes(utf8(certificate));
  return identity.serializeBinary();
}

/** The id of a transaction: SHA-256 of its nonce and its creator, 64 hexadecimal digits (Fabric, protoutil/proputils.go). */
export function transactionId(nonce: Uint8Array, creator: Creator): TransactionId {
  return TransactionId.parse(createHash('sha256').update(nonce).update(serialized(creator)).digest('hex'));
}

/** Makes a proposal with a fresh nonce, dated by the client's clock. */
export function newProposal(channel: string, creator: Creator, now: Instant, words: readonly string[]): Proposal {
  const nonce = randomBytes(NONCE_BYTES);
  const milliseconds = toEpochMilliseconds(now);
  const seconds = Math.floor(milliseconds / 1000);
  return {
    tx: transactionId(nonce, creator),
    channel,
    creator,
    nonce: nonce.toString('hex'),
    seconds,
    nanos: (milliseconds - seconds * 1000) * 1_000_000,
    arguments: [...words],
  };
}

/** The arguments as a peer hands them to the chaincode. */
export function chaincodeInput(proposal: Proposal): Uint8Array {
  const input = new peer.ChaincodeInput();
  input.setArgsList(proposal.arguments.map(utf8));
  return input.serializeBinary();
}

/** The proposal as the chaincode's shim reads it: creator, nonce and time. It is not signed (see certificates.ts). */
export function signedProposal({ tx, channel, creator, nonce, seconds, nanos }: Proposal): peer.SignedProposal {
  const channelHeader = headerAt(seconds, nanos);
  channelHeader.setType(ENDORSER_TRANSACTION);
  channelHeader.setChannelId(channel);
  channelHeader.setTxId(tx);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(serialized(creator));
  signatureHeader.setNonce(Buffer.from(nonce, 'hex'));
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(utf8(tx));
  const proposal = new peer.Proposal();
  proposal.setHeader(header.serializeBinary());
  proposal.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposal.serializeBinary());
  return signed;
}
