// SPDX-License-Identifier: Apache-2.0
import { write } from '../streams.ts';

const WIDTH = 30;
const TENTHS = 10;

/** How far a long piece of work has come: a bar on a terminal, a line for each tenth in a log. */
export class Progress {
  readonly #stream: NodeJS.WritableStream;
  readonly #of: number;
  readonly #isTerminal: boolean;
  #done = 0;

  constructor(stream: NodeJS.WritableStream, of: number) {
    this.#stream = stream;
    this.#of = of;
    this.#isTerminal = 'isTTY' in stream && stream.isTTY === true;
  }

  /** One more is done. That nobody can read it changes nothing. */
  async step(): Promise<void> {
    this.#done += 1;
    const words = this.#isTerminal ? this.#bar() : this.#line();
    if (words !== '') await write(this.#stream, words).catch(() => undefined);
  }

  #bar(): string {
    const filled = Math.floor((this.#done * WIDTH) / this.#of);
    const end = this.#done === this.#of ? '\n' : '';
    return `\r[${'#'.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${this.#count()}${end}`;
  }

  #line(): string {
    const tenths = (done: number): number => Math.floor((done * TENTHS) / this.#of);
    return tenths(this.#done) > tenths(this.#done - 1) ? `${this.#count()}\n` : '';
  }

  #count(): string {
    return `${String(this.#done)} of ${String(this.#of)} lines`;
  }
}
