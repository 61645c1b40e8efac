/** Recordings with several tracks, and with chapters of their own. Through HTTP, with a worker that reads the files. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chapters, Screenshot, Transcript } from '../src/contract/content.js';
import type { Track } from '../src/contract/project.js';
import type { Studio } from './support/media.js';
import { clock, lossless, openStudio, tone } from './support/media.js';
import type { Person } from './support/person.js';
import { captionsFor } from './support/talk.js';
import { until } from './support/until.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let ada: Person;
let studio: Studio;

beforeAll(async () => {
  world = await createWorld();
  const web = await world.startWeb();
  ada = await world.signUp(web);
  await world.startWorker();
  studio = await openStudio();
});
afterAll(async () => {
  await studio.remove();
  await world.end();
});

async function uploaded(file: string): Promise<string> {
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk`, await readFile(file));
  return id;
}

/** Chapters of 12 s each, in whatever container; `beside`: another input, in the place of captions. */
async function withChapters(name: string, titles: string[], coding: string[], beside?: string[]): Promise<string> {
  const each = titles.map((title, i) => `[CHAPTER]\nTIMEBASE=1/1\nSTART=${i * 12}\nEND=${i * 12 + 12}\ntitle=${title}`);
  const metadata = await studio.write(`${name}.txt`, [';FFMETADATA1', ...each].join('\n'));
  const captions = await studio.write(`${name}.srt`, captionsFor(4));
  const inputs = [...clock(36, { rate: 2 }), ...(beside ?? ['-i', captions]), '-i', metadata];
  return studio.make(name, [...inputs, '-map', '0', '-map', '1', '-map_metadata', '2', ...coding]);
}

const chaptersOf = async (id: string): Promise<Chapters> =>
  (await ada.ask('GET', `/api/projects/${id}/chapters`)).body as Chapters;
const shortOf = ({ items }: Chapters): [string, number][] => items.map(({ title, startMs }) => [title, startMs]);

const OWN: [string, number][] = [
  ['Coffee', 0],
  ['Wheels', 12_000],
  ['Tides', 24_000],
];

test('the chapters of a file are the chapters; what people make of them stays, whatever is done again', async () => {
  const file = await withChapters('own.mp4', ['Coffee', 'Wheels', 'Tides'], [...lossless(10), '-c:s', 'mov_text']);
  const id = await uploaded(file);
  const made = await ada.taskIn(id, 'chapters', ['succeeded']);
  expect(made.message).toBe('3 chapters; set in the recording');
  expect(shortOf(await chaptersOf(id))).toEqual(OWN);

  await ada.ask('POST', `/api/tasks/${made.id}/retry`);
  await ada.taskIn(id, 'chapters', ['succeeded']);
  expect(shortOf(await chaptersOf(id))).toEqual(OWN);

  await ada.ask('PUT', `/api/projects/${id}/chapters`, { items: [{ title: 'Mine', startMs: 0 }] });
  await ada.ask('PUT', `/api/projects/${id}/captions?filename=a.srt`, captionsFor(4));
  const again = await ada.taskIn(id, 'chapters', ['succeeded']);
  expect(again.message).toBe('1 chapter; kept as they were set by hand');
  expect(shortOf(await chaptersOf(id))).toEqual([['Mine', 0]]);
});

test('in Matroska, too; and where they have no names, topics are looked for instead, and it is said', async () => {
  const matroska = [...lossless(10), '-c:s', 'srt'];
  const [named, unnamed] = await Promise.all([
    uploaded(await withChapters('own.mkv', ['Coffee', 'Wheels', 'Tides'], matroska)),
    uploaded(await withChapters('unnamed.mkv', ['Chapter 1', 'Chapter 2', 'Chapter 3'], matroska)),
  ]);
  await ada.taskIn(named, 'chapters', ['succeeded']);
  expect(shortOf(await chaptersOf(named))).toEqual(OWN);
  const found = await ada.taskIn(unnamed, 'chapters', ['succeeded']);
  expect(found.message).toMatch(/; The recording’s own chapters are not used: they have no names$/);
  expect(shortOf(await chaptersOf(unnamed)).map(([title]) => title)).not.toContain('Chapter 1');
});

test('they are there where nothing can be heard: they need no transcript', async () => {
  const titles = ['Coffee', 'Wheels', 'Tides'];
  const file = await withChapters('unheard.mp4', titles, [...lossless(10), '-c:a', 'aac'], tone(36));
  const id = await uploaded(file);
  await ada.taskIn(id, 'chapters', ['failed']);
  expect(shortOf(await chaptersOf(id))).toEqual(OWN);
  const items = [{ title: 'Mine', startMs: 0 }];
  expect((await ada.ask('PUT', `/api/projects/${id}/chapters`, { items })).body).toMatchObject({
    items: [{ title: 'Mine', startMs: 0, endMs: 36_000 }],
  });
});

const of = (id: string, what: string): string => `/api/projects/${id}/${what}`;
const screenshotsOf = async (id: string): Promise<Screenshot[]> => {
  await ada.taskIn(id, 'screenshots', ['succeeded']);
  return ((await ada.ask('GET', of(id, 'screenshots'))).body as { items: Screenshot[] }).items;
};

