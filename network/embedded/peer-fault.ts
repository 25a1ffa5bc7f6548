// SPDX-License-Identifier: Apache-2.0

/**
 * What a peer answers to its chaincode or to a client when it cannot do what was asked, in the words of Fabric. It is no
 * TreatyError: it plays the part of a foreign program, whose messages have no code.
 */
export class PeerFault extends Error {
  override readonly name = 'PeerFault';
}
