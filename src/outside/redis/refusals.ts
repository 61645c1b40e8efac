/** What Redis' refusals mean to who runs Devreel: what is wrong, and what to do. */
import { HASH_TAG } from './nodes.js';

/** What Redis said to a command. */
export interface Refusal {
  command: string;
  message: string;
}

export interface Fault {
  /** What is wrong, and what to do. */
  reason: string;
  /** Only somebody's hand can mend it: waiting is of no use. */
  lasting: boolean;
}

/** In bytes; `most` is 0 for no limit. */
export interface Memory {
  used: number;
  most: number;
  /** Whatever is removed, it will not do for long. */
  tooSmall: boolean;
}

/** All that Devreel asks, and little more. `<user>` is the one in REDIS_URL. */
const RIGHTS = `ACL SETUSER <user> ~${HASH_TAG}:* allchannels +@all -@admin -@dangerous +info`;

/** By the first word of a refusal. What is not here has nothing to do with how Redis is set up. */
const meanings: Record<string, (said: string[], commands: string[], memory: Memory) => Fault> = {
  WRONGPASS: () => ({
    reason: 'Redis does not take the user name and password in REDIS_URL: correct them',
    lasting: true,
  }),
  NOAUTH: () => ({
    reason: 'Redis asks for a password: put it into REDIS_URL (redis://:password@host:6379)',
    lasting: true,
  }),
  NOPERM: (said, commands) => ({
    reason: `Redis does not allow ${denied(said, commands)}: ${RIGHTS}`,
    lasting: true,
  }),
  READONLY: () => ({
    reason: 'This Redis is a replica and can only be read: give REDIS_URL of its master',
    lasting: true,
  }),
  OOM: (_said, _commands, { used, most, tooSmall }) => ({
    reason: `Redis is full (${used} of ${most} bytes) and takes no task: raise maxmemory${tooSmall ? '' : ', or remove what else is kept there'}`,
    lasting: tooSmall,
  }),
  MISCONF: () => ({
    reason: 'Redis cannot save to its disk, and takes no task: look at its log, make room',
    lasting: false,
  }),
  NOREPLICAS: () => ({
    reason: 'Redis takes no task as long as too few of its replicas are there (min-replicas-to-write): bring them back',
    lasting: false,
  }),
  CLUSTERDOWN: ([said = '']) => ({
    reason: `The Redis Cluster is not whole (${said}): look at CLUSTER INFO and CLUSTER NODES`,
    lasting: false,
  }),
  LOADING: () => ({ reason: 'Redis is reading its data: wait until it is done', lasting: false }),
  MASTERDOWN: () => ({ reason: 'This Redis is a replica without its master: bring the master back', lasting: false }),
  BUSY: () => ({ reason: "Redis is held up by somebody's script: end that with SCRIPT KILL", lasting: false }),
};

/** The fault that the refusals speak of; null when they are none. */
export function explain(refusals: readonly Refusal[], memory: Memory): Fault | null {
  for (const [word, meaning] of Object.entries(meanings)) {
    const those = refusals.filter(({ message }) => message.startsWith(`${word} `));
    if (those.length > 0) {
      return meaning(
        those.map(({ message }) => message),
        those.map(({ command }) => command),
        memory,
      );
    }
  }
  const unknown = refusals.filter(({ message }) => /^ERR unknown command/.test(message));
  if (unknown.length === 0) return null;
  return {
    reason: `This Redis does not know ${listed(unknown.map(({ command }) => command))}: use Redis 5 or newer`,
    lasting: true,
  };
}

/** The keys, the channels or the commands that are not allowed. */
function denied(said: string[], commands: string[]): string {
  const ofChannels = said.some((message) => /channel/.test(message));
  const ofKeys = said.some((message) => /\bkeys?\b/.test(message));
  const others = commands.filter((_, i) => !/channel|\bkeys?\b/.test(said[i] ?? ''));
  return [
    ofKeys && `the keys ${HASH_TAG}:*`,
    ofChannels && 'the channels that processes announce on (allchannels)',
    others.length > 0 && `the commands ${listed(others)}`,
  ]
    .filter(Boolean)
    .join(', nor ');
}

const listed = (commands: string[]): string =>
  [...new Set(commands)].map((command) => command.toUpperCase()).join(', ');
