/** The database and Redis of one start: the user's own, or embedded ones that are looked after. */
import { join } from 'node:path';
import { deathCounter } from './children.mjs';
import { startPostgres } from './postgres.mjs';
import { Trouble } from './processes.mjs';
import { startRedis } from './redis.mjs';

const LOOK_EVERY_MS = 1_000;

/**
 * Starts what the settings do not name.
 * @param {{dataDir: string, databaseUrl?: string, redisUrl?: string}} settings
 * @param {(line: string) => void} say
 * @returns {Promise<{urls: () => {databaseUrl: string, redisUrl: string}, watch: (changed: () => void,
 *   fail: (trouble: Error) => void) => void, stop: () => Promise<void>}>} `watch` restarts a service that died, and calls
 *   `changed` if its address is then another one
 * @throws {Trouble} when one does not start; then neither is left running
 */
export async function startServices(settings, say) {
  const { dataDir, databaseUrl, redisUrl } = settings;
  const place = (name) => ({ dir: join(dataDir, name), log: join(dataDir, 'log', `${name}.log`), say });
  const starters = {
    ...(databaseUrl ? {} : { PostgreSQL: () => startPostgres(place('postgres')) }),
    ...(redisUrl ? {} : { Redis: () => startRedis(place('redis')) }),
  };
  const running = {};
  const started = await Promise.allSettled(
    Object.entries(starters).map(async ([name, start]) => (running[name] = await start())),
  );
  const stopAll = async () => {
    await Promise.all(Object.values(running).map((service) => service.stop()));
  };
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed) {
    await stopAll();
    throw failed.reason;
  }

  let watching;
  let mending = Promise.resolve();
  return {
    urls: () => ({ databaseUrl: databaseUrl ?? running.PostgreSQL.url, redisUrl: redisUrl ?? running.Redis.url }),
    watch: (changed, fail) => {
      const look = mender(starters, running, say, changed);
      let busy = false;
      watching = setInterval(() => {
        if (busy) return;
        busy = true;
        mending = look()
          .catch(fail)
          .finally(() => (busy = false));
      }, LOOK_EVERY_MS);
    },
    stop: async () => {
      clearInterval(watching);
      await mending;
      await stopAll();
    },
  };
}

/** Looks once at each service. One that died is started again, on the same files and, if possible, on the same port. */
function mender(starters, running, say, changed) {
  const died = Object.fromEntries(Object.keys(starters).map((name) => [name, deathCounter()]));
  return async () => {
    for (const [name, start] of Object.entries(starters)) {
      if (running[name].alive()) continue;
      if (died[name]().tooMany)
        throw new Trouble(`${name} ended for the fifth time within a minute: see DATA_DIR/log.`);
      say(`${name} ended; starting it again.`);
      const before = running[name].url;
      running[name] = await start();
      if (running[name].url !== before) changed();
    }
  };
}
