/**
 * Live coding in English, written out as it might have been said, with what is in the editor meanwhile; its form is told in
 * ../../written-talks.mjs. Nothing is tuned on it. `screens`: what is to be seen from the sentence on that begins so.
 */
export const talk = {
  name: 'live coding',
  language: 'en',
  charactersPerSecond: 15,
  script: `
# The jobs table | jobs | table | column
Okay so, can everybody read this, I'll make it one bigger.
So what we build in the next few minutes is a job queue, and we build it with nothing but Postgres and about sixty lines of TypeScript.
I get asked why not Redis, and honestly, Redis is fine.
* If you already run Postgres, a queue in Postgres is one thing less that can be down at night.
Right, so first we need a table.
I call it jobs, it gets an id, it gets a kind, and the payload is JSON, because I don't know yet what's in it.
* The column run at says when a job may be taken, and that's all you need for a delay and for a retry later on.
* Attempts is an integer that starts at zero, and we'll count it up each time a worker takes the job.
And then there's an index, on run at, but only where done at is null.
* A partial index stays small, because finished jobs are not in it, and finished jobs are nearly all of them after a week.
Let me run that.
(2)
Okay, created.
# Taking a job with skip locked | skip | locked | worker
Now the interesting part is how a worker takes a job, because the naive way is wrong, and I've shipped the naive way.
The naive way is, you select the first job, and then you update it, and between the two somebody else selects the same one.
* Two workers that select the same row will both do the job, and then your customer gets two invoices.
So what you write is select for update skip locked.
* For update locks the row until the transaction ends, and skip locked tells every other worker to step over it and take the next one.
I put the whole thing into one statement, so it's an update, with a subselect that says order by run at, limit one, for update skip locked.
And it returns the row.
* One statement means one round trip, and there's no moment in which the job is taken and not counted.
Let me start two workers, here and here.
(3)
And you see they take turns, odd ones left, even ones right, that's a coincidence by the way, nobody promises that.
# Retries with a backoff | retries | backoff | failure
So what happens when the handler throws, well, right now the job is just gone, which is not great.
We catch the error, we write its message into a column, last error, and we set run at to some time in the future.
* The delay doubles with each attempt, so one second, two, four, eight, and I stop at five minutes.
* You add a bit of randomness to the delay, because otherwise a thousand jobs that failed together come back together.
There's a typo here, no, there, backoff with two f's.
Okay.
* After ten attempts a job is dead, and a dead job is not deleted, it stays in the table with its last error so that a person can look at it.
You could have a second table for those, people call it a dead letter queue, I don't think it's worth it.
# Waking workers with listen and notify | listen | notify | polling
At the moment our workers ask once a second, so on average a job waits half a second, and your database answers a lot of questions with no.
* Postgres can tell the workers itself: listen on one side, notify on the other.
So in the function that adds a job I call notify after the insert, with the name of the channel, jobs.
* A notification is sent when the transaction commits, so nobody is woken for a job that was rolled back.
And the worker listens on a connection of its own, and when something comes it looks.
It's not instead of polling, right, it's on top of it.
* A notification can get lost when the connection drops, so keep the polling and make it slow, every thirty seconds or so.
Let me add a job, and, yes, it's there at once.
(2)
# Stopping without losing work | shutdown | signal | deploy
Last thing, and then I take questions.
When you deploy, your process gets a SIGTERM, and by default Node just dies.
* A worker that dies in the middle of a job leaves its row locked only until the connection closes, so nothing is stuck, but the work is done twice.
So we listen for the signal, we set a flag, stopping, and the loop ends after the current job.
* Give the process some time before it is killed, in Kubernetes that is terminationGracePeriodSeconds, and thirty seconds is the default.
* Every handler should be safe to run twice anyway, because one day the machine loses its power and no signal comes at all.
And that's it, that's the queue, it's fifty eight lines, I counted.
`,
};

export const screens = [
  {
    from: 'I call it jobs',
    title: 'schema.sql',
    code: `CREATE TABLE jobs (
  id bigserial PRIMARY KEY,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  run_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  last_error text,
  done_at timestamptz
);
CREATE INDEX jobs_waiting ON jobs (run_at) WHERE done_at IS NULL;`,
  },
  {
    from: 'I put the whole thing into one statement',
    title: 'worker.ts',
    code: `const TAKE = \`
  UPDATE jobs SET attempts = attempts + 1, run_at = now() + interval '5 minutes'
  WHERE id = (
    SELECT id FROM jobs
    WHERE done_at IS NULL AND run_at <= now()
    ORDER BY run_at LIMIT 1
    FOR UPDATE SKIP LOCKED
  )
  RETURNING *\`;`,
  },
  {
    from: 'We catch the error',
    title: 'retry.ts',
    code: `export function backoffMs(attempts: number): number {
  const doubled = Math.min(300_000, 1_000 * 2 ** (attempts - 1));
  return doubled * (0.5 + Math.random() / 2);
}`,
  },
  {
    from: 'So in the function that adds a job',
    title: 'add.ts',
    code: `export async function addJob(kind: string, payload: unknown) {
  await db.query('INSERT INTO jobs (kind, payload) VALUES ($1, $2)', [kind, payload]);
  await db.query("NOTIFY jobs");
}`,
  },
  {
    from: 'So we listen for the signal',
    title: 'worker.ts',
    code: `let stopping = false;
process.once('SIGTERM', () => (stopping = true));

while (!stopping) {
  const job = await takeJob();
  if (job) await handle(job);
  else await wakeOrWait(30_000);
}`,
  },
];
