/** Takes a queued task for this worker, and reads what its step is given. */
import type { DataSource, EntityManager } from 'typeorm';
import type { EventLog } from '../channels/event-log.js';
import { ProjectGone } from '../channels/project-tx.js';
import { ChaptersRow, ScreenshotRow, TranscriptRow } from '../database/entities/content.entity.js';
import { CaptionsRow, ProjectRow, SourceRow } from '../database/entities/project.entity.js';
import { AttemptRow, TaskRow } from '../database/entities/task.entity.js';
import { toTranscript } from '../transcript/stored.js';
import type { PipelineJob } from './queue.js';
import type { Given } from './step.js';
import { transition } from './transitions.js';

export interface Claim {
  task: TaskRow;
  given: Given;
}

/** Null when there is nothing to do: the job is of an earlier turn, somebody else has it, or it is not yet due. */
export async function claim(log: EventLog, workerId: string, job: PipelineJob): Promise<Claim | null> {
  const queued = await log.db.manager.findOneBy(TaskRow, { id: job.taskId, status: 'queued', attempt: job.attempt });
  if (!queued) return null;
  try {
    return await log.write(queued.projectId, async (tx) => {
      const task = await tx.db
        .createQueryBuilder(TaskRow, 'task')
        .where('id = :id AND status = :status AND attempt = :attempt', { ...job, id: job.taskId, status: 'queued' })
        .andWhere("waiting_for = '{}' AND run_at <= clock_timestamp()")
        .getOne();
      if (!task) return null;
      const given = await readGiven(tx.db, task.projectId);
      const attempt = task.attempt + 1;
      const claimed = await transition(tx, task, 'running', {
        ...{ attempt, workerId, percent: 0, message: 'Starting', error: null, slowAt: null },
        startedAt: () => 'clock_timestamp()',
      });
      await tx.db.insert(AttemptRow, { taskId: task.id, attempt, workerId });
      return { task: claimed, given };
    });
  } catch (error) {
    if (error instanceof ProjectGone) return null;
    throw error;
  }
}

/** What a step may know of its project. Throws when there is no source, for which no task should be due. */
async function readGiven(db: EntityManager, projectId: string): Promise<Given> {
  const project = await db.findOneByOrFail(ProjectRow, { id: projectId });
  const source = await db.findOneByOrFail(SourceRow, { projectId });
  const captions = await db.findOneBy(CaptionsRow, { projectId });
  const chapters = await db.findOneBy(ChaptersRow, { projectId });
  const screenshots = await db.find(ScreenshotRow, { where: { projectId }, order: { index: 'ASC' } });
  const { objectKey, filename, sizeBytes, sha256, media } = source;
  return {
    source: { key: objectKey, filename, sizeBytes, sha256 },
    projectTitle: project.title,
    media,
    captions: captions && { body: captions.body, sha256: captions.sha256 },
    transcript: await readTranscript(db, projectId),
    chapters: (chapters?.items ?? []).map((item, index) => ({ index, ...item })),
    screenshots: screenshots.map(({ objectKey: key, projectId: _, ...shot }) => ({ ...shot, key })),
  };
}

async function readTranscript(db: EntityManager, projectId: string): Promise<Given['transcript']> {
  const row = await db.findOneBy(TranscriptRow, { projectId });
  return row && toTranscript(row);
}

/** Notes how an attempt ended, with what operators need to know. */
export async function closeAttempt(db: DataSource, task: TaskRow, outcome: string, detail?: string): Promise<void> {
  await db.query(
    'UPDATE attempts SET finished_at = clock_timestamp(), outcome = $3, detail = $4 WHERE task_id = $1 AND attempt = $2',
    [task.id, task.attempt, outcome, detail ?? null],
  );
}
