/** Ends a program together with what it has started: some are wrapped in scripts that do not pass a signal on. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** SIGKILL to this process and all that descend from it. One that is gone already is no error. */
export function killTree(pid: number): void {
  // Found before they are killed: once its parent is gone, nothing tells whose child a process was.
  for (const one of [pid, ...descendantsOf(pid)]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const [child, parent] of processes()) children.set(parent, [...(children.get(parent) ?? []), child]);
  const found: number[] = [];
  for (let next = children.get(pid) ?? []; next.length > 0; next = next.flatMap((one) => children.get(one) ?? [])) {
    found.push(...next);
  }
  return found;
}

/** All processes of this machine, each with its parent. Where nobody tells, none. */
function processes(): [number, number][] {
  if (process.platform === 'linux') return readdirSync('/proc').flatMap((name) => parentOf(name));
  const { stdout, error } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  if (error) return [];
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    return pid && parent ? [[pid, parent]] : [];
  });
}

/** proc(5): the name in `stat` is in brackets and may hold anything; after it come the state and the parent. */
function parentOf(name: string): [number, number][] {
  if (!/^\d+$/.test(name)) return [];
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]];
  } catch {
    return []; // It has ended meanwhile.
  }
}
