/** Makes a PostgreSQL cluster, and names its folder so that a server which runs as another user can open it. */
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeRecord } from './files.mjs';
import { Trouble, call, tail } from './processes.mjs';

export const USER = 'devreel';
export const DATABASE = 'devreel';

/**
 * The name by which PostgreSQL is told of the folder it is started in. Another user may not be allowed to open the path to it
 * (in a 0700 home), but may be in it. On Linux this name is the right one for the server and for all its children.
 */
export const nameOf = (folder, user) =>
  user.uid !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : folder;

/** Nothing of the starter's PG* variables or locale may reach the server. */
export const environment = () => ({
  PATH: process.env.PATH,
  SystemRoot: process.env.SystemRoot,
  LC_ALL: 'C',
  TZ: 'UTC',
});

/** Made beside its place and moved there when whole, so that a kill half-way leaves nothing to repair. */
export async function createCluster(run) {
  const fresh = join(run.root, 'data.new');
  const passwordFile = join(run.root, 'password.new');
  const password = randomBytes(24).toString('base64url');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (run.user.uid !== undefined) for (const path of [fresh, passwordFile]) chownSync(path, run.user.uid, run.user.gid);
  const options = { ...run.user, cwd: fresh, env: environment() };
  const name = nameOf(fresh, run.user);

  const passwordInput = openSync(passwordFile, 'r');
  const made = await call(
    join(run.native, 'bin', 'initdb'),
    [
      '-D',
      name,
      '-U',
      USER,
      `--pwfile=${name === fresh ? passwordFile : '/proc/self/fd/0'}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=und',
      '--no-sync',
    ],
    { ...options, stdio: [passwordInput, 'pipe', 'pipe'] },
  );
  closeSync(passwordInput);
  rmSync(passwordFile);
  if (made.code !== 0) throw clusterTrouble(made);

  // initdb makes no database of our name, and the package has no client to make one by. Single-user mode needs none.
  const sql = `${fresh}.sql`;
  writeFileSync(sql, `CREATE DATABASE ${DATABASE}\n`);
  const input = openSync(sql, 'r');
  const named = await call(join(run.native, 'bin', 'postgres'), ['--single', '-D', name, 'postgres'], {
    ...options,
    stdio: [input, 'pipe', 'pipe'],
  });
  closeSync(input);
  rmSync(sql);
  if (named.code !== 0 || /\b(ERROR|FATAL):/.test(named.stderr)) throw clusterTrouble(named);

  writeRecord(run.record, { password });
  renameSync(fresh, run.data);
}

const clusterTrouble = ({ stdout, stderr, error }) =>
  new Trouble(`The database could not be created: ${tail(error?.message ?? (stderr || stdout), 3)}`);
