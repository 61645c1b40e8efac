/** Exports of drafts: as Markdown or plain text, as an HTML page, or as a zip with their screenshots. */
import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DataSource } from 'typeorm';
import { ZipFile } from 'yazl';
import { clip } from '../contract/clip.js';
import type { Content } from '../contract/content.js';
import { ScreenshotRow } from '../database/entities/content.entity.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import { ownPicture } from '../recording/own-pictures.js';
import type { WebSettings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { Storage } from '../outside/storage/storage.js';
import { Contents } from './contents.js';
import type { Layout } from './layout.js';
import { laidOut } from './layout.js';
import { isOwn } from './own/ids.js';
import { shownType } from './own/stored.js';

export const exportFormats = ['md', 'html', 'zip'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** In UTF-16 code units: file systems take 255 bytes, and a letter may have four of them. */
const LONGEST_SLUG = 48;

/** An image of a page, up to the end of its address: only in a tag the sanitiser leaves a < as it is. */
const IMAGE = /(<img\b[^>]*? src=")([^"]*)/g;
/** A screenshot's, behind the address of all. */
const NAME = /^(\d{1,7})\.jpg$/;
/** What the pictures in a page may have in all, in bytes: no browser opens one of gigabytes. */
const MOST_INSIDE = 100_000_000;

export interface Exported {
  filename: string;
  /** A media type. */
  type: string;
  body: Readable;
}

@Injectable()
export class Exports {
  private readonly publicUrl: string;

  constructor(
    private readonly contents: Contents,
    private readonly db: DataSource,
    private readonly storage: Storage,
    @Inject(SETTINGS) { publicUrl }: Pick<WebSettings, 'publicUrl'>,
  ) {
    this.publicUrl = publicUrl;
  }

  /** Throws the problems 404 `not_found` and `not_ready`, 422 `too_complex`, and 503 `busy`. */
  async make(userId: string, projectId: string, type: string, format: ExportFormat): Promise<Exported> {
    const content = await this.contents.read(userId, projectId, type);
    const { title } = await this.db.manager.findOneByOrFail(ProjectRow, { id: projectId });
    const name = `${slugOf(title)}-${await this.wordFor(type)}`;
    if (format === 'zip')
      return {
        filename: `${name}.zip`,
        type: 'application/zip',
        body: await this.zip(projectId, name, title, content),
      };
    const { text, page } = await laidOut({ ...this.layout(projectId, title, content), html: format === 'html' });
    if (format === 'html')
      return {
        filename: `${name}.html`,
        type: 'text/html; charset=utf-8',
        body: Readable.from(this.withPictures(projectId, page)),
      };
    return content.format === 'markdown'
      ? file(`${name}.md`, 'text/markdown', text)
      : file(`${name}.txt`, 'text/plain', text);
  }

  /** A type's name in that of a file: its id, or for one that somebody made its label. */
  private async wordFor(type: string): Promise<string> {
    const own = isOwn(type) ? await shownType(this.db.manager, type) : null;
    return own ? slugOf(own.label) : type;
  }

  /** Links to moments lead to the project's page, and images of Markdown to this server: only members can open them. */
  private layout(projectId: string, title: string, { format, body }: Content): Layout {
    return {
      title,
      format,
      body,
      html: false,
      moments: `${this.publicUrl}/projects/${projectId}#t=`,
      screenshots: this.screenshots(projectId),
      pictures: this.pictures(projectId),
    };
  }

  private screenshots(projectId: string): string {
    return `${this.publicUrl}/api/projects/${projectId}/screenshots/`;
  }

  private pictures(projectId: string): string {
    return `${this.publicUrl}/api/projects/${projectId}/pictures/`;
  }

  /**
   * The page with its pictures inside, read one after the other. One that is not stored any more stays an address, and so do those for
   * which there is no room: a text may show a picture ten thousand times.
   */
  private async *withPictures(projectId: string, page: string): AsyncGenerator<string> {
    let room = MOST_INSIDE;
    let at = 0;
    for (const found of page.matchAll(IMAGE)) {
      const [, before = '', address = ''] = found;
      const picture = await this.picture(projectId, address, room);
      if (!picture) continue;
      const start = found.index + before.length;
      room -= picture.bytes.length;
      yield page.slice(at, start);
      yield `data:${picture.type};base64,${picture.bytes.toString('base64')}`;
      at = start + address.length;
    }
    yield page.slice(at);
  }

  /** Null for an address of something else, for one that is not stored, and for one of more than `most` bytes. */
  private async picture(
    projectId: string,
    address: string,
    most: number,
  ): Promise<{ type: string; bytes: Buffer } | null> {
    const [screenshots, pictures] = [this.screenshots(projectId), this.pictures(projectId)];
    const index = address.startsWith(screenshots) ? NAME.exec(address.slice(screenshots.length))?.[1] : undefined;
    const row =
      index !== undefined
        ? await this.db.manager.findOneBy(ScreenshotRow, { projectId, index: Number(index) })
        : address.startsWith(pictures)
          ? await ownPicture(this.db.manager, projectId, address.slice(pictures.length))
          : null;
    const size = row && (await this.storage.size(row.objectKey));
    if (!row || size === null || size > most) return null;
    return {
      type: 'type' in row ? row.type : 'image/jpeg',
      bytes: await buffer(await this.storage.get(row.objectKey)),
    };
  }

  /** A zip of the draft and the pictures it shows, as far as they are stored. Each is read when the zip comes to it. */
  private async zip(projectId: string, name: string, title: string, content: Content): Promise<Readable> {
    const zip = new ZipFile();
    const { text, shown, pictures } = await laidOut({
      ...this.layout(projectId, title, content),
      screenshots: 'screenshots/',
      pictures: 'pictures/',
    });
    zip.addBuffer(Buffer.from(text), `${name}.${content.format === 'markdown' ? 'md' : 'txt'}`);
    const { manager } = this.db;
    for (const index of shown) {
      const row = await manager.findOneBy(ScreenshotRow, { projectId, index });
      await this.addPicture(zip, `screenshots/${index}.jpg`, row?.objectKey);
    }
    for (const picture of pictures)
      await this.addPicture(zip, `pictures/${picture}`, (await ownPicture(manager, projectId, picture))?.objectKey);
    zip.end();
    const stream = new Readable().wrap(zip.outputStream);
    zip.on('error', (error: Error) => stream.destroy(error));
    return stream;
  }

  /** Nothing where it is not stored. */
  private async addPicture(zip: ZipFile, name: string, key: string | undefined): Promise<void> {
    if (key === undefined || (await this.storage.size(key)) === null) return;
    zip.addReadStreamLazy(name, { compress: false }, (done) => {
      this.storage.get(key).then(
        (stream) => done(null, stream),
        (error: unknown) => done(error, Readable.from([])),
      );
    });
  }
}

const file = (filename: string, type: string, text: string): Exported => ({
  filename,
  type: `${type}; charset=utf-8`,
  body: Readable.from([text]),
});

/** Letters and digits of any script, with hyphens between. */
const slugOf = (title: string): string =>
  clip(title.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-'), LONGEST_SLUG).replace(/^-+|-+$/g, '') || 'draft';
