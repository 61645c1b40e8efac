/** Takes a queued task for this worker, and reads what its step is given. */
import type { DataSource, EntityManager } from 'typeorm';
import type { EventLog } from '../events/event-log.js';
import { ProjectGone } from '../events/project-tx.js';
import { ChaptersRow, ScreenshotRow, TranscriptRow } from '../database/entities/content.entity.js';
import { DocumentRow } from '../database/entities/document.entity.js';
import { CaptionsRow, ProjectRow, SourceRow } from '../database/entities/project.entity.js';
import { AttemptRow, TaskRow } from '../database/entities/task.entity.js';
import { failpoint } from '../telemetry/failpoints.js';
import { toTranscript } from '../transcript/stored.js';
import { documentOf } from '../steps/pipeline.js';
import type { PipelineJob } from '../tasks/queue.js';
import type { Given, GivenFile } from '../steps/step.js';
import { transition } from '../tasks/transitions.js';

export interface Claim {
  task: TaskRow;
  given: Given;
}

/**
 * Null when there is nothing to do: the job is of an earlier attempt, somebody else has it, it is not yet due, or this worker does
 * not admit it now.
 */
export async function claim(
  log: EventLog,
  workerId: string,
  job: PipelineJob,
  admits: (task: TaskRow) => boolean = () => true,
): Promise<Claim | null> {
  const queued = await log.db.manager.findOneBy(TaskRow, { id: job.taskId, status: 'queued', attempt: job.attempt });
  if (!queued || !admits(queued)) return null;
  try {
    return await log.write(queued.projectId, async (tx) => {
      const task = await tx.db
        .createQueryBuilder(TaskRow, 'task')
        .where('id = :id AND status = :status AND attempt = :attempt', { ...job, id: job.taskId, status: 'queued' })
        .andWhere("waiting_for = '{}' AND run_at <= clock_timestamp()")
        .getOne();
      if (!task) return null;
      const given = await readGiven(tx.db, task);
      const attempt = task.attempt + 1;
      const claimed = await transition(tx, task, 'running', {
        attempt,
        workerId,
        percent: 0,
        message: 'Starting',
        error: null,
        slowAt: null,
        startedAt: () => 'clock_timestamp()',
      });
      await tx.db.insert(AttemptRow, { taskId: task.id, attempt, workerId });
      await failpoint('claim:before-commit', () => `${task.key} ${task.projectId}`);
      return { task: claimed, given };
    });
  } catch (error) {
    if (error instanceof ProjectGone) return null;
    throw error;
  }
}

/** What a step may know of its project. */
async function readGiven(db: EntityManager, { projectId, key }: TaskRow): Promise<Given> {
  const project = await db.findOneByOrFail(ProjectRow, { id: projectId });
  const source = await db.findOneBy(SourceRow, { projectId });
  const captions = await db.findOneBy(CaptionsRow, { projectId });
  const chapters = await db.findOneBy(ChaptersRow, { projectId });
  const screenshots = await db.find(ScreenshotRow, { where: { projectId }, order: { index: 'ASC' } });
  const documentId = documentOf(key);
  const document = documentId && (await db.findOneBy(DocumentRow, { id: documentId, projectId }));
  return {
    source: source && toFile(source),
    document: document ? { ...toFile(document), kind: document.kind } : null,
    projectTitle: project.title,
    media: source?.media ?? null,
    captions: captions && { body: captions.body, sha256: captions.sha256 },
    transcript: await readTranscript(db, projectId),
    chapters: (chapters?.items ?? []).map((item, index) => ({ index, ...item })),
    screenshots: screenshots.map(({ objectKey: key, projectId: _, ...shot }) => ({ ...shot, key })),
  };
}

const toFile = ({ objectKey, filename, sizeBytes, sha256 }: SourceRow | DocumentRow): GivenFile => ({
  key: objectKey,
  filename,
  sizeBytes,
  sha256,
});

async function readTranscript(db: EntityManager, projectId: string): Promise<Given['transcript']> {
  const row = await db.findOneBy(TranscriptRow, { projectId });
  return row && toTranscript(row);
}

const NOTE = `
  UPDATE attempts SET detail = $4,
    outcome = CASE WHEN $3 IN ('lost', 'fenced') AND outcome IN ('succeeded', 'failed', 'cancelled') THEN outcome ELSE $3 END
  WHERE task_id = $1 AND attempt = $2`;

/**
 * Notes how an attempt went, with what operators need to know. It was closed with the end of its task; that it was lost or
 * fenced says less than that end, where it was this attempt's own.
 */
export async function noteOutcome(db: DataSource, task: TaskRow, outcome: string, detail?: string): Promise<void> {
  await db.query(NOTE, [task.id, task.attempt, outcome, detail ?? null]);
}
