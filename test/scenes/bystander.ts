/** Somebody who uploads a talk, watches it and has a draft written, while others are hard on the same Devreel. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '../support/person.js';
import { captionsFor, makeTalk } from '../support/talk.js';
import { until } from '../support/until.js';

export interface Waited {
  /** From the upload's first byte, each in ms. */
  uploadAnswered: number;
  firstScreenshot: number;
  draftDone: number;
  /** The longest that a piece of the recording took to come while it was watched. */
  slowestPiece: number;
}

const SECONDS = 24;
const PIECE = 'bytes=0-65535';
const WATCH_EVERY_MS = 250;
/** A bound against hanging. */
const LONGEST_MS = 15 * 60_000;

/** Works through one project, and removes it. Throws when something of it fails. */
export async function worksThrough(person: Person): Promise<Waited> {
  const talk = await makeTalk(SECONDS);
  const { id } = await person.createProject('Of somebody else');
  const path = `/api/projects/${id}`;
  await done(person.ask('PUT', `${path}/captions?filename=a.srt`, captionsFor(SECONDS / 8)), 202);
  const begun = performance.now();
  const since = (): number => performance.now() - begun;
  await done(person.ask('PUT', `${path}/source?filename=a.mp4`, talk), 202);
  const uploadAnswered = since();
  await done(person.ask('POST', `${path}/generate`, { types: ['blog'] }), 202);
  const over = new AbortController();
  const working = Promise.all([
    until('the first screenshot', () => hasScreenshot(person, path), LONGEST_MS).then(since),
    until('the draft', () => isDrafted(person, id), LONGEST_MS).then(since),
  ]).finally(() => over.abort());
  const [[firstScreenshot, draftDone], slowestPiece] = await Promise.all([
    working,
    watch(person, `${path}/source`, over.signal),
  ]);
  await done(person.ask('DELETE', path), 204);
  return { uploadAnswered, firstScreenshot, draftDone, slowestPiece };
}

async function hasScreenshot(person: Person, path: string): Promise<boolean> {
  const { status, body } = await person.ask('GET', `${path}/screenshots`);
  return status === 200 && (body as { items: unknown[] }).items.length > 0;
}

async function isDrafted(person: Person, id: string): Promise<boolean> {
  const task = await person.task(id, 'draft:blog');
  if (task?.status === 'failed') throw new Error(`The draft failed: ${JSON.stringify(task.error)}`);
  return task?.status === 'succeeded';
}

async function watch(person: Person, path: string, over: AbortSignal): Promise<number> {
  let slowest = 0;
  while (!over.aborted) {
    const begun = performance.now();
    const piece = await fetch(person.url + path, { headers: { cookie: person.cookie, range: PIECE } });
    await piece.arrayBuffer();
    if (piece.status !== 206) throw new Error(`A piece of the recording was answered with ${piece.status}`);
    slowest = Math.max(slowest, performance.now() - begun);
    await wait(WATCH_EVERY_MS);
  }
  return slowest;
}

async function done(answer: Promise<{ status: number; body: unknown }>, expected: number): Promise<void> {
  const { status, body } = await answer;
  if (status !== expected) throw new Error(`${status} instead of ${expected}: ${JSON.stringify(body)}`);
}
