import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Context documents, and what search finds: passages of transcripts, drafts and documents. */
export class DocumentsAndSearch1700000000007 implements MigrationInterface {
  name = 'DocumentsAndSearch1700000000007';

  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...indexTasks]) await db.query(statement);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("DELETE FROM tasks WHERE step IN ('index', 'document')");
    await db.query('DROP TABLE passages, documents');
  }
}

const tables = [
  `CREATE TABLE documents (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    filename text NOT NULL,
    kind text NOT NULL,
    object_key text NOT NULL,
    size_bytes int NOT NULL,
    sha256 text NOT NULL,
    uploaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    passages int
  )`,
  `CREATE INDEX documents_by_project ON documents (project_id, uploaded_at, id)`,
  // source: '' for a transcript, the content type of a draft, the id of a document.
  // moments: pairs of an offset in the text and the ms of the talk at which it is said.
  // config: the name of a text search configuration; a regconfig could not be carried to a newer PostgreSQL.
  // vector: float32, little-endian, of the length 1, by the model that is named beside it.
  `CREATE TABLE passages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('transcript', 'draft', 'document')),
    source text NOT NULL,
    ordinal int NOT NULL,
    text text NOT NULL,
    moments jsonb,
    config text NOT NULL,
    words tsvector NOT NULL,
    model text,
    vector bytea
  )`,
  `CREATE INDEX passages_by_source ON passages (project_id, kind, source, ordinal)`,
  `CREATE INDEX passages_words ON passages USING gin (words)`,
];

const WHY = 'This needs “Transcript”. Retry that one, and this goes on by itself.';

const NEWEST = `SELECT DISTINCT ON (project_id) gen_random_uuid() AS id, gen_random_uuid() AS run_id, project_id, status
  FROM tasks WHERE key = 'transcribe' ORDER BY project_id, ordinal DESC`;

/**
 * Projects that had their recording before there was an index get the task that an upload adds now. It is due at once where
 * there is a transcript, and waits where one is being made. Where that failed, it has failed, too, and the transcript's
 * success brings it back.
 */
const indexTasks = [
  `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, waiting_for)
   SELECT id, project_id, 'index', 'index', 'ai', run_id, 'queued',
     CASE status WHEN 'succeeded' THEN '{}'::text[] ELSE '{transcribe}' END
   FROM (${NEWEST}) newest WHERE status IN ('succeeded', 'queued', 'running')`,
  `INSERT INTO tasks (id, project_id, key, step, lane, run_id, status, waiting_for, finished_at, message, error)
   SELECT id, project_id, 'index', 'index', 'ai', run_id, 'failed', '{transcribe}', now(), '${WHY}', jsonb_build_object(
     'code', 'prerequisite_failed', 'message', '${WHY}', 'retryable', true, 'step', 'index')
   FROM (${NEWEST}) newest WHERE status IN ('failed', 'cancelled')`,
];
