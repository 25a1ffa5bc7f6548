// SPDX-License-Identifier: Apache-2.0
import http from 'node:http';
import { HOST } from './layout.ts';

const PATIENCE = 2000;

interface Answer {
  readonly body: string;
  /** The node's own clock, whole seconds, from the Date header. */
  readonly date: string | undefined;
}

/** Asks a node's operations endpoint; undefined where nobody answers. */
function ask(port: number, path: string): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const request = http.get({ host: HOST, port, path, timeout: PATIENCE, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', () => resolve(undefined));
      response.on('end', () => resolve({ body: Buffer.concat(parts).toString('utf8'), date: response.headers.date }));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

/** Whether the node says that it is well (`/healthz`). */
export async function isHealthy(port: number): Promise<boolean> {
  const answer = await ask(port, '/healthz');
  return answer?.body.includes('"OK"') === true;
}

/** The node's clock minus this process's, in seconds, as far as whole seconds tell: 0 within one second. */
export async function clockSkew(port: number): Promise<number | undefined> {
  const before = Date.now();
  const answer = await ask(port, '/healthz');
  const after = Date.now();
  if (answer?.date === undefined) return undefined;
  const theirs = Date.parse(answer.date);
  if (theirs > after) return (theirs - after) / 1000;
  return theirs + 1000 < before ? (theirs + 1000 - before) / 1000 : 0;
}

/** One line of Prometheus text. */
export interface Sample {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function sampleOf(line: string): Sample[] {
  const [, metric, labels, value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (metric === undefined) return [];
  const pairs = new Map<string, string>();
  for (const [, name = '', text = ''] of (labels ?? '').matchAll(/(\w+)="([^"]*)"/g)) pairs.set(name, text);
  return [{ metric, labels: Object.fromEntries(pairs), value: Number(value) }];
}

/** The node's metrics; empty where nobody answers. */
export async function metricsOf(port: number): Promise<readonly Sample[]> {
  const answer = await ask(port, '/metrics');
  return answer?.body.split('\n').flatMap(sampleOf) ?? [];
}

/** The value of a metric for one channel. */
export function valueFor(samples: readonly Sample[], metric: string, channel: string): number | undefined {
  return samples.find((sample) => sample.metric === metric && sample.labels.channel === channel)?.value;
}
