/** The whole state of a project, as it is after event `lastSeq`. */
import type { EntityManager } from 'typeorm';
import type { ProjectSnapshot, ProjectSummary, Role, Source } from '../contract/project.js';
import { currentVersions, toSummary } from '../content/versions.js';
import { ChaptersRow, TranscriptRow } from '../database/entities/content.entity.js';
import { CaptionsRow, ProjectRow, SourceRow } from '../database/entities/project.entity.js';
import { documentsOf } from '../documents/stored.js';
import { roleIn } from '../members/access.js';
import type { StoredMedia } from '../recording/tracks/track.js';
import { shownTracks } from '../recording/tracks/track.js';
import { withOutlook } from '../tasks/outlook.js';
import { toTask } from '../tasks/task-view.js';
import { tasksInSnapshot } from '../tasks/rows.js';

/** Null when there is no such project, or this person may not see it. Read it in one REPEATABLE READ transaction. */
export async function readSnapshot(
  db: EntityManager,
  projectId: string,
  userId: string,
): Promise<ProjectSnapshot | null> {
  const role = await roleIn(db, projectId, userId);
  const shared = role && (await readShared(db, projectId));
  return shared && { ...shared, role };
}

/** What it is for everybody who may see the project; null when there is none. Read it in one REPEATABLE READ transaction. */
export async function readShared(db: EntityManager, projectId: string): Promise<Omit<ProjectSnapshot, 'role'> | null> {
  const project = await db.findOneBy(ProjectRow, { id: projectId });
  if (!project) return null;
  const source = await db.findOneBy(SourceRow, { projectId });
  const captions = await db.findOneBy(CaptionsRow, { projectId });
  return {
    ...sharedSummary(project, source),
    language: project.language,
    source: source && toSource(source),
    captions: captions && { filename: captions.filename, cues: captions.cues },
    transcript: await db.findOne(TranscriptRow, { select: { revision: true }, where: { projectId } }),
    chapters: await db.findOne(ChaptersRow, { select: { revision: true }, where: { projectId } }),
    tasks: await withOutlook(db, (await tasksInSnapshot(db, projectId)).map(toTask)),
    contents: (await currentVersions(db, projectId)).map(toSummary),
    documents: await documentsOf(db, projectId),
  };
}

export const toProjectSummary = (project: ProjectRow, role: Role, source: SourceRow | null): ProjectSummary => ({
  ...sharedSummary(project, source),
  role,
});

const sharedSummary = (project: ProjectRow, source: SourceRow | null): Omit<ProjectSummary, 'role'> => ({
  id: project.id,
  title: project.title,
  lastSeq: project.lastSeq,
  createdAt: project.createdAt.toISOString(),
  updatedAt: project.updatedAt.toISOString(),
  durationMs: source?.media?.durationMs ?? null,
  tags: project.tags,
});

const toSource = ({ filename, sizeBytes, sha256, uploadedAt, media }: SourceRow): Source => ({
  filename,
  sizeBytes,
  sha256,
  uploadedAt: uploadedAt.toISOString(),
  ...shownMedia(media),
});

function shownMedia(stored: StoredMedia | null): Pick<Source, 'media' | 'tracks'> {
  if (!stored) return { media: null, tracks: [] };
  const { inside, ...media } = stored;
  return { media, tracks: inside ? shownTracks(inside) : [] };
}
