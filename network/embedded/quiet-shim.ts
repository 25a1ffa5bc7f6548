// SPDX-License-Identifier: Apache-2.0
import logger from 'fabric-shim/lib/logger.js';

const LEVEL = 'CORE_CHAINCODE_LOGGING_LEVEL';

// fabric-shim writes a line to the terminal for every start and every refusal. On a peer that is the log; here it would be the
// screen of a person, or the JSON that a command answers with. Loggers that exist are told; later ones read the environment.
if (process.env[LEVEL] === undefined) {
  logger.setLevel('CRITICAL');
  process.env[LEVEL] = 'CRITICAL';
}
