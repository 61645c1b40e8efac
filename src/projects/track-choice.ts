/** People choose another track of the recording; what was made from the other one is made anew. */
import { Injectable } from '@nestjs/common';
import type { Track, TracksWanted } from '../contract/project.js';
import { trackKinds } from '../contract/project.js';
import type { Task } from '../contract/task.js';
import { TranscriptRow } from '../database/entities/content.entity.js';
import { CaptionsRow, SourceRow } from '../database/entities/project.entity.js';
import { EventLog } from '../events/event-log.js';
import type { ProjectTx } from '../events/project-tx.js';
import { problems } from '../http/problem.js';
import { writeAs } from '../members/access.js';
import { storeMedia } from '../recording/media.js';
import { chosenByHand, faultsOf } from '../recording/tracks/by-hand.js';
import type { Inside, StoredMedia } from '../recording/tracks/track.js';
import { mediaOf, shownTracks, spanOf } from '../recording/tracks/track.js';
import { redoneWith } from '../steps/lookup.js';
import type { Step } from '../steps/pipeline.js';
import { markDerivedStale } from '../tasks/stale.js';
import { toTask } from '../tasks/task-view.js';
import { newestIn } from '../tasks/rows.js';
import { Tasks } from '../tasks/tasks.js';
import { LONGEST_RECORDING_MS } from '../recording/longest.js';

export interface Chosen {
  tracks: Track[];
  /** Empty where nothing is to be made anew. */
  tasks: Task[];
}

@Injectable()
export class TrackChoice {
  constructor(
    private readonly log: EventLog,
    private readonly tasks: Tasks,
  ) {}

  /**
   * Throws the problems 404 `not_ready` before the recording was looked into, 409 `already_running` while it is, 409
   * `captions_given` for captions of the file where others were added by hand, and 422 for what is no such track.
   */
  async choose(userId: string, projectId: string, wanted: TracksWanted): Promise<Chosen> {
    return writeAs(this.log, [projectId, userId, 'editor'], async (tx) => {
      const stored = (await tx.db.findOneBy(SourceRow, { projectId }))?.media;
      await refuseWhileProbed(tx);
      if (!stored?.inside) throw problems.notReady('list of tracks');
      const { inside } = stored;
      const faults = faultsOf(inside, wanted);
      if (faults.length > 0) throw problems.invalidRequest(faults);
      const captionsGiven = await tx.db.existsBy(CaptionsRow, { projectId });
      if (captionsGiven && wanted.captions !== undefined) {
        throw problems.conflict('captions_given', 'Captions were added by hand, and they are the transcript.');
      }
      const now = chosenByHand(inside, wanted);
      const media: StoredMedia = { ...withoutDamage(stored), ...mediaOf(now), inside: now };
      refuseEndless(media, wanted);
      if (trackKinds.every((kind) => now.chosen[kind].index === inside.chosen[kind].index))
        return { tracks: shownTracks(now), tasks: [] };
      await storeMedia(tx, media);
      tx.append('project.updated');
      return {
        tracks: shownTracks(now),
        tasks: await this.makeAnew(tx, await affected(tx, inside, now, captionsGiven)),
      };
    });
  }

  private async makeAnew(tx: ProjectTx, first: Step[]): Promise<Task[]> {
    for (const step of first) await markDerivedStale(tx, step, { vectorsLost: false });
    const tasks: Task[] = [];
    // In this order, since each waits for those before it.
    for (const step of new Set([...first, ...first.flatMap(redoneWith)])) {
      tasks.push(toTask(await this.tasks.supersede(tx, step)));
    }
    return tasks;
  }
}

/** What follows from the tracks, where it is known of each of them. */
function withoutDamage(stored: StoredMedia): StoredMedia {
  const { damaged: _, ...others } = stored;
  return stored.inside?.tracks.some((track) => track.damaged !== undefined) ? others : stored;
}

async function refuseWhileProbed(tx: ProjectTx): Promise<void> {
  const probe = (await newestIn(tx)).find(({ key }) => key === ('probe' satisfies Step));
  if (probe?.status === 'queued' || probe?.status === 'running') {
    throw problems.conflict('already_running', 'The recording is being checked. Wait for it, or cancel it.');
  }
}

function refuseEndless({ durationMs }: StoredMedia, wanted: TracksWanted): void {
  if (durationMs > 0 && durationMs <= LONGEST_RECORDING_MS) return;
  const message = durationMs > 0 ? 'With it the recording would last longer than a day' : 'There is nothing in it';
  throw problems.invalidRequest([{ path: wanted.video === undefined ? 'audio' : 'video', message }]);
}

/** The steps that worked from what is another one now. */
async function affected(
  { db, projectId }: ProjectTx,
  before: Inside,
  now: Inside,
  captionsGiven: boolean,
): Promise<Step[]> {
  const isOther = (kind: keyof Inside['chosen']): boolean => before.chosen[kind].index !== now.chosen[kind].index;
  const otherClock = JSON.stringify(spanOf(before)) !== JSON.stringify(spanOf(now));
  const steps: Step[] = [];
  if (isOther('video') || otherClock) steps.push('screenshots');
  const transcript = await db.findOneBy(TranscriptRow, { projectId });
  const isRead = captionsGiven || transcript?.source === 'embedded';
  const words = captionsGiven ? false : isOther('captions') || (isOther('audio') && !isRead);
  if (words || otherClock) steps.push('transcribe');
  return steps;
}
