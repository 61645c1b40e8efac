/** How people write, as they say it: read, replaced, and added to from files. */
import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { voiceOf } from '../content/voice/stored.js';
import type { KeptVoice } from '../content/voice/told.js';
import { drawnFromPosts, MOST_TOLD, toldOf } from '../content/voice/told.js';
import { MAX_DOCUMENT_BYTES } from '../contract/documents.js';
import { withoutDirectionMarks } from '../contract/text.js';
import type { NewVoice, Trait, Voice } from '../contract/voice.js';
import { LONGEST_POST, MOST_POSTS, traits } from '../contract/voice.js';
import { VoiceRow } from '../database/entities/content.entity.js';
import { KIND_BYTES, kindOf } from '../documents/kind.js';
import { Problem, problems } from '../http/problem.js';
import { DocumentReader } from '../outside/documents/reader.js';
import { DocumentRefused } from '../outside/documents/refusal.js';
import type { SandboxLimits } from '../outside/sandbox/sandbox.js';
import { Semaphore } from '../outside/semaphore.js';
import type { Settings } from '../settings/env.js';
import { SETTINGS } from '../settings/env.js';
import { noSpaceOr, tooLarge } from '../uploads/refusals.js';
import { inFolder } from './folders.js';

const NOTHING: KeptVoice = { posts: [], keepTo: '', corrected: {} };
/** In one process: a file may take much memory. */
const AT_ONCE = 1;
/** Somebody waits for the answer, and others for their turn: what takes longer is hardly a post. */
const LIMITS: SandboxLimits = { memoryBytes: 1_000_000_000, cpuMs: 15_000 };

@Injectable()
export class Voices {
  private readonly reader = new DocumentReader(undefined, LIMITS);
  private readonly places = new Semaphore(AT_ONCE);

  private readonly folders: string;

  constructor(
    private readonly db: DataSource,
    @Inject(SETTINGS) { dataDir }: Pick<Settings, 'dataDir'>,
  ) {
    this.folders = join(dataDir, 'posts');
  }

  async read(userId: string): Promise<Voice> {
    return shown((await voiceOf(this.db.manager, userId)) ?? NOTHING);
  }

  async replace(userId: string, { posts, keepTo, drawn }: NewVoice): Promise<Voice> {
    const kept: KeptVoice = {
      keepTo,
      posts: posts.map(({ id, title, text }) => ({ id: id ?? randomUUID(), ...(title && { title }), text })),
      corrected: correctionsIn(drawn),
    };
    await this.underLock(userId, (db) => store(db, userId, kept));
    return shown(kept);
  }

  /** Throws the problems 409 `too_many_posts`, 413 `too_large`, 415 `not_a_document`, 422 for what cannot be read, and 507 `no_space`. */
  async add(userId: string, filename: string, body: Readable): Promise<Voice> {
    if (((await voiceOf(this.db.manager, userId))?.posts.length ?? 0) >= MOST_POSTS) throw tooMany();
    const text = await this.textOf(body, filename);
    return this.underLock(userId, async (db) => {
      const before = (await voiceOf(db, userId)) ?? NOTHING;
      if (before.posts.length >= MOST_POSTS) throw tooMany();
      const kept = {
        ...before,
        posts: [...before.posts, { id: randomUUID(), title: withoutDirectionMarks(filename), text }],
      };
      await store(db, userId, kept);
      return shown(kept);
    });
  }

  /** In a sandbox, as all that strangers give; and on the disk until then, since many may come at once. */
  private async textOf(body: Readable, filename: string): Promise<string> {
    const { signal } = new AbortController();
    try {
      return await inFolder(this.folders, async (folder) => {
        const path = join(folder, 'post');
        const kind = kindOf(await received(body, path), filename);
        const text = await this.places.run(signal, () => this.reader.read({ path, kind }, { signal }));
        return fitting(text.trim());
      });
    } catch (error) {
      if (error instanceof DocumentRefused) throw new Problem(422, error.code, error.message);
      throw noSpaceOr(error);
    }
  }

  private underLock<T>(userId: string, work: (db: EntityManager) => Promise<T>): Promise<T> {
    return this.db.transaction(async (db) => {
      await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`voice ${userId}`]);
      return work(db);
    });
  }
}

/** Writes the body to a new file, and answers its first `KIND_BYTES`. */
async function received(body: Readable, path: string): Promise<Buffer> {
  const file = await open(path, 'wx');
  let first = Buffer.alloc(0);
  let size = 0;
  try {
    // The answer to one that is too large is told on the same connection, which must stay open for that.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_DOCUMENT_BYTES) throw tooLarge(MAX_DOCUMENT_BYTES);
      if (first.length < KIND_BYTES) first = Buffer.concat([first, chunk]).subarray(0, KIND_BYTES);
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  if (size === 0) throw new Problem(422, 'empty_file', 'The file is empty. Choose the post again.');
  return first;
}

function fitting(text: string): string {
  if (text === '') throw new Problem(422, 'no_text', 'There is no text in it. Give the post as text, or paste it.');
  if (text.length <= LONGEST_POST) return text;
  const most = LONGEST_POST.toLocaleString('en');
  throw new Problem(422, 'too_long', `It has more than ${most} characters. Give one post, or a part of it.`);
}

const store = async (db: EntityManager, userId: string, kept: KeptVoice): Promise<void> => {
  await db.upsert(VoiceRow, { userId, ...kept }, ['userId']);
};

function correctionsIn(drawn: NewVoice['drawn']): KeptVoice['corrected'] {
  const corrected: Partial<Record<Trait, string>> = {};
  for (const trait of traits) {
    const said = drawn[trait]?.corrected;
    if (said !== undefined && said !== null) corrected[trait] = said;
  }
  return corrected;
}

function shown(kept: KeptVoice): Voice {
  const found = drawnFromPosts(kept);
  const of = (trait: Trait) => ({ found: found[trait], corrected: kept.corrected[trait] ?? null });
  const drawn: Voice['drawn'] = {
    sentences: of('sentences'),
    person: of('person'),
    formality: of('formality'),
    openings: of('openings'),
    layout: of('layout'),
    marks: of('marks'),
    words: of('words'),
  };
  return { posts: kept.posts, keepTo: kept.keepTo, drawn, told: toldOf(kept, MOST_TOLD * 10, found) };
}

const tooMany = (): Problem =>
  problems.conflict('too_many_posts', `A voice has ${MOST_POSTS} posts at most. Remove one first.`);
