/** A new page that hears from a server of the version before: what that does not say yet means what it meant then. */
import { expect, test } from 'vitest';
import { initialState, reduce } from '../../client/src/realtime/store.js';
import { wholeContent } from '../../client/src/realtime/older-servers.js';
import type { Content } from '../../src/contract/content.js';
import type { ContentSummary, ProjectSnapshot } from '../../src/contract/project.js';
import type { ProjectEvent } from '../../src/contract/realtime.js';

const at = '2026-11-01T00:00:00.000Z';
const summary = { type: 'blog', version: 1, origin: 'model', stale: false, updatedAt: at } as ContentSummary;
const source = { filename: 'a.mp4', sizeBytes: 1, sha256: '', uploadedAt: at, media: null };
const old = {
  id: 'p',
  title: 'Talk',
  role: 'owner',
  createdAt: at,
  updatedAt: at,
  lastSeq: 1,
  durationMs: null,
  source,
  transcript: null,
  chapters: null,
  tasks: [],
  contents: [summary],
} as unknown as ProjectSnapshot;

test('a snapshot, the answer to a join and an event are whole', () => {
  const seen = reduce(initialState, { type: 'snapshot', snapshot: old });
  const joined = reduce(initialState, {
    type: 'joined',
    joined: { snapshot: old, events: [], lastSeq: 1, reset: true },
  });
  for (const state of [seen, joined])
    expect(state.projects['p']?.project).toMatchObject({
      tags: [],
      documents: [],
      source: { tracks: [] },
      contents: [{ type: 'blog', state: 'draft', published: null }],
    });
  const event = {
    projectId: 'p',
    seq: 2,
    type: 'content.updated',
    at,
    content: { ...summary, version: 2 },
  } as ProjectEvent;
  expect(reduce(seen, { type: 'event', event }).projects['p']?.project.contents).toMatchObject([
    { version: 2, state: 'draft', published: null },
  ]);
});

test('a draft is whole, and what a server says stays', () => {
  const draft = { type: 'blog', version: 1, body: 'A.' } as Content;
  expect(wholeContent(draft)).toMatchObject({ locked: [], offers: null, state: 'draft' });
  expect(wholeContent({ ...draft, state: 'approved', locked: ['A.'] })).toMatchObject({
    state: 'approved',
    locked: ['A.'],
  });
});
