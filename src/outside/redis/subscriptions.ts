/** Subscriptions that outlast their refusal: rights may be taken away, and given back. */
import type { Command, Redis } from 'ioredis';
import { ReplyError } from 'ioredis';

const AGAIN_MS = 2_000;

/**
 * Asks again for what this connection wants to hear and was not allowed to. ioredis itself subscribes anew after a break, leaves
 * a refusal of that to nobody, which would end the process, and forgets what it was refused.
 */
export function keepSubscribed(redis: Redis): void {
  const waiting = new Map<string, NodeJS.Timeout>();
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command: Command, ...rest) => {
    const sent = send(command, ...rest);
    const { name } = command;
    if (name !== 'subscribe' && name !== 'psubscribe') return sent;
    const channels = command.args.map(String);
    command.promise.catch((error: unknown) => {
      const key = `${name} ${channels.join(' ')}`;
      if (!(error instanceof ReplyError) || waiting.has(key)) return;
      redis.emit('error', error);
      const again = (): void => {
        waiting.delete(key);
        // Its refusal comes by here again.
        if (redis.status !== 'end') void redis[name](...channels);
      };
      waiting.set(key, setTimeout(again, AGAIN_MS));
    });
    return sent;
  };
  redis.once('end', () => {
    for (const timer of waiting.values()) clearTimeout(timer);
  });
}
