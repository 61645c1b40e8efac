/** What Bull, its board, the announcements and Socket.IO's adapter ask of Redis: to see whether all of it is allowed. */

export type Asked = readonly [command: string, ...(string | number)[]];

/** For as long as a check may take: what a killed one has left behind is gone then. */
const KEPT_MS = 10_000;

/** Each command once, on keys that begin with `key`, which nobody else uses; the last one removes them. */
export const commandsOn = (key: string): readonly Asked[] => [
  ...onStrings(key),
  ...onHashes(`${key}:hash`),
  ...onLists(`${key}:list`),
  ...onSets(`${key}:set`),
  ...onSortedSets(`${key}:sorted`),
  ['eval', 'return redis.call("exists", KEYS[1])', 1, key],
  ['evalsha', '0'.repeat(40), 1, key],
  ['multi'],
  ['exec'],
  ['scan', 0, 'MATCH', key, 'COUNT', 1],
  ['publish', key, ''],
  ['pubsub', 'NUMSUB', key],
  ['client', 'SETNAME', 'check'],
  ['del', ...['', ':hash', ':list', ':set', ':sorted'].map((end) => key + end)],
];

const onStrings = (key: string): Asked[] => [
  ['set', key, '1', 'PX', KEPT_MS],
  ['psetex', key, KEPT_MS, '1'],
  ['incr', key],
  ['rename', key, key],
  ['get', key],
  ['exists', key],
  ['type', key],
  ['pttl', key],
];

const onHashes = (key: string): Asked[] => [
  ['hset', key, 'a', 1],
  ['pexpire', key, KEPT_MS],
  ['hmset', key, 'a', 1],
  ['hget', key, 'a'],
  ['hmget', key, 'a'],
  ['hgetall', key],
  ['hexists', key, 'a'],
  ['hincrby', key, 'a', 1],
  ['hdel', key, 'b'],
];

const onLists = (key: string): Asked[] => [
  ['lpush', key, 1],
  ['pexpire', key, KEPT_MS],
  ['rpush', key, 1],
  ['lrange', key, 0, 0],
  ['lindex', key, 0],
  ['linsert', key, 'BEFORE', 1, 1],
  ['lset', key, 0, 1],
  ['llen', key],
  ['ltrim', key, 0, 1],
  ['rpoplpush', key, key],
  ['brpoplpush', key, key, 1],
  ['lrem', key, 0, 2],
];

const onSets = (key: string): Asked[] => [
  ['sadd', key, 1],
  ['pexpire', key, KEPT_MS],
  ['scard', key],
  ['smembers', key],
  ['sismember', key, 1],
  ['srem', key, 2],
];

const onSortedSets = (key: string): Asked[] => [
  ['zadd', key, 1, 1],
  ['pexpire', key, KEPT_MS],
  ['zcard', key],
  ['zcount', key, 0, 1],
  ['zscore', key, 1],
  ['zrange', key, 0, 0],
  ['zrangebyscore', key, 0, 1],
  ['zrevrange', key, 0, 0],
  ['zrevrangebyscore', key, 1, 0],
  ['zremrangebyrank', key, 5, 6],
  ['zremrangebyscore', key, 5, 6],
  ['zrem', key, 2],
];