/** The seconds that the screenshots of a `clock` show. */
async function timesOn(id: string): Promise<number[]> {
  const times: number[] = [];
  for (const { url } of await screenshotsOf(id)) {
    const { status, bytes } = await picture(url);
    expect(status).toBe(200);
    times.push(Math.round(await studio.secondsOn(bytes)));
  }
  return times;
}

async function picture(url: string): Promise<{ status: number; bytes: Uint8Array }> {
  const response = await fetch(ada.url + url, { headers: { cookie: ada.cookie } });
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
}

async function tracksOf(id: string): Promise<Track[]> {
  await ada.taskIn(id, 'probe', ['succeeded']);
  return (await ada.snapshot(id)).source?.tracks ?? [];
}
const chosenOf = async (id: string): Promise<number[]> =>
  (await tracksOf(id)).filter(({ chosen }) => chosen).map(({ index }) => index);

test('a poster that is the default track is not the talk', async () => {
  const poster = await studio.make('poster.jpg', ['-f', 'lavfi', '-i', 'color=red:s=300x200', '-frames:v', '1']);
  const args = ['-i', poster, ...clock(12), '-map', '0', '-map', '1', ...lossless(10), '-c:v:0', 'copy'];
  const marks = ['-disposition:v:0', 'default', '-disposition:v:1', '0'];
  const id = await uploaded(await studio.make('poster.mkv', [...args, ...marks]));
  expect(await tracksOf(id)).toMatchObject([
    { index: 0, kind: 'video', codec: 'mjpeg', chosen: false, why: null },
    { index: 1, kind: 'video', codec: 'h264', chosen: true, why: 'The only moving picture' },
  ]);
  expect((await ada.snapshot(id)).source?.media).toMatchObject({ durationMs: 12_000, video: { codec: 'h264' } });
  expect(await timesOn(id)).toEqual([0, 3, 6, 9]);
});

/** A presenter who never stands still, and a slide every 3 s. */
const presenter = (seconds: number): string[] => ['-f', 'lavfi', '-i', `testsrc2=s=320x180:r=10:d=${seconds}`];
const slides = (seconds: number): string[] => [
  '-f',
  'lavfi',
  '-i',
  `color=white:s=160x90:r=10:d=${seconds},geq=lum='if(lt(mod(X+7*floor(T/3),40),20)*lt(Y,60),30,220)':cb=128:cr=128`,
];

