/** A thread on the screen: its posts, split, joined and moved, each step to be undone; tied to the session that saves it. */
import type { Store } from '../../../tiny-store.js';
import { createStore } from '../../../tiny-store.js';
import type { DraftSession } from '../draft-session.js';
import type { Surface } from '../text-tie.js';
import { TextTie } from '../text-tie.js';
import { Undo } from '../undo.js';
import type { Searched } from './field-finder.js';
import { DIVIDER, postsOf } from './counting.js';

export interface Post {
  /** Stays the same while the post is moved and edited. */
  id: number;
  text: string;
  locked?: boolean;
}

/** Where the cursor shall be: in the post `id`, behind so many characters. */
export interface Cursor {
  id: number;
  at: number;
}

export interface ThreadState {
  posts: readonly Post[];
  /** Null where it stays where it is. */
  cursor: Cursor | null;
  canUndo: boolean;
  canRedo: boolean;
}

/** Posts that stayed the same are shared by the steps of the history. */
const ROOM_PER_POST = 300;
const roomOf = (posts: readonly Post[]): number => posts.length * ROOM_PER_POST;

const BETWEEN = '\n\n---\n\n';

export class ThreadDraft implements Surface, Searched {
  readonly dom = null;
  readonly state: Store<ThreadState>;
  private readonly tie: TextTie;
  private readonly history: Undo<readonly Post[]>;
  /** The post that the cursor was in last. */
  private writtenIn: number | null = null;
  private lastId = 0;

  constructor(private readonly session: DraftSession) {
    this.tie = new TextTie(session);
    this.history = new Undo<readonly Post[]>(this.postsIn(this.tie.text), roomOf);
    this.state = createStore(this.stateWith(null));
    this.tie.open(this);
  }

  get markdown(): string {
    return `${this.posts
      .map(({ text }) => text.trim())
      .filter(Boolean)
      .join(BETWEEN)}\n`;
  }

  /** Of the posts. */
  get locked(): string[] {
    return this.posts.filter(({ locked }) => locked).map(({ text }) => text.trim());
  }

  /** A locked post stays as it is when the thread is written again. */
  toggleLock(id: number): void {
    this.change(
      this.posts.map((post) => (post.id === id ? { ...post, locked: !post.locked } : post)),
      null,
    );
  }

  flush(): void {
    this.tie.flush();
  }

  close(): void {
    this.tie.close();
  }

  replace(text: string): void {
    this.history.change(this.postsIn(text), '');
    this.show(null);
  }

  /** A post becomes another text; a line of hyphens in it parts it. */
  edit(id: number, text: string): void {
    const pieces = text.split(DIVIDER);
    if (pieces.length === 1) {
      const posts = this.posts.map((post) => (post.id === id ? { ...post, text } : post));
      this.change(posts, null, `typing ${id}`);
      return;
    }
    const parted = pieces.map((piece, i) => ({ id: i === 0 ? id : this.newId(), text: piece.trim() }));
    this.putInPlaceOf(id, parted, { id: parted.at(-1)?.id ?? id, at: 0 });
  }

  /** Parts a post in two, at the cursor. */
  split(id: number, at: number): void {
    const post = this.posts.find((one) => one.id === id);
    if (!post) return;
    const second = { id: this.newId(), text: post.text.slice(at).trimStart() };
    this.putInPlaceOf(id, [{ id, text: post.text.slice(0, at).trimEnd() }, second], { id: second.id, at: 0 });
  }

  /** Joins a post to the one before it. */
  join(id: number): void {
    const place = this.placeOf(id);
    const [before, post] = [this.posts[place - 1], this.posts[place]];
    if (!before || !post) return;
    const gap = before.text === '' || post.text === '' ? '' : '\n\n';
    const joined = { id: before.id, text: before.text + gap + post.text };
    this.change(
      this.posts.filter((one) => one.id !== id).map((one) => (one.id === before.id ? joined : one)),
      { id: before.id, at: before.text.length + gap.length },
    );
  }

