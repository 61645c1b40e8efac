import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FirstTables1700000000001 implements MigrationInterface {
  name = 'FirstTables1700000000001';

  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...projects, ...tasks, ...log, ...contents]) await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE idempotency_keys, content_versions, screenshots, chapters, transcripts, notice_states,
      notices, events, workers, task_logs, parts, attempts, tasks, captions, sources, members, projects`);
  }
}

const projects = [
  `CREATE TABLE projects (
    id uuid PRIMARY KEY,
    title text NOT NULL,
    last_seq int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
  `CREATE TABLE members (
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    user_id text NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
    PRIMARY KEY (project_id, user_id)
  )`,
  `CREATE INDEX members_by_user ON members (user_id)`,
  `CREATE TABLE sources (
    project_id uuid PRIMARY KEY REFERENCES projects ON DELETE CASCADE,
    filename text NOT NULL,
    object_key text NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 text NOT NULL,
    uploaded_at timestamptz NOT NULL DEFAULT now(),
    media jsonb
  )`,
  `CREATE TABLE captions (
    project_id uuid PRIMARY KEY REFERENCES projects ON DELETE CASCADE,
    filename text NOT NULL,
    body text NOT NULL,
    sha256 text NOT NULL,
    cues int NOT NULL
  )`,
];

const tasks = [
  `CREATE TABLE tasks (
    id uuid PRIMARY KEY,
    ordinal bigint GENERATED ALWAYS AS IDENTITY,
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    key text NOT NULL,
    step text NOT NULL,
    lane text NOT NULL,
    run_id uuid NOT NULL,
    status text NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    attempt int NOT NULL DEFAULT 0,
    failures int NOT NULL DEFAULT 0,
    max_attempts int NOT NULL DEFAULT 4,
    deaths int NOT NULL DEFAULT 0,
    waiting_for text[] NOT NULL DEFAULT '{}',
    instructions text,
    percent int NOT NULL DEFAULT 0,
    message text NOT NULL DEFAULT '',
    parts_done int NOT NULL DEFAULT 0,
    parts_total int NOT NULL DEFAULT 0,
    error jsonb,
    stale boolean NOT NULL DEFAULT false,
    worker_id uuid,
    queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    run_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    slow_at timestamptz
  )`,
  `CREATE UNIQUE INDEX one_unfinished_task_per_key ON tasks (project_id, key) WHERE status IN ('queued', 'running')`,
  `CREATE INDEX tasks_newest_first ON tasks (project_id, key, ordinal DESC)`,
  `CREATE INDEX tasks_due ON tasks (run_at) WHERE status = 'queued' AND waiting_for = '{}'`,
  `CREATE INDEX tasks_running ON tasks (worker_id) WHERE status = 'running'`,
  `CREATE TABLE attempts (
    task_id uuid NOT NULL REFERENCES tasks ON DELETE CASCADE,
    attempt int NOT NULL,
    worker_id uuid NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    outcome text,
    detail text,
    PRIMARY KEY (task_id, attempt)
  )`,
  `CREATE TABLE parts (
    run_id uuid NOT NULL,
    step text NOT NULL,
    part text NOT NULL,
    input_hash text NOT NULL,
    answer jsonb,
    task_id uuid NOT NULL REFERENCES tasks ON DELETE CASCADE,
    attempt int NOT NULL,
    done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (run_id, step, part, input_hash)
  )`,
  `CREATE INDEX parts_by_task ON parts (task_id)`,
  `CREATE TABLE task_logs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id uuid NOT NULL REFERENCES tasks ON DELETE CASCADE,
    attempt int NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    line text NOT NULL
  )`,
  `CREATE INDEX task_logs_by_task ON task_logs (task_id, id)`,
  `CREATE TABLE workers (
    id uuid PRIMARY KEY,
    pid int NOT NULL,
    host text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
  )`,
];

const log = [
  `CREATE TABLE events (
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    seq int NOT NULL,
    type text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    payload jsonb NOT NULL,
    PRIMARY KEY (project_id, seq)
  )`,
  `CREATE TABLE notices (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    seq int NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    level text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    action jsonb
  )`,
  `CREATE INDEX notices_newest_first ON notices (at DESC, id)`,
  `CREATE INDEX notices_by_project ON notices (project_id, seq)`,
  `CREATE TABLE notice_states (
    notice_id uuid NOT NULL REFERENCES notices ON DELETE CASCADE,
    user_id text NOT NULL,
    seen boolean NOT NULL DEFAULT false,
    dismissed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (notice_id, user_id)
  )`,
];

const contents = [
  `CREATE TABLE transcripts (
    project_id uuid PRIMARY KEY REFERENCES projects ON DELETE CASCADE,
    language text,
    source text NOT NULL,
    coverage double precision NOT NULL,
    missing jsonb NOT NULL,
    duration_ms int NOT NULL,
    segments jsonb NOT NULL
  )`,
  `CREATE TABLE chapters (
    project_id uuid PRIMARY KEY REFERENCES projects ON DELETE CASCADE,
    items jsonb NOT NULL
  )`,
  `CREATE TABLE screenshots (
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    index int NOT NULL,
    at_ms int NOT NULL,
    width int NOT NULL,
    height int NOT NULL,
    "distinct" boolean NOT NULL,
    object_key text NOT NULL,
    PRIMARY KEY (project_id, index)
  )`,
  `CREATE TABLE content_versions (
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    type text NOT NULL,
    version int NOT NULL,
    body text NOT NULL,
    origin text NOT NULL,
    grounding jsonb NOT NULL,
    stale boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, type, version)
  )`,
  `CREATE TABLE idempotency_keys (
    user_id text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
  )`,
];
