/** The configuration of a Swift of one machine and one disk that speaks S3, for tests. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** Swift's tempauth knows one account; its S3 keys are `account:user` and the password. */
export const S3_KEYS = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };
export const S3_REGION = 'us-east-1';

const [account, user] = S3_KEYS.accessKeyId.split(':');

/**
 * Writes all files that a Swift in `dir` reads, except its rings.
 * @param {string} dir
 * @param {Record<'proxy' | 'account' | 'container' | 'object' | 'memcached', number>} ports on 127.0.0.1
 */
export function writeSwiftConfig(dir, ports) {
  mkdirSync(join(dir, 'devices', DEVICE), { recursive: true });
  mkdirSync(join(dir, 'cache'), { recursive: true });
  writeFileSync(join(dir, 'swift.conf'), ini({ 'swift-hash': { swift_hash_path_suffix: 'tests' } }));
  writeFileSync(join(dir, 'proxy-server.conf'), ini(proxy(dir, ports)));
  for (const kind of ['account', 'container', 'object']) {
    writeFileSync(join(dir, `${kind}-server.conf`), ini(storageServer(dir, kind, ports[kind])));
  }
}

export const DEVICE = 'disk';

const common = (dir, port) => ({
  bind_ip: '127.0.0.1',
  bind_port: port,
  user: userInfo().username,
  swift_dir: dir,
  // No child processes: the pid we start is the server.
  workers: 0,
  log_level: 'INFO',
});

const storageServer = (dir, kind, port) => ({
  DEFAULT: {
    ...common(dir, port),
    devices: join(dir, 'devices'),
    mount_check: 'false',
    recon_cache_path: join(dir, 'cache'),
    disable_fallocate: 'true',
  },
  'pipeline:main': { pipeline: `healthcheck ${kind}-server` },
  [`app:${kind}-server`]: { use: `egg:swift#${kind}` },
  'filter:healthcheck': { use: 'egg:swift#healthcheck' },
});

const proxy = (dir, { proxy: port, memcached }) => ({
  DEFAULT: common(dir, port),
  'pipeline:main': { pipeline: 'catch_errors healthcheck cache s3api tempauth slo proxy-server' },
  'app:proxy-server': { use: 'egg:swift#proxy', account_autocreate: 'true', allow_account_management: 'true' },
  'filter:catch_errors': { use: 'egg:swift#catch_errors' },
  'filter:healthcheck': { use: 'egg:swift#healthcheck' },
  'filter:cache': { use: 'egg:swift#memcache', memcache_servers: `127.0.0.1:${memcached}` },
  // Short pages, so that a few objects are enough to fill several.
  'filter:s3api': { use: 'egg:swift#s3api', location: S3_REGION, max_bucket_listing: 10 },
  'filter:tempauth': { use: 'egg:swift#tempauth', [`user_${account}_${user}`]: `${S3_KEYS.secretAccessKey} .admin` },
  'filter:slo': { use: 'egg:swift#slo', rate_limit_after_segment: 10_000 },
});

const ini = (sections) =>
  Object.entries(sections)
    .map(([name, values]) => [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${value}`), ''])
    .flat()
    .join('\n');
