/** Work that gives way to what people wait for. */
import type { ChildProcess } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';

/**
 * Lowers the priority of a process of ours. One that gives way more already, because all of Devreel was started like that, stays as it is:
 * only root may raise it.
 */
export function giveWay({ pid }: Pick<ChildProcess, 'pid'>): void {
  if (pid === undefined || getPriority(pid) >= constants.priority.PRIORITY_BELOW_NORMAL) return;
  setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
}