test.each([
  ['presenter first', [...presenter(12), ...slides(12)], 1],
  ['slides first', [...slides(12), ...presenter(12)], 0],
])('of presenter and slides, the slides are what is shown: %s', async (_name, inputs, chosen) => {
  const args = [...inputs, '-map', '0', '-map', '1', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  const id = await uploaded(await studio.make(`both-${chosen}.mp4`, args));
  expect(await chosenOf(id)).toEqual([chosen]);
});

const silence = (seconds: number): string[] => ['-f', 'lavfi', '-i', `aevalsrc=0:s=16000:d=${seconds}`];
/** As lively as a voice: it swells and falls four times a second, and pauses. */
const voice = (seconds: number): string[] => [
  '-f',
  'lavfi',
  '-i',
  `aevalsrc='0.4*sin(2*PI*220*t)*max(0,sin(2*PI*2*t))*lt(mod(t,5),4)':s=16000:d=${seconds}`,
];

test('the sound with speech is used, and not the silent one before it, or one that hums', async () => {
  const hum = ['-f', 'lavfi', '-i', 'sine=frequency=100:duration=12'];
  const args = [...silence(12), ...voice(12), ...hum, '-map', '0', '-map', '1', '-map', '2', '-c:a', 'flac'];
  const id = await uploaded(await studio.make('microphone.mkv', args));
  expect(await chosenOf(id)).toEqual([1]);
  // There is something to hear, and nobody here to hear it: of the silent track it would say that nothing was said.
  expect((await ada.taskIn(id, 'transcribe', ['failed'])).error?.code).toBe('no_transcriber');
});

const linesOf = async (id: string): Promise<string[]> => {
  await ada.taskIn(id, 'transcribe', ['succeeded']);
  const { segments } = (await ada.ask('GET', of(id, 'transcript'))).body as Transcript;
  return segments.map(({ text }) => text);
};
const WHOLE = captionsFor(4).replaceAll('database', 'table');
const FORCED = '1\n00:00:03,000 --> 00:00:04,000\nKAFFEEHAUS\n';

test.each([
  ['mkv', 'srt'],
  ['mp4', 'mov_text'],
])('whole captions become the transcript, and not the forced ones before them: %s', async (container, codec) => {
  const [forced, whole] = [await studio.write('forced.srt', FORCED), await studio.write('whole.srt', WHOLE)];
  const inputs = [...clock(36, { rate: 2 }), '-i', forced, '-i', whole, '-map', '0', '-map', '1', '-map', '2'];
  const coding = [...lossless(10), '-c:s', codec, '-disposition:s:0', 'default', '-disposition:s:1', '0'];
  const id = await uploaded(await studio.make(`forced.${container}`, [...inputs, ...coding]));
  expect(await chosenOf(id)).toEqual([0, 2]);
  expect(await linesOf(id)).toHaveLength(8);
});

/** Two pictures that tell their time, the second 20 s ahead; two sounds, one of them silent; captions in two languages. */
async function manifold(): Promise<string> {
  const later = clock(12).join('\n').replace('T*4', '(T+20)*4').split('\n');
  const captions = await studio.write('english.srt', WHOLE);
  const german = await studio.write('german.srt', WHOLE.replaceAll('table', 'Tabelle'));
  const inputs = [...clock(12), ...later, ...silence(12), ...voice(12), '-i', captions, '-i', german];
  const maps = [0, 1, 2, 3, 4, 5].flatMap((input) => ['-map', String(input)]);
  const languages = ['-metadata:s:s:0', 'language=eng', '-metadata:s:s:1', 'language=ger'];
  const coding = [...lossless(10), '-c:a', 'flac', '-c:s', 'srt', ...languages, '-t', '12'];
  return studio.make('manifold.mkv', [...inputs, ...maps, ...coding]);
}

test('another track can be chosen: what was made from the other is made anew, in every tab, and nothing by hand is lost', async () => {
  const id = await uploaded(await manifold());
  const choose = (wanted: unknown) => ada.ask('PATCH', of(id, 'source'), wanted);
  expect(await timesOn(id)).toEqual([0, 3, 6, 9]);
  expect(await chosenOf(id)).toEqual([0, 3, 4]);
  await ada.taskIn(id, 'index', ['succeeded']);
  await ada.ask('POST', of(id, 'generate'), { types: ['blog'] });
  await ada.taskIn(id, 'draft:blog', ['succeeded']);
  await ada.ask('PUT', of(id, 'contents/blog'), { body: 'By hand.' }, { 'if-match': '*' });
  await ada.ask('PUT', of(id, 'chapters'), { items: [{ title: 'Mine', startMs: 0 }] });
  const tab = await ada.openTab();
  await tab.join(id);

  const other = await choose({ video: 1 });
  expect(other.status).toBe(202);
  expect((other.body as { tasks: { key: string }[] }).tasks.map(({ key }) => key)).toEqual(['screenshots', 'slides']);
  expect((await ada.snapshot(id)).contents).toMatchObject([{ type: 'blog', stale: true }]);
  expect(await timesOn(id)).toEqual([20, 23, 26, 29]);
  expect((await tracksOf(id)).filter(({ kind }) => kind === 'video')).toMatchObject([
    { index: 0, chosen: false, why: null },
    { index: 1, chosen: true, why: 'Chosen by hand' },
  ]);
  await until('the other tab to hear of it', () =>
    tab.events.some(({ type, task }) => type === 'task.succeeded' && task?.key === 'screenshots'),
  );
  expect(tab.events.map(({ type }) => type)).toContain('project.updated');
  tab.close();

  const german = await choose({ captions: 5 });
  const keys = (german.body as { tasks: { key: string }[] }).tasks.map(({ key }) => key);
  expect(keys).toEqual(['transcribe', 'chapters', 'index']);
  expect((await linesOf(id)).join()).toContain('Tabelle');
  await ada.taskIn(id, 'chapters', ['succeeded']);
  expect((await chaptersOf(id)).handmade ?? (await chaptersOf(id)).items).toMatchObject([{ title: 'Mine' }]);
  expect((await ada.ask('GET', of(id, 'contents/blog'))).body).toMatchObject({ body: 'By hand.', stale: true });

  // Chosen already: nothing is done again. Without captions the sound is listened to, and here nobody can.
  expect((await choose({ video: 1, captions: 5 })).body).toMatchObject({ tasks: [] });
  await choose({ captions: null });
  expect((await ada.taskIn(id, 'transcribe', ['failed'])).error?.code).toBe('no_transcriber');
  await choose({ captions: 4 });
  expect((await linesOf(id)).join()).not.toContain('Tabelle');
  await ada.taskIn(id, 'chapters', ['succeeded']);
});

test('what is no such track is refused, before the recording was looked into and after', async () => {
  const { id: empty } = await ada.createProject();
  const choose = (id: string, wanted: unknown) => ada.ask('PATCH', of(id, 'source'), wanted);
  expect((await choose(empty, { video: 0 })).body).toMatchObject({ status: 404, code: 'not_ready' });
  const id = await uploaded(await studio.make('plain.mp4', [...clock(3), ...tone(3), ...lossless(10), '-c:a', 'aac']));
  await tracksOf(id);
  for (const wanted of [
    { video: 1 },
    { audio: 0 },
    { captions: 0 },
    { video: 7 },
    { video: null },
    { video: -1 },
    {},
    { other: 1 },
  ])
    expect((await choose(id, wanted)).status, JSON.stringify(wanted)).toBe(422);
  await ada.ask('PUT', of(id, 'captions?filename=a.srt'), captionsFor(1));
  expect((await choose(id, { captions: null })).body).toMatchObject({ status: 409, code: 'captions_given' });
  expect((await choose(id, { video: 0, audio: 1 })).body).toMatchObject({ tasks: [] });
});
