/** Drafts to take away: as Markdown or plain text, as a page, or with their screenshots beside them. */
import { Inject, Injectable } from '@nestjs/common';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { Readable } from 'node:stream';
import sanitizeHtml from 'sanitize-html';
import { DataSource } from 'typeorm';
import { ZipFile } from 'yazl';
import type { Content } from '../contract/content.js';
import { ScreenshotRow } from '../database/entities/content.entity.js';
import { ProjectRow } from '../database/entities/project.entity.js';
import type { WebSettings } from '../env.js';
import { SETTINGS } from '../env.js';
import { Storage } from '../outside/storage.js';
import { readdressed } from './addresses.js';
import { Contents } from './contents.js';

export const exportFormats = ['md', 'html', 'zip'] as const;
export type ExportFormat = (typeof exportFormats)[number];

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

  /** Throws the problems 404 `not_found` and `not_ready`. */
  async make(userId: string, projectId: string, type: string, format: ExportFormat): Promise<Exported> {
    const content = await this.contents.read(userId, projectId, type);
    const { title } = await this.db.manager.findOneByOrFail(ProjectRow, { id: projectId });
    const name = `${slugOf(title)}-${type}`;
    if (format === 'zip')
      return { filename: `${name}.zip`, type: 'application/zip', body: await this.zip(projectId, name, content) };
    const text = this.absolute(projectId, content);
    if (format === 'html') return file(`${name}.html`, 'text/html', pageOf(title, content, text));
    return content.format === 'markdown'
      ? file(`${name}.md`, 'text/markdown', text)
      : file(`${name}.txt`, 'text/plain', text);
  }

  /** Moments lead to the project's page, and pictures to this server: they are there for members only. */
  private absolute(projectId: string, { format, body }: Content): string {
    if (format !== 'markdown') return body;
    return readdressed(body, {
      moment: (seconds) => `${this.publicUrl}/projects/${projectId}#t=${seconds}`,
      screenshot: (index) => `${this.publicUrl}/api/projects/${projectId}/screenshots/${index}.jpg`,
    }).markdown;
  }

  /** The screenshots that the draft shows lie beside it; each is read when its turn has come. */
  private async zip(projectId: string, name: string, { format, body }: Content): Promise<Readable> {
    const zip = new ZipFile();
    const relative = readdressed(body, {
      moment: (seconds) => `${this.publicUrl}/projects/${projectId}#t=${seconds}`,
      screenshot: (index) => `screenshots/${index}.jpg`,
    });
    const markdown = format === 'markdown';
    zip.addBuffer(Buffer.from(markdown ? relative.markdown : body), `${name}.${markdown ? 'md' : 'txt'}`);
    for (const index of markdown ? relative.screenshots : []) {
      const row = await this.db.manager.findOneBy(ScreenshotRow, { projectId, index });
      if (!row || (await this.storage.size(row.objectKey)) === null) continue;
      zip.addReadStreamLazy(`screenshots/${index}.jpg`, { compress: false }, (done) => {
        this.storage.get(row.objectKey).then(
          (stream) => done(null, stream),
          (error: unknown) => done(error, Readable.from([])),
        );
      });
    }
    zip.end();
    const stream = new Readable().wrap(zip.outputStream);
    zip.on('error', (error: Error) => stream.destroy(error));
    return stream;
  }
}

const file = (filename: string, type: string, text: string): Exported => ({
  ...{ filename, type: `${type}; charset=utf-8`, body: Readable.from([text]) },
});

/** Letters and digits of any script, with hyphens between. */
const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'draft';

const STYLE =
  'body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.0625rem/1.6 system-ui,sans-serif}img{max-width:100%}pre{overflow:auto;padding:1rem;background:#f4f4f4}';

function pageOf(title: string, { format }: Content, text: string): string {
  const inside = format === 'markdown' ? fromMarkdown(text) : plain(text);
  return `<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n${inside}\n</body>\n</html>\n`;
}

/** HTML inside Markdown is let through by the converter, and cleaned by the sanitiser. */
const fromMarkdown = (text: string): string =>
  sanitizeHtml(micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] }), {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del', 'input'],
    allowedAttributes: {
      ...{ a: ['href', 'title'], img: ['src', 'alt', 'title'], code: ['class'], th: ['align'], td: ['align'] },
      input: [{ name: 'type', values: ['checkbox'] }, 'checked', 'disabled'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
  });

const plain = (text: string): string =>
  text
    .trim()
    .split(/\n{2,}/)
    .map((block) => (/^-{3,}$/.test(block.trim()) ? '<hr>' : `<p>${escaped(block).replace(/\n/g, '<br>\n')}</p>`))
    .join('\n');

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter);
