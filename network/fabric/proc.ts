// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';

/** The variable that every process of a network carries from its birth: `<state folder>|<name>`. */
const MARKER = 'DEPOSITARY_PROCESS';

/** A living process: the pid alone may have passed to another one, pid and start time together have not. */
export interface Running {
  readonly name: string;
  readonly pid: number;
  /** Clock ticks from the host's start to the process's, as /proc/PID/stat gives them (field 22). */
  readonly startTime: string;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // The process has ended, or belongs to somebody else: either way it is none of ours.
    return undefined;
  }
}

const STATE_FIELD = 0;
const THREADS_FIELD = 17;
const START_TIME_FIELD = 19;

/** The fields of /proc/PID/stat from the third on. */
function statOf(pid: number): readonly string[] {
  const stat = read(`/proc/${pid}/stat`);
  // The command's name, in parentheses, may itself hold spaces and parentheses.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
}

/** When the process started; undefined for one that has ended, even if nobody has collected it yet (a zombie). */
export function startTimeOf(pid: number): string | undefined {
  const stat = statOf(pid);
  const state = stat[STATE_FIELD];
  // A process whose first thread has ended holds its ports until the last thread has.
  const hasEnded = (state === 'Z' || state === 'X') && Number(stat[THREADS_FIELD]) <= 1;
  return hasEnded ? undefined : stat[START_TIME_FIELD];
}

/** The name under which the process carries the marker of the network in `state`; undefined for all others. */
function markedName(pid: number, state: string): string | undefined {
  const prefix = `${MARKER}=${Buffer.from(state, 'utf8').toString('latin1')}|`;
  const variable = read(`/proc/${pid}/environ`)
    ?.split('\0')
    .find((entry) => entry.startsWith(prefix));
  return variable?.slice(prefix.length);
}

/** What to add to the environment of a process so that it can be found again, whatever happens to its parent. */
export function marker(state: string, name: string): Record<string, string> {
  return { [MARKER]: `${state}|${name}` };
}

/** All living processes of the network in `state`: nodes, chaincode, and programs that an interrupted command left. */
export function markedProcesses(state: string): Running[] {
  return readdirSync('/proc').flatMap((entry) => {
    const pid = /^\d+$/.test(entry) ? Number(entry) : undefined;
    if (pid === undefined || pid === process.pid) return [];
    const name = markedName(pid, state);
    const startTime = name === undefined ? undefined : startTimeOf(pid);
    return name === undefined || startTime === undefined ? [] : [{ name, pid, startTime }];
  });
}

/** Whether this very process, not a later one with its pid, still lives and carries the marker of `state`. */
export function isAlive(running: Running, state: string): boolean {
  return startTimeOf(running.pid) === running.startTime && markedName(running.pid, state) === running.name;
}

/** Whether the process has ended with all its threads: its ports are free then. */
export function isGone(running: Running): boolean {
  return startTimeOf(running.pid) !== running.startTime;
}

/** Signals the process if it is still the one that was found; says whether it was. */
export function signal(running: Running, state: string, name: NodeJS.Signals): boolean {
  if (!isAlive(running, state)) return false;
  try {
    return process.kill(running.pid, name);
  } catch {
    // It ended in between: what was wanted.
    return false;
  }
}
