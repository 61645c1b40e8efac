/** A lock file, held by one living process. One that a killed process left is taken over, even if its pid is in use again. */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readRecord } from './files.mjs';
import { identity, isStill, until } from './processes.mjs';

/** How long a lock file may be without its content before it counts as left by a process that died writing it. */
const WRITING_MS = 1_000;

/**
 * @param {string} path
 * @returns {Promise<{release: () => void} | {holder: number}>} `holder` is the pid of the living process that has it
 */
export async function takeLock(path) {
  const mine = JSON.stringify({ pid: process.pid, since: identity(process.pid) });
  const release = () => {
    if (textOf(path) === mine) rmSync(path, { force: true });
  };
  for (;;) {
    try {
      writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
      return { release };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const text = textOf(path);
    const holder = lockHolder(path);
    if (holder) return { holder };
    if (text === '' && ageOf(path) < WRITING_MS) await until(() => textOf(path) !== '', WRITING_MS);
    else if (text !== undefined) discard(path, text);
  }
}

/** The pid of the living process that holds the lock, or undefined. */
export function lockHolder(path) {
  const record = readRecord(path);
  return record && isStill(record.pid, record.since) ? record.pid : undefined;
}

/** Removes the stale file. If another process was faster and the file is already its new one, it is put back. */
function discard(path, text) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (textOf(aside) === text) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function ageOf(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
