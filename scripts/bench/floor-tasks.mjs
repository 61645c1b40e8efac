/** The floor: Bull, and four statements by hand for each job. */
import Bull from 'bull';
import pg from 'pg';

const { DATABASE_URL, REDIS_URL, AT_ONCE } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(AT_ONCE) });
const queue = new Bull('floor', REDIS_URL);

queue.process(Number(AT_ONCE), async ({ data: { id } }) => {
  await pool.query("UPDATE jobs SET status = 'running' WHERE id = $1 AND status = 'queued'", [id]);
  await pool.query("INSERT INTO log (job, what) VALUES ($1, 'started')", [id]);
  await pool.query("UPDATE jobs SET status = 'done' WHERE id = $1 AND status = 'running'", [id]);
  await pool.query("INSERT INTO log (job, what) VALUES ($1, 'done')", [id]);
});
await queue.isReady();
process.send('ready');
