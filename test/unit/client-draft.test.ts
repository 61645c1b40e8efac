import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TaggedContent } from '../../client/src/api.js';
import { ApiProblem } from '../../client/src/http.js';
import { DraftSession } from '../../client/src/features/editor/draft-session.js';
import { UnsavedTexts } from '../../client/src/features/editor/unsaved.js';
import type { Content, SavedContent } from '../../src/contract/content.js';

const content = (version: number, body: string): Content => ({
  type: 'blog',
  version,
  format: 'markdown',
  body,
  origin: 'offline',
  stale: false,
  grounding: { timestamps: 0, images: 0, removed: 0 },
  updatedAt: '2030-01-01T00:00:00.000Z',
  locked: [],
  offers: null,
  state: 'draft',
  published: null,
});
const tagged = (version: number, body: string): TaggedContent => ({
  content: content(version, body),
  etag: `"${version}"`,
});

class FakeStorage {
  private readonly items = new Map<string, string>();
  get length(): number {
    return this.items.size;
  }
  key = (index: number): string | null => [...this.items.keys()][index] ?? null;
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
}

/** A server with versions, as the real one: a change must name the newest. */
class FakeServer {
  readonly versions = [content(1, 'first')];
  problem: ApiProblem | null = null;
  loseAnswer = false;

  newest(): Content {
    const newest = this.versions.at(-1);
    if (!newest) throw new Error('no version');
    return newest;
  }
  add(body: string): TaggedContent {
    this.versions.push(content(this.versions.length + 1, body));
    return tagged(this.versions.length, body);
  }
  save = vi.fn(({ body }: SavedContent, etag: string): Promise<TaggedContent> => {
    if (this.problem) return Promise.reject(this.problem);
    const current = this.newest();
    if (etag !== `"${current.version}"`) {
      return Promise.reject(new ApiProblem(412, 'version_conflict', 'Somebody was faster.', { current }));
    }
    const saved = this.add(body);
    return this.loseAnswer ? Promise.reject(new ApiProblem(0, 'offline', 'Not reached.')) : Promise.resolve(saved);
  });
  closeOffer = (): Promise<void> => Promise.resolve();
  restore = (version: number): Promise<TaggedContent> =>
    Promise.resolve(this.add(this.versions[version - 1]?.body ?? ''));
}

let server: FakeServer;
let storage: FakeStorage;
const open = (loaded = tagged(1, 'first'), person = 'ada'): DraftSession => {
  const unsaved = new UnsavedTexts(storage, person, 'p1', 'blog');
  const session = new DraftSession(loaded, {
    save: server.save,
    restore: server.restore,
    closeOffer: server.closeOffer,
    unsaved,
  });
  session.open();
  return session;
};
const bodies = () => server.versions.map(({ body }) => body);

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  storage = new FakeStorage();
  return () => vi.useRealTimers();
});

describe('typed text', () => {
  it('is saved once, a second after the last key', async () => {
    const session = open();
    session.type('a');
    await vi.advanceTimersByTimeAsync(900);
    session.type('ab');
    await vi.advanceTimersByTimeAsync(900);
    expect(session.state.get().save).toEqual({ is: 'editing' });
    await vi.advanceTimersByTimeAsync(200);
    expect(session.state.get()).toMatchObject({ save: { is: 'saved' }, base: { version: 2 } });
    expect(bodies()).toEqual(['first', 'ab']);
    expect(storage.length).toBe(0);
  });

  it('goes on standing on the version that was saved meanwhile', async () => {
    const session = open();
    session.type('one');
    const saving = session.saveNow();
    session.type('one two');
    await saving;
    await vi.advanceTimersByTimeAsync(1_100);
    expect(bodies()).toEqual(['first', 'one', 'one two']);
    expect(session.state.get().save).toEqual({ is: 'saved' });
  });

  it('survives a reload before it was saved', async () => {
    open().type('typed');
    const session = open();
    expect(session.state.get()).toMatchObject({ text: 'typed', restored: true });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(server.newest().body).toBe('typed');
  });

  it('waits for who typed it, whoever is at this browser before', () => {
    open().type('typed');
    expect(open(tagged(1, 'first'), 'ben').state.get()).toMatchObject({ text: 'first', restored: false });
    expect(open().state.get()).toMatchObject({ text: 'typed', restored: true });
  });

  it('is tried again until the server can be reached', async () => {
    const session = open();
    server.problem = new ApiProblem(0, 'offline', 'Not reached.');
    session.type('typed');
    await vi.advanceTimersByTimeAsync(1_100);
    expect(session.state.get().save).toEqual({ is: 'failed', why: 'Not reached.' });
    server.problem = null;
    await vi.advanceTimersByTimeAsync(4_100);
    expect(session.state.get().save).toEqual({ is: 'saved' });
  });

  it('is not saved twice when an answer is lost', async () => {
    const session = open();
    server.loseAnswer = true;
    session.type('typed');
    await vi.advanceTimersByTimeAsync(1_100);
    server.loseAnswer = false;
    await vi.advanceTimersByTimeAsync(4_100);
    expect(session.state.get()).toMatchObject({ save: { is: 'saved' }, conflict: null });
    expect(bodies()).toEqual(['first', 'typed']);
  });
});

describe('another version', () => {
  it('is shown when nothing was typed', () => {
    const session = open();
    session.offer(server.add('generated'));
    expect(session.state.get()).toMatchObject({ text: 'generated', base: { version: 2 }, conflict: null });
  });

  it('leaves typed text alone and offers the choice', async () => {
    const session = open();
    session.type('mine');
    session.offer(server.add('generated'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(session.state.get()).toMatchObject({ text: 'mine', conflict: { body: 'generated' } });
    expect(server.save).not.toHaveBeenCalled();
  });

  it('is found at the latest when saving', async () => {
    const session = open();
    server.add('generated');
    session.type('mine');
    await vi.advanceTimersByTimeAsync(1_100);
    expect(session.state.get()).toMatchObject({ text: 'mine', conflict: { body: 'generated' } });
    await session.keepMine();
    expect(session.state.get()).toMatchObject({ text: 'mine', conflict: null, save: { is: 'saved' } });
    expect(bodies()).toEqual(['first', 'generated', 'mine']);
  });

  it('can be taken with ours kept as a version', async () => {
    const session = open();
    session.type('mine');
    session.offer(server.add('generated'));
    await session.takeTheirs();
    expect(session.state.get()).toMatchObject({ text: 'generated', conflict: null });
    expect(bodies()).toEqual(['first', 'generated', 'mine', 'generated']);
  });

  it('that came while the page was closed does not hide kept text, which is forgotten once it is saved', async () => {
    open().type('typed');
    const session = open(server.add('generated'));
    expect(session.state.get()).toMatchObject({ text: 'typed', conflict: { body: 'generated' } });
    await session.keepMine();
    expect(storage.length).toBe(0);
    expect(open(tagged(3, 'typed')).state.get()).toMatchObject({ conflict: null, restored: false });
  });

  it('of another tab does not take the text that this tab kept', async () => {
    const here = open();
    const there = open();
    here.type('from here');
    there.type('from there');
    await here.saveNow();
    await there.saveNow();
    expect(there.state.get()).toMatchObject({ text: 'from there', conflict: { body: 'from here' } });
    expect(open(tagged(2, 'from here')).state.get().text).toBe('from there');
  });
});
