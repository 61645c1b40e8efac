/** What a recording needs on YouTube besides itself, in one zip: captions, chapters, a description, and pictures to choose a thumbnail from. */
import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { currentVersions } from '../content/versions.js';
import { slugOf } from '../content/exports.js';
import type { ZipEntry } from '../content/zip.js';
import { zipOf } from '../content/zip.js';
import { ScreenshotRow } from '../database/entities/content.entity.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import { Problem, problems } from '../http/problem.js';
import { requireRole } from '../members/access.js';
import { Storage } from '../outside/storage/storage.js';
import { toSrt, toVtt } from '../transcript/captions/write.js';
import { chaptersToText } from '../transcript/chapters.js';
import { TranscriptReader } from '../transcript/reader.js';
import { named } from '../transcript/speakers.js';

/** More than anybody looks through. */
const MOST_PICTURES = 20;

@Injectable()
export class YouTubeKit {
  constructor(
    private readonly db: DataSource,
    private readonly storage: Storage,
    private readonly reader: TranscriptReader,
  ) {}

  /** What is there by now; throws the problem 404 `not_ready` while there is nothing of it. */
  async make(userId: string, projectId: string): Promise<{ filename: string; body: Readable }> {
    await requireRole(this.db.manager, projectId, userId, 'viewer');
    const { title } = await this.db.manager.findOneByOrFail(ProjectRow, { id: projectId });
    const entries = [
      ...(await this.captions(userId, projectId)),
      ...(await this.chapters(userId, projectId)),
      ...(await this.description(projectId)),
      ...(await this.pictures(projectId)),
    ];
    if (entries.length === 0) throw problems.notReady('transcript');
    return { filename: `${slugOf(title)}-youtube.zip`, body: await zipOf(this.storage, entries) };
  }

  private async captions(userId: string, projectId: string): Promise<ZipEntry[]> {
    const transcript = await whenReady(this.reader.transcriptWithWords(userId, projectId));
    if (!transcript) return [];
    const said = named(transcript.value);
    return [
      { path: 'captions.vtt', text: toVtt(said) },
      { path: 'captions.srt', text: toSrt(said) },
    ];
  }

  private async chapters(userId: string, projectId: string): Promise<ZipEntry[]> {
    const chapters = await whenReady(this.reader.chapters(userId, projectId));
    return chapters ? [{ path: 'chapters.txt', text: chaptersToText(chapters.value.items) }] : [];
  }

  private async description(projectId: string): Promise<ZipEntry[]> {
    const written = (await currentVersions(this.db.manager, projectId)).find(({ type }) => type === 'youtube');
    return written ? [{ path: 'description.txt', text: written.body }] : [];
  }

  /** Of the distinct ones some from all over the recording. */
  private async pictures(projectId: string): Promise<ZipEntry[]> {
    const all = await this.db.manager.find(ScreenshotRow, {
      where: { projectId, distinct: true },
      order: { index: 'ASC' },
    });
    const step = Math.max(1, all.length / MOST_PICTURES);
    const chosen = all.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step));
    return chosen.map(({ index, objectKey }) => ({ path: `thumbnails/${index}.jpg`, key: objectKey }));
  }
}

async function whenReady<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_ready') return null;
    throw error;
  }
}
