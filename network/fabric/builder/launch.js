// SPDX-License-Identifier: Apache-2.0
// Started by bin/run: turns the peer's chaincode.json into what fabric-shim expects, then becomes the chaincode.
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

const [, , bundleFolder, launchFolder] = process.argv;
const connection = JSON.parse(readFileSync(path.join(launchFolder, 'chaincode.json'), 'utf8'));

function keep(name, text) {
  const file = path.join(launchFolder, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

// fabric-shim wants the client's key and certificate as base64 of their PEM.
const base64 = (text) => Buffer.from(text, 'utf8').toString('base64');
process.env.CORE_PEER_TLS_ENABLED = 'true';
process.env.CORE_PEER_TLS_ROOTCERT_FILE = keep('root.pem', connection.root_cert);
process.env.CORE_TLS_CLIENT_KEY_PATH = keep('client.key', base64(connection.client_key));
process.env.CORE_TLS_CLIENT_CERT_PATH = keep('client.crt', base64(connection.client_cert));

const main = path.join(bundleFolder, 'chaincode.cjs');
const options = ['--peer.address', connection.peer_address, '--chaincode-id-name', connection.chaincode_id];
process.argv.splice(1, process.argv.length, main, ...options);
process.chdir(bundleFolder);
createRequire(import.meta.url)(main);
