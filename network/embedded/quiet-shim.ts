// SPDX-License-Identifier: Apache-2.0
import contractLogger from 'fabric-contract-api/lib/logger.js';
import shimLogger from 'fabric-shim/lib/logger.js';

const LEVEL = 'CORE_CHAINCODE_LOGGING_LEVEL';
/** The name under which both libraries keep their logger of last resort, and that of its listener. */
const LAST_RESORT = '_';
const LISTENER = 'loggerUnhandledRejectionFn';

// fabric-shim and fabric-contract-api take over what nobody else has caught: they log the error and let the process live on.
// That suits a chaincode alone in its process; here it would swallow the errors of the whole program, so that those get back
// their usual end.
for (const logger of [shimLogger, contractLogger]) logger.getLogger(LAST_RESORT).exceptions.unhandle();
for (const listener of process.listeners('unhandledRejection'))
  if (listener.name === LISTENER) process.off('unhandledRejection', listener);

// They also write a line to the terminal for every start and every refusal. On a peer that is the log; here it would be the
// screen of a person, or the JSON that a command answers with. Loggers that exist are told; later ones read the environment.
if (process.env[LEVEL] === undefined) {
  for (const logger of [shimLogger, contractLogger]) logger.setLevel('CRITICAL');
  process.env[LEVEL] = 'CRITICAL';
}
