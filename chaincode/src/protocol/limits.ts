// SPDX-License-Identifier: Apache-2.0

/** Most bytes of one document, 64 KiB; checked before any other work is done on it. */
export const MAX_DOCUMENT_BYTES = 65_536;

/** Deepest nesting of arrays and objects in a document; `[]` has depth 1, a bare number depth 0. */
export const MAX_DEPTH = 32;

/** Most proofs on one document; verifying one costs some milliseconds at every endorser. */
export const MAX_PROOFS = 16;
