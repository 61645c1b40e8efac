/** What is to be seen by a share: read anew each time, so that it is what the project is then. */
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Chapter, Transcript } from '../contract/content.js';
import { laidOut } from '../content/layout.js';
import { shownType } from '../content/own/stored.js';
import { ownPicture } from '../recording/own-pictures.js';
import { currentVersion, toContent } from '../content/versions.js';
import { ChaptersRow, ScreenshotRow, TranscriptRow } from '../database/entities/content.entity.js';
import type { ContentVersionRow } from '../database/entities/content.entity.js';
import { ProjectRow, SourceRow } from '../database/entities/project.entity.js';
import { problems } from '../http/problem.js';
import type { StoredFile } from '../http/send-stored.js';
import { mediaType } from '../projects/media-type.js';
import { toVtt } from '../transcript/captions/write.js';
import { named } from '../transcript/speakers.js';
import { toChapters, toTranscriptWithWords } from '../transcript/stored.js';
import type { Opened } from './shares.js';

/** Laid out drafts are kept by their version, since laying one out takes a process. */
const MOST_KEPT = 200;

export interface SharedDraft {
  type: string;
  label: string;
  /** HTML, cleaned. */
  html: string;
}

export interface Shared {
  title: string;
  /** Of the talk: a BCP 47 tag, or null when nobody said. */
  language: string | null;
  durationMs: number | null;
  /** Null where it is not shared, or nothing that browsers play. */
  player: 'video' | 'audio' | null;
  chapters: Chapter[];
  transcript: Transcript | null;
  drafts: SharedDraft[];
}

@Injectable()
export class SharedPages {
  private readonly kept = new Map<string, string>();

  constructor(private readonly db: DataSource) {}

  /** `base`: the address of the page, under which its pictures are. */
  async read(opened: Opened, base: string): Promise<Shared> {
    const { manager } = this.db;
    const { projectId } = opened;
    const project = await manager.findOneBy(ProjectRow, { id: projectId });
    if (!project) throw problems.notFound('This page');
    const source = opened.recording ? await manager.findOneBy(SourceRow, { projectId }) : null;
    const chapters = opened.recording || opened.transcript ? await manager.findOneBy(ChaptersRow, { projectId }) : null;
    const transcript = await this.transcript(projectId);
    const drafts: SharedDraft[] = [];
    for (const type of opened.contents) {
      const draft = await this.draft(opened, type, project.title, base);
      if (draft) drafts.push(draft);
    }
    return {
      title: project.title,
      language: project.language ?? transcript?.language ?? null,
      durationMs: source?.media?.durationMs ?? null,
      player: source ? playerFor(source) : null,
      chapters: chapters ? toChapters(chapters).items : [],
      transcript: opened.transcript ? transcript : null,
      drafts,
    };
  }

  /** Throws the problem 404 where the recording is not shared, or is not there. */
  async recording({ projectId, recording }: Opened): Promise<StoredFile> {
    const row = recording ? await this.db.manager.findOneBy(SourceRow, { projectId }) : null;
    if (!row) throw problems.notFound('This recording');
    return { key: row.objectKey, etag: `"${row.sha256}"`, type: mediaType(row.media) };
  }

  /** For the player. Throws the problem 404. */
  async captions({ projectId, recording }: Opened): Promise<string> {
    const transcript = recording ? await this.transcript(projectId) : null;
    if (!transcript) throw problems.notFound('This file');
    return toVtt(named(transcript));
  }

  /** A picture that a shared draft shows. Throws the problem 404 for every other. */
  async picture({ projectId, contents }: Opened, index: number): Promise<StoredFile> {
    const shown = new RegExp(`screenshots/0*${index}\\b`);
    const isShown = await this.shows(projectId, contents, (body) => shown.test(body));
    const row = isShown ? await this.db.manager.findOneBy(ScreenshotRow, { projectId, index }) : null;
    if (!row) throw problems.notFound('This picture');
    const etag = createHash('sha256').update(row.objectKey).digest('base64url');
    return { key: row.objectKey, etag: `"${etag}"`, type: 'image/jpeg' };
  }

  /** One that people put into a shared draft. Throws the problem 404 for every other. */
  async ownPicture({ projectId, contents }: Opened, name: string): Promise<StoredFile> {
    const row = await ownPicture(this.db.manager, projectId, name);
    if (!row || !(await this.shows(projectId, contents, (body) => body.includes(`pictures/${name}`))))
      throw problems.notFound('This picture');
    return { key: row.objectKey, etag: `"${name}"`, type: row.type };
  }

  private async shows(
    projectId: string,
    contents: readonly string[],
    isShownIn: (body: string) => boolean,
  ): Promise<boolean> {
    for (const type of contents) {
      const row = await currentVersion(this.db.manager, projectId, type);
      if (row && isShownIn(row.body)) return true;
    }
    return false;
  }

  private async transcript(projectId: string): Promise<Transcript | null> {
    const row = await this.db.manager.findOneBy(TranscriptRow, { projectId });
    return row && toTranscriptWithWords(row);
  }

  /** Null before there is one. */
  private async draft(
    { id, projectId }: Opened,
    type: string,
    title: string,
    base: string,
  ): Promise<SharedDraft | null> {
    const row = await currentVersion(this.db.manager, projectId, type);
    const shown = row && (await shownType(this.db.manager, type));
    if (!shown) return null;
    return { type, label: shown.label, html: await this.html(id, row, title, base) };
  }

  private async html(shareId: string, row: ContentVersionRow, title: string, base: string): Promise<string> {
    const key = `${shareId} ${row.type} ${row.version}`;
    const before = this.kept.get(key);
    if (before !== undefined) return before;
    const { format, body } = toContent(row);
    const layout = {
      title,
      format,
      body,
      moments: '#t=',
      screenshots: `${base}/pictures/`,
      pictures: `${base}/pictures/own/`,
      html: true,
    };
    const { inside } = await laidOut(layout);
    this.kept.set(key, inside);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return inside;
  }
}

function playerFor({ media }: SourceRow): Shared['player'] {
  const [kind] = mediaType(media).split('/');
  return kind === 'video' || kind === 'audio' ? kind : null;
}
