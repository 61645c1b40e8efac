/** A thread in the editor: posts are split, joined, moved and removed, and each step can be undone. */
import { expect, test } from 'vitest';
import type { DraftSession } from '../../client/src/features/editor/draft-session.js';
import { ThreadDraft } from '../../client/src/features/editor/posts/thread-draft.js';
import { Undo, undoKey } from '../../client/src/features/editor/undo.js';
import { createStore } from '../../client/src/tiny-store.js';

const BODY = 'one two\n\n---\n\nthree\n';

function open(text = BODY, locked: string[] = []) {
  const state = createStore({ text, locked });
  const type = (typed: string, now = locked) => state.set({ text: typed, locked: now });
  const session = { state, type } as unknown as DraftSession;
  const draft = new ThreadDraft(session);
  const posts = (): string[] => draft.state.get().posts.map((post) => post.text);
  const idOf = (place: number): number => draft.state.get().posts[place]!.id;
  return {
    draft,
    posts,
    idOf,
    saved: () => (draft.flush(), state.get().text),
    offer: (next: string) => state.set({ text: next, locked: state.get().locked }),
    locked: () => (draft.flush(), state.get().locked),
  };
}

test('its posts are those of the text, and it comes out as it was', () => {
  const { draft, posts } = open();
  expect(posts()).toEqual(['one two', 'three']);
  expect(draft.markdown).toBe(BODY);
});

test('a post is split at the cursor and joined again', () => {
  const { draft, posts, idOf, saved } = open();
  draft.split(idOf(0), 3);
  expect(posts()).toEqual(['one', 'two', 'three']);
  expect(draft.state.get().cursor).toEqual({ id: idOf(1), at: 0 });
  expect(saved()).toBe('one\n\n---\n\ntwo\n\n---\n\nthree\n');
  draft.join(idOf(1));
  expect(posts()).toEqual(['one\n\ntwo', 'three']);
  draft.undo();
  draft.undo();
  expect(posts()).toEqual(['one two', 'three']);
  // The post that had the cursor is gone: without another place the next key would undo nothing.
  expect(draft.state.get().cursor).toEqual({ id: idOf(0), at: 7 });
  draft.redo();
  expect(draft.state.get().cursor).toEqual({ id: idOf(0), at: 3 });
  draft.undo();
  expect(saved()).toBe(BODY);
});

test('posts are moved, added and removed; the last one becomes empty', () => {
  const { draft, posts, idOf, saved } = open();
  draft.move(idOf(1), -1);
  expect(posts()).toEqual(['three', 'one two']);
  draft.move(idOf(0), -1);
  expect(posts()).toEqual(['three', 'one two']);
  draft.add(idOf(0));
  expect(posts()).toEqual(['three', '', 'one two']);
  expect(saved()).toBe('three\n\n---\n\none two\n');
  for (let i = 0; i < 3; i++) draft.remove(idOf(0));
  expect(posts()).toEqual(['']);
  for (let i = 0; i < 5; i++) draft.undo();
  expect(posts()).toEqual(['one two', 'three']);
});

test('a line of hyphens that is typed parts the post', () => {
  const { draft, posts, idOf } = open();
  draft.edit(idOf(1), 'three\n---\nfour');
  expect(posts()).toEqual(['one two', 'three', 'four']);
  draft.undo();
  expect(posts()).toEqual(['one two', 'three']);
});

test('a newer version takes the place of the text, and can be undone', () => {
  const { draft, posts, offer, saved } = open();
  offer('other\n');
  expect(posts()).toEqual(['other']);
  draft.undo();
  expect(posts()).toEqual(['one two', 'three']);
  expect(saved()).toBe(BODY);
  draft.redo();
  expect(posts()).toEqual(['other']);
});

test('letters typed one after the other are one step, a pause or another field begins the next', () => {
  const undo = new Undo('', (text) => text.length);
  undo.change('a', 'post 1', 0);
  undo.change('ab', 'post 1', 500);
  undo.change('abc', 'post 1', 2_000);
  undo.change('abcd', 'post 2', 2_100);
  expect([undo.undo(), undo.value]).toEqual([true, 'abc']);
  expect([undo.undo(), undo.value]).toEqual([true, 'ab']);
  expect([undo.undo(), undo.value]).toEqual([true, '']);
  expect(undo.canUndo).toBe(false);
  undo.redo();
  expect([undo.redo(), undo.value]).toEqual([true, 'abc']);
  undo.change('x', '', 3_000);
  expect(undo.canRedo).toBe(false);
  while (undo.undo());
  expect(undo.value).toBe('');
});

test('the history of a very long text is bounded, and the last step can always be undone', () => {
  const long = 'x'.repeat(15_000_000);
  const undo = new Undo('first', (text) => text.length);
  for (let i = 0; i < 5; i++) undo.change(`${long}${i}`, '');
  let steps = 0;
  while (undo.undo()) steps++;
  expect(steps).toBe(1);
  const short = new Undo(0, () => 1);
  for (let i = 1; i <= 5_000; i++) short.change(i, '');
  for (steps = 0; short.undo();) steps++;
  expect(steps).toBe(1_000);
});

test('a quotation is a post of its own behind the one that was written in last', () => {
  const { draft, posts, idOf, saved } = open();
  draft.moveTo(idOf(0));
  draft.insertBlocks('“Said.” (0:07)');
  expect(posts()).toEqual(['one two', '“Said.” (0:07)', 'three']);
  draft.undo();
  expect(saved()).toBe(BODY);
});

test('a locked post stays locked while it is moved and written in, until it is unlocked', () => {
  const { draft, idOf, locked, offer, posts } = open(BODY, ['three']);
  expect(draft.locked).toEqual(['three']);
  draft.move(idOf(1), -1);
  draft.edit(idOf(0), 'three and more');
  expect(locked()).toEqual(['three and more']);
  offer('new\n\n---\n\nthree and more\n');
  expect([posts(), draft.locked]).toEqual([['new', 'three and more'], ['three and more']]);
  draft.toggleLock(idOf(1));
  expect(locked()).toEqual([]);
});

test('the keys of undo and redo', () => {
  const keys = { ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
  expect(undoKey({ ...keys, key: 'z' })).toBe('undo');
  expect(undoKey({ ...keys, key: 'Z', shiftKey: true })).toBe('redo');
  expect(undoKey({ ...keys, key: 'y' })).toBe('redo');
  expect(undoKey({ ...keys, key: 'z', ctrlKey: false })).toBeNull();
});
