/** The queue of a lane, as src/tasks/queue.ts opens it and adds to it, for many jobs at once. */
import Bull from 'bull';
import { Redis } from 'ioredis';

const PREFIX = '{devreel}';

/** `close` ends its connections, too. */
export function openLane(redisUrl, lane) {
  const clients = [];
  const createClient = () => {
    const client = new Redis(redisUrl, { maxRetriesPerRequest: null, enableReadyCheck: false });
    clients.push(client);
    return client;
  };
  const queue = new Bull(lane, { prefix: PREFIX, createClient });
  return {
    queue,
    async close() {
      await queue.close();
      for (const client of clients) client.disconnect();
    },
  };
}

/** As `Queue.add` makes it. */
export const jobFor = (task) => ({
  name: 'pipeline-task',
  data: { taskId: task.id, attempt: task.attempt },
  opts: { jobId: `${task.id}.${task.attempt}`, attempts: 1, removeOnComplete: true, removeOnFail: true },
});
