// SPDX-License-Identifier: Apache-2.0
export { EmbeddedNetwork, type EmbeddedBehaviour, type EmbeddedTopology } from './embedded-network.ts';
export { openEmbedded, type OpenEmbeddedOptions } from './open-embedded.ts';
