/** Transcript and chapters, changed by hand. What was made from them is marked stale; it is made again only when somebody asks. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import type {
  Chapters,
  NewChapters,
  Segment,
  Speaker,
  SpeakerRenamed,
  Transcript,
  TranscriptCorrections,
} from '../contract/content.js';
import { ChaptersRow, TranscriptRow } from '../database/entities/content.entity.js';
import { writeAs } from '../members/access.js';
import type { Tagged } from '../http/etag.js';
import { matchesIfMatch, tagged } from '../http/etag.js';
import { Problem, problems } from '../http/problem.js';
import type { Step } from '../steps/pipeline.js';
import { markDerivedStale, markMadeStale, markNamingStale } from '../tasks/stale.js';
import { newestIn } from '../tasks/rows.js';
import { LEAST_APART_MS } from './check-chapters.js';
import { changeLines, lettersOf } from './corrections.js';
import { readChange } from './line-changes.js';
import { speakersIn, withNamed } from './speakers.js';
import { storeCorrected, storeHandmade, storeName, toChapters, toTranscript } from './stored.js';

@Injectable()
export class Edits {
  constructor(private readonly log: EventLog) {}

  /**
   * Changes lines: their texts, who says them, where they begin and end. Throws the problems 404 `not_ready`, 409 `already_running` while another
   * transcript is being made, 412 with the current one when `etag` is given and is not its, and 422 for a line that is not there.
   */
  async correct(
    userId: string,
    projectId: string,
    asked: TranscriptCorrections,
    etag: string | undefined,
  ): Promise<Tagged<Transcript>> {
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const row = await tx.db.findOneBy(TranscriptRow, { projectId });
      if (!row) throw problems.notReady('transcript');
      await refuseWhileMade(tx, 'transcribe', 'transcript');
      requireCurrent(etag, tagged(row, toTranscript));
      const named = withNamed(asked, row.speakers, randomUUID);
      const ids = new Set(named.speakers.map(({ id }) => id));
      const read = readChange(named.asked, { ...row, speakers: ids });
      if ('faults' in read) throw problems.invalidRequest(read.faults);
      const corrected = changeLines(row, read.change);
      if (isDeepStrictEqual(corrected.segments, row.segments)) return tagged(row, toTranscript);
      const reindexed = await storeCorrected(tx, row, { ...corrected, speakers: named.speakers });
      // Where lines begin and end is no change of what was said.
      if (whoSaysWhat(corrected.segments) !== whoSaysWhat(row.segments)) {
        await markDerivedStale(tx, 'transcribe', reindexed);
      } else if (reindexed.vectorsLost) await markMadeStale(tx, ['index']);
      tx.append('project.updated');
      return tagged(await tx.db.findOneByOrFail(TranscriptRow, { projectId }), toTranscript);
    });
  }

  /**
   * Gives a speaker another name, also while another transcript is being made: that one keeps it. Drafts that name the speaker as
   * before are marked stale. Another speaker may have the same name; both stay who they are. Throws the problem 404.
   */
  async renameSpeaker(userId: string, projectId: string, id: string, { name }: SpeakerRenamed): Promise<Speaker> {
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const row = await tx.db.findOneBy(TranscriptRow, { projectId });
      const before = row && speakersIn(row.segments, row.speakers).find((speaker) => speaker.id === id);
      if (!row || !before) throw problems.notFound('This speaker');
      if (before.name === name) return before;
      await storeName(tx, row, { id, name });
      await markNamingStale(tx, before.name);
      tx.append('project.updated');
      return { id, name };
    });
  }

  /**
   * Replaces all chapters, or makes the first list where there is none. Throws the problems 404 `not_ready` before there is a transcript, 409 `already_running`,
   * 412 as `correct` does, and 422 naming each chapter that lies where none can be.
   */
  async replaceChapters(
    userId: string,
    projectId: string,
    { items }: NewChapters,
    etag: string | undefined,
  ): Promise<Tagged<Chapters>> {
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const row = await tx.db.findOneBy(ChaptersRow, { projectId });
      const transcript = await tx.db.findOneBy(TranscriptRow, { projectId });
      // The recording's own chapters are there without a transcript.
      const durationMs = transcript?.durationMs ?? row?.items.at(-1)?.endMs;
      if (durationMs === undefined) throw problems.notReady('list of chapters');
      await refuseWhileMade(tx, 'chapters', 'list of chapters');
      if (row) requireCurrent(etag, tagged(row, toChapters));
      const faults = faultsOf(items, durationMs);
      if (faults.length > 0) throw problems.invalidRequest(faults);
      const chapters = items.map(({ title, startMs }, i) => ({
        title,
        startMs,
        endMs: items[i + 1]?.startMs ?? durationMs,
      }));
      if (row && JSON.stringify(chapters) === JSON.stringify(row.items)) return tagged(row, toChapters);
      await storeHandmade(tx, row, chapters);
      await markDerivedStale(tx, 'chapters', { vectorsLost: false });
      tx.append('project.updated');
      return tagged(await tx.db.findOneByOrFail(ChaptersRow, { projectId }), toChapters);
    });
  }
}

/** The same for the same words of the same people, however they are divided into lines. */
function whoSaysWhat(segments: readonly Segment[]): string {
  return segments
    .map(
      (segment, i) =>
        (segment.speaker === segments[i - 1]?.speaker ? '' : `\n${segment.speaker ?? ''}:`) + lettersOf([segment]),
    )
    .join('');
}

/** What is about to be replaced takes no changes: they would be lost, or would fit other words. */
async function refuseWhileMade(tx: ProjectTx, key: Step, what: string): Promise<void> {
  const task = (await newestIn(tx)).find((newest) => newest.key === key);
  if (task?.status === 'queued' || task?.status === 'running') {
    throw problems.conflict('already_running', `A new ${what} is being made. Wait for it, or cancel it.`);
  }
}

function requireCurrent(etag: string | undefined, now: Tagged<unknown>): void {
  if (etag === undefined || matchesIfMatch(etag, [now.etag])) return;
  throw new Problem(412, 'version_conflict', 'Somebody changed it meanwhile.', undefined, {
    members: { current: now.value },
    headers: { ETag: now.etag },
  });
}

/** Where chapters may lie is YouTube's rule: the first at 0, ten seconds apart. https://support.google.com/youtube/answer/9884579 */
function faultsOf(items: NewChapters['items'], durationMs: number): { path: string; message: string }[] {
  return items.flatMap(({ startMs }, i) => {
    const before = items[i - 1]?.startMs;
    const path = `items.${i}.startMs`;
    if (before === undefined) return startMs === 0 ? [] : [{ path, message: 'The first chapter begins at 0:00' }];
    if (startMs - before < LEAST_APART_MS) return [{ path, message: 'At least 10 seconds after the one before' }];
    return durationMs - startMs < LEAST_APART_MS ? [{ path, message: 'At least 10 seconds before the end' }] : [];
  });
}