  /** By so many places, up where it is negative. */
  move(id: number, by: number): void {
    const from = this.placeOf(id);
    const to = from + by;
    const posts = [...this.posts];
    const [post] = posts.splice(from, 1);
    if (!post || to < 0 || to > posts.length) return;
    posts.splice(to, 0, post);
    this.change(posts, { id, at: post.text.length });
  }

  remove(id: number): void {
    const place = this.placeOf(id);
    const rest = this.posts.filter((post) => post.id !== id);
    const left = rest.length > 0 ? rest : [{ id: this.newId(), text: '' }];
    const next = left[Math.min(place, left.length - 1)];
    this.change(left, next ? { id: next.id, at: next.text.length } : null);
  }

  /** A new, empty post behind another. */
  add(behind: number): void {
    const post = { id: this.newId(), text: '' };
    const posts = [...this.posts];
    posts.splice(this.placeOf(behind) + 1, 0, post);
    this.change(posts, { id: post.id, at: 0 });
  }

  get texts(): readonly string[] {
    return this.posts.map(({ text }) => text);
  }

  write(changed: ReadonlyMap<number, string>): void {
    this.change(
      this.posts.map((post, i) => ({ ...post, text: changed.get(i) ?? post.text })),
      null,
    );
  }

  moveTo(id: number): void {
    this.writtenIn = id;
  }

  undo(): void {
    const before = this.posts;
    if (this.history.undo()) this.changed(cursorAfter(before, this.posts));
  }

  redo(): void {
    const before = this.posts;
    if (this.history.redo()) this.changed(cursorAfter(before, this.posts));
  }

  /** As a post of its own behind the one that was written in last, or in its place where that is empty. */
  insertBlocks(text: string): void {
    const current = this.posts.find(({ id }) => id === this.writtenIn) ?? this.posts.at(-1);
    if (!current) return;
    const post = { id: this.newId(), text };
    this.writtenIn = post.id;
    this.putInPlaceOf(current.id, current.text.trim() === '' ? [post] : [current, post], {
      id: post.id,
      at: text.length,
    });
  }

  private get posts(): readonly Post[] {
    return this.history.value;
  }

  private putInPlaceOf(id: number, posts: readonly Post[], cursor: Cursor): void {
    this.change(
      this.posts.flatMap((post) => (post.id === id ? posts : [post])),
      cursor,
    );
  }

  private change(posts: readonly Post[], cursor: Cursor | null, kind = ''): void {
    this.history.change(posts, kind);
    this.changed(cursor);
  }

  private changed(cursor: Cursor | null): void {
    this.show(cursor);
    this.tie.changed();
  }

  private show(cursor: Cursor | null): void {
    this.state.set(this.stateWith(cursor));
  }

  private stateWith(cursor: Cursor | null): ThreadState {
    const { canUndo, canRedo } = this.history;
    return { posts: this.posts, cursor, canUndo, canRedo };
  }

  private postsIn(text: string): readonly Post[] {
    const texts = postsOf(text);
    return (texts.length > 0 ? texts : ['']).map((post) => ({
      id: this.newId(),
      text: post,
      locked: this.session.state.get().locked.includes(post),
    }));
  }

  private placeOf(id: number): number {
    return this.posts.findIndex((post) => post.id === id);
  }

  private newId(): number {
    return ++this.lastId;
  }
}

/** Behind what has become another: the post that had the cursor may be gone, and the next key would go nowhere. */
function cursorAfter(before: readonly Post[], after: readonly Post[]): Cursor | null {
  const post = after.find((one, i) => one !== before[i]) ?? after.at(-1);
  if (!post) return null;
  const { id, text } = post;
  const was = before.find((one) => one.id === id)?.text ?? '';
  let same = 0;
  while (same < Math.min(was.length, text.length) && was.at(-1 - same) === text.at(-1 - same)) same += 1;
  return { id, at: text.length - same };
}
