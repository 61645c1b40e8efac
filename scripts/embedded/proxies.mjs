/** Caddy and nginx from Debian's packages, each as it is put in front of Devreel, for the system's tests. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasApt, libraryPath, privatePackages } from './apt-private.mjs';
import { tryListen } from './ports.mjs';
import { Trouble, call, end, endWithMe, identity, until } from './processes.mjs';

const PATIENCE_MS = 30_000;

/**
 * What is written into its file for a proxy that listens on `port` and leads to `upstream`, a port of this machine; and how it is run.
 */
const proxies = {
  caddy: {
    program: 'usr/bin/caddy',
    version: ['version'],
    config: ({ port, upstream }) => `{
  admin off
  auto_https off
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:${upstream}
}
`,
    run: ({ file }) => ['run', '--adapter', 'caddyfile', '--config', file],
  },
  nginx: {
    program: 'usr/sbin/nginx',
    version: ['-v'],
    config: ({ port, upstream, dir }) => `daemon off;
master_process off;
pid ${dir}/nginx.pid;
error_log ${dir}/error.log;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${dir}/body;
  proxy_temp_path ${dir}/proxy;
  fastcgi_temp_path ${dir}/fastcgi;
  uwsgi_temp_path ${dir}/uwsgi;
  scgi_temp_path ${dir}/scgi;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${upstream};
      proxy_http_version 1.1;
      proxy_set_header Host $host:$server_port;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_buffering off;
      proxy_request_buffering off;
      proxy_read_timeout 1h;
      client_max_body_size 0;
    }
  }
}
`,
    run: ({ file, dir }) => ['-p', dir, '-c', file],
  },
};

/** @typedef {keyof typeof proxies} ProxyName */

/**
 * Starts one that listens on `port` of loopback and leads to `upstream`, from a private copy, which the first call makes.
 * @param {ProxyName} name
 * @param {{port: number, upstream: number, dir: string}} place  `dir`: a folder of its own
 * @param {(line: string) => void} say
 * @returns {Promise<{stop: () => Promise<void>}>}
 * @throws {Trouble} with the remedy, or with what it said
 */
export async function startProxy(name, { port, upstream, dir }, say) {
  const { program, env } = await findProxy(name, say);
  mkdirSync(dir, { recursive: true });
  const file = join(dir, name === 'caddy' ? 'Caddyfile' : 'nginx.conf');
  writeFileSync(file, proxies[name].config({ port, upstream, dir }));
  const child = spawn(program, proxies[name].run({ file, dir }), {
    env: { ...env, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (said += text));
  child.on('error', (error) => (said += error.message));
  const since = child.pid && identity(child.pid);
  const unguard = child.pid ? endWithMe(child.pid, since, 'SIGKILL') : () => {};
  const isOver = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const listens = async () => isOver() || (await tryListen('127.0.0.1', port)).code === 'EADDRINUSE';
  if (!(await until(listens, PATIENCE_MS)) || isOver()) throw new Trouble(`${name} did not start:\n${said}`);
  return {
    stop: async () => {
      await end(child.pid, since, [
        ['SIGTERM', 5_000],
        ['SIGKILL', 2_000],
      ]);
      unguard();
    },
  };
}

async function findProxy(name, say) {
  if (!hasApt()) throw new Trouble('The tests of proxies need Debian or Ubuntu: apt-get was not found.');
  const { program, version } = proxies[name];
  const inside = (root) => ({ program: join(root, program), env: { ...process.env, ...libraryPath(root) } });
  const works = async (root) => {
    const { program: path, env } = inside(root);
    return (await call(path, version, { env })).code === 0;
  };
  return inside(await privatePackages(name, [name], works, say));
}
