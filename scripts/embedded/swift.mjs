/** OpenStack Swift with its S3 interface, from Debian's packages: a real S3 server for the system's tests. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { hasApt, privatePackages, privatePython } from './apt-private.mjs';
import { ask, freePort } from './ports.mjs';
import { Trouble, call, end, endWithMe, identity, isStill, tail, until } from './processes.mjs';
import { DEVICE, S3_KEYS, S3_REGION, writeSwiftConfig } from './swift-config.mjs';

const PACKAGES = [
  'swift-proxy',
  'swift-account',
  'swift-container',
  'swift-object',
  'python3-swift',
  'python3-setuptools',
  'memcached',
  // A second S3 client, by which tests see what the first has done.
  'python3-boto3',
];
const START_TIMEOUT_MS = 60_000;
const SERVERS = ['account', 'container', 'object', 'proxy'];

/** Swift looks for swift.conf in /etc/swift, unless it is told before it reads anything else. */
const SERVE = `import sys
from swift.common.utils import set_swift_dir
set_swift_dir(sys.argv[1])
from swift.common.wsgi import run_wsgi
sys.exit(run_wsgi(sys.argv[2], sys.argv[3], verbose=True))`;

const MAKE_RINGS = `import sys
from swift.common.ring import RingBuilder
for pair in sys.argv[3:]:
    name, port = pair.split('=')
    ring = RingBuilder(4, 1, 0)
    ring.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': sys.argv[2], 'weight': 1})
    ring.rebalance()
    ring.get_ring().save(sys.argv[1] + '/' + name + '.ring.gz')`;

/**
 * Programs of a private copy, which the first call makes: nothing is installed into the system, so nothing starts by itself.
 * @param {(line: string) => void} say
 * @returns {Promise<{python: string, memcached: string, env: NodeJS.ProcessEnv}>} `env`: the whole environment to run them in
 * @throws {Trouble} with the remedy
 */
export async function findSwift(say) {
  if (!hasApt()) throw new Trouble('The tests of S3 need Debian or Ubuntu: apt-get was not found. Run them there.');
  const works = async (root) => {
    const { python, env } = inside(root);
    const tried = await call(python, ['-c', 'import swift.common.wsgi, swift.common.middleware.s3api, boto3'], { env });
    return tried.code === 0 && existsSync(inside(root).memcached);
  };
  return inside(await privatePackages('swift', PACKAGES, works, say, { whole: true }));
}

const inside = (root) => ({ ...privatePython(root), memcached: join(root, 'usr/bin/memcached') });

/**
 * Starts a Swift in `dir`, which is its own; its servers end with this process.
 * @param {{dir: string, programs: Awaited<ReturnType<typeof findSwift>>}} options
 * @returns {Promise<{endpoint: string, region: string, accessKeyId: string, secretAccessKey: string, stop: () => Promise<void>}>}
 * @throws {Trouble} with what it printed
 */
export async function startSwift({ dir, programs }) {
  const ports = {};
  for (const name of [...SERVERS, 'memcached']) ports[name] = await anotherPort(Object.values(ports));
  writeSwiftConfig(dir, ports);
  await makeRings(dir, ports, programs);
  const cache = ['-l', '127.0.0.1', '-p', String(ports.memcached), '-U', '0', '-m', '32', '-u', userInfo().username];
  const started = [
    launch(dir, 'memcached', programs.memcached, cache, programs.env),
    ...SERVERS.map((name) => {
      const args = ['-c', SERVE, dir, join(dir, `${name}-server.conf`), `${name}-server`];
      return launch(dir, name, programs.python, args, programs.env);
    }),
  ];
  const stop = async () => void (await Promise.all(started.map((server) => server.stop())));
  try {
    await Promise.all(SERVERS.map((name, i) => healthy(started[i + 1], ports[name])));
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint: `http://127.0.0.1:${ports.proxy}`, region: S3_REGION, ...S3_KEYS, stop };
}

async function anotherPort(taken) {
  const port = await freePort();
  return taken.includes(port) ? anotherPort(taken) : port;
}

async function makeRings(dir, ports, { python, env }) {
  const rings = ['account', 'container', 'object'].map((name) => `${name}=${ports[name]}`);
  const { code, stderr } = await call(python, ['-c', MAKE_RINGS, dir, DEVICE, ...rings], { env });
  if (code !== 0) throw new Trouble(`Swift's rings could not be made: ${tail(stderr, 3)}`);
}

function launch(dir, name, program, args, env) {
  const log = join(dir, `${name}.log`);
  const output = openSync(log, 'a');
  const child = spawn(program, args, { cwd: dir, env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  child.on('error', () => {});
  child.unref();
  const since = child.pid === undefined ? undefined : identity(child.pid);
  const unguard = child.pid === undefined ? () => {} : endWithMe(child.pid, since, 'SIGKILL');
  return {
    name,
    log,
    alive: () => isStill(child.pid, since),
    async stop() {
      // Nothing of it is kept, so it need not end in order.
      if (child.pid !== undefined) await end(child.pid, since, [['SIGKILL', 5_000]]);
      unguard();
    },
  };
}

async function healthy(server, port) {
  const request = 'GET /healthcheck HTTP/1.0\r\n\r\n';
  const answers = () => ask(port, request, (bytes) => bytes.toString().includes(' 200 ') || undefined);
  await until(async () => !server.alive() || (await answers()), START_TIMEOUT_MS, 100);
  if (server.alive() && (await answers())) return;
  throw new Trouble(`Swift's ${server.name} server did not start:\n${tail(readFileSync(server.log, 'utf8'), 8)}`);
}
