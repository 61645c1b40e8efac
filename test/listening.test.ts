/** A recording without captions, through the whole app, with a recogniser that misbehaves in every way. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transcript } from '../src/contract/content.js';
import { madeOnce } from './support/made-once.js';
import type { Person } from './support/person.js';
import { programs } from './support/programs.js';
import type { StandInRecogniser } from './support/recogniser.js';
import { everyFiveSeconds, startRecogniser } from './support/recogniser.js';
import type { Server, World } from './support/world.js';
import { captionsFor } from './support/talk.js';
import { until } from './support/until.js';
import { createWorld } from './support/world.js';

let recording: Uint8Array;
/** A minute of it, which is one part. */
let brief: Uint8Array;
let recogniser: StandInRecogniser;
let world: World;
let person: Person;
const workers: Server[] = [];

beforeAll(async () => {
  // Sound only, with a pause every 20 s: 12 minutes are three parts.
  const voice = 'sine=frequency=300:sample_rate=16000,volume=enable=lt(mod(t\\,20)\\,1):volume=0';
  const args = ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', voice, '-t', '720', '-c:a', 'aac', '-b:a', '24k'];
  recording = await madeOnce(args, '.m4a', (path) => promisify(execFile)(programs().ffmpeg, [...args, path]));
  const short = args.with(args.indexOf('720'), '60');
  brief = await madeOnce(short, '.m4a', (path) => promisify(execFile)(programs().ffmpeg, [...short, path]));
  recogniser = await startRecogniser();
  world = await createWorld({
    TRANSCRIBER: 'openai',
    TRANSCRIBE_BASE_URL: recogniser.baseUrl,
    TRANSCRIBE_API_KEY: 'right',
    DRAIN_SECONDS: '0',
  });
  person = await world.signUp(await world.startWeb());
});
afterAll(async () => {
  await world.end();
  await recogniser.stop();
});
beforeEach(() => recogniser.forget());
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.end())));

async function startWorker(settings: Record<string, string> = {}): Promise<Server> {
  const worker = await world.startWorker(settings);
  workers.push(worker);
  return worker;
}

async function upload(sound = recording, id?: string): Promise<string> {
  const project = id ?? (await person.createProject()).id;
  expect((await person.ask('PUT', `/api/projects/${project}/source?filename=talk.m4a`, sound)).status).toBe(202);
  return project;
}

async function redo(id: string, key: string): Promise<void> {
  const task = await person.task(id, key);
  expect((await person.ask('POST', `/api/tasks/${task?.id ?? ''}/retry`)).status).toBe(202);
  await person.taskIn(id, key, ['succeeded']);
}

const staleIn = async (id: string): Promise<string[]> =>
  (await person.snapshot(id)).tasks.flatMap(({ key, stale }) => (stale ? [key] : [])).toSorted();

const transcriptOf = async (id: string): Promise<Transcript> =>
  (await person.ask('GET', `/api/projects/${id}/transcript`)).body as Transcript;

test('parts are heard side by side; one that fails, one that hangs and one that breaks off are asked again, the others not', async () => {
  recogniser.reply = (asked) => {
    if (asked.file === 'part-1.mp3' && asked.before < 3) return { status: 500 };
    if (asked.file === 'part-2.mp3' && asked.before < 1) return { hang: 'before' };
    if (asked.file === 'part-3.mp3' && asked.before < 1) return { hang: 'headers' };
    return everyFiveSeconds(asked);
  };
  await startWorker({ AI_TIMEOUT_SECONDS: '5' });
  const id = await upload();
  const task = await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(recogniser.mostAtOnce()).toBeGreaterThanOrEqual(2);
  expect(recogniser.answered.length).toBeGreaterThanOrEqual(3);
  expect(new Set(recogniser.answered).size).toBe(recogniser.answered.length);
  expect(task.parts).toEqual({ done: recogniser.answered.length + 2, total: recogniser.answered.length + 2 });
  const transcript = await transcriptOf(id);
  expect(transcript).toMatchObject({ source: 'recognised', language: 'en', coverage: 1, missing: [] });
  expect(transcript.segments.length).toBeGreaterThan(135);
  expect(transcript.segments.every(({ startMs }, i) => startMs >= (transcript.segments[i - 1]?.endMs ?? 0))).toBe(true);
});

test('a refused key fails it at once; with the right one a retry goes on behind the finished parts', async () => {
  recogniser.reply = (asked) =>
    asked.key === 'right' || asked.file === 'part-1.mp3' ? everyFiveSeconds(asked) : { status: 401 };
  const worker = await startWorker({ TRANSCRIBE_API_KEY: 'wrong', AI_CONCURRENCY: '1' });
  const id = await upload();
  const failed = await person.taskIn(id, 'transcribe', ['failed']);
  expect(failed).toMatchObject({ failures: 0, error: { code: 'vendor_key', retryable: true } });
  expect(recogniser.asked.map(({ file }) => file)).toEqual(['part-1.mp3', 'part-2.mp3']);
  await worker.end();
  await startWorker();
  expect((await person.ask('POST', `/api/tasks/${failed.id}/retry`)).status).toBe(202);
  await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(new Set(recogniser.answered).size).toBe(recogniser.answered.length);
});

test('minutes that cannot be had are named in a warning, and a retry that has them gives the whole', async () => {
  recogniser.reply = (asked) => everyFiveSeconds({ ...asked, durationMs: Math.min(asked.durationMs, 60_000) });
  await startWorker();
  const tab = await person.openTab();
  const id = await upload();
  const partial = await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(partial.message).toMatch(/^\d+ lines; missing are 1:0\d to 4:\d\d, /);
  expect((await transcriptOf(id)).coverage).toBeLessThan(0.4);
  await until('the warning', () => tab.notices.find(({ level }) => level === 'warning'));
  expect(tab.notices.map(({ level, title }) => [level, title])).toEqual([['warning', 'Transcript ready, with gaps']]);

  recogniser.reply = everyFiveSeconds;
  await person.ask('POST', `/api/tasks/${partial.id}/retry`);
  await until('the whole', async () => (await transcriptOf(id)).coverage === 1 || undefined);
  const whole = await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(whole.runId).toBe(partial.runId);
  tab.close();
});

test('captions that come while it listens become the transcript at once', async () => {
  recogniser.reply = () => ({ hang: 'before' });
  await startWorker();
  const id = await upload();
  await until('it to listen', () => Promise.resolve(recogniser.asked.length > 0 || undefined));
  const sent = await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(20));
  expect(sent.status).toBe(202);
  await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(await transcriptOf(id)).toMatchObject({ source: 'captions', coverage: 1 });
});

test('the recogniser is told the language that people set, and names from title and documents; what was heard in another is stale', async () => {
  await startWorker();
  const { id } = await person.createProject('Kubernetes for TypeScript people');
  const notes = 'We owe this to Ada Lovelace, says Ada Lovelace herself. It runs on PostgreSQL.';
  await person.ask('POST', `/api/projects/${id}/documents?filename=notes.md`, notes);
  await until('the document', async () => (await person.snapshot(id)).documents[0]?.passages ?? undefined);
  await upload(brief, id);
  await person.taskIn(id, 'chapters', ['succeeded']);
  const { prompt, language } = recogniser.asked[0]?.fields ?? {};
  expect(prompt?.split(', ')).toEqual(expect.arrayContaining(['TypeScript', 'Ada Lovelace', 'PostgreSQL']));
  expect([language, (await transcriptOf(id)).language]).toEqual([undefined, 'en']);

  const tab = await person.openTab();
  await tab.join(id);
  const set = await person.ask('PATCH', `/api/projects/${id}`, { language: 'pt-br' });
  expect([set.status, set.body]).toMatchObject([200, { language: 'pt-BR', title: 'Kubernetes for TypeScript people' }]);
  expect(await staleIn(id)).toEqual(['chapters', 'transcribe']);
  await expect.poll(() => tab.events.map(({ type }) => type)).toContain('project.updated');
  tab.close();
  await redo(id, 'transcribe');
  expect(recogniser.asked.map(({ fields }) => fields['language'])).toEqual([undefined, 'pt']);
  expect(await transcriptOf(id)).toMatchObject({ source: 'recognised', language: 'pt-BR' });
  await redo(id, 'chapters');
  expect(await staleIn(id)).toEqual([]);

  // The same again is nothing new; to have it found out is.
  const { lastSeq } = await person.snapshot(id);
  await person.ask('PATCH', `/api/projects/${id}`, { language: 'pt-BR' });
  expect((await person.snapshot(id)).lastSeq).toBe(lastSeq);
  await person.ask('PATCH', `/api/projects/${id}`, { language: null });
  expect(await staleIn(id)).toContain('transcribe');
  await redo(id, 'transcribe');
  expect((await transcriptOf(id)).language).toBe('en');
  for (const wrong of ['english', 'xx', 'und', '', 'de; DROP', 7, ['de']]) {
    const { status, body } = await person.ask('PATCH', `/api/projects/${id}`, { language: wrong });
    expect([status, body]).toMatchObject([422, { code: 'invalid_request' }]);
  }
  expect((await person.ask('PATCH', `/api/projects/${id}`, {})).status).toBe(422);
});

test('word times are kept where the recogniser gives them, divide long captions, and go with a line that is corrected', async () => {
  const words = Array.from({ length: 40 }, (_, i) => ({ word: `word${i}`, start: 1 + i, end: 1.5 + i }));
  const text = words.map(({ word }, i) => word + (i === 9 ? '.' : '')).join(' ');
  const body = { language: 'english', text, segments: [{ start: 1, end: 45, text }], words };
  recogniser.reply = () => ({ status: 200, body });
  await startWorker();
  const id = await upload(brief);
  await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(recogniser.asked[0]?.granularities).toEqual(['word', 'segment']);
  const whole = (await person.ask('GET', `/api/projects/${id}/transcript.json`)).body as Transcript;
  const kept = whole.segments[0]?.words ?? [];
  expect(kept).toHaveLength(40);
  const startOf = (i: number): number => kept[i]?.startMs ?? NaN;
  expect([kept[3]?.text, startOf(3) - startOf(0), (kept[3]?.endMs ?? NaN) - startOf(3)]).toEqual(['word3', 3_000, 500]);
  expect((await transcriptOf(id)).segments[0]).not.toHaveProperty('words');
  const { body: srt } = await person.ask('GET', `/api/projects/${id}/transcript.srt`);
  const cues = (srt as string).split('\n\n').map((cue) => cue.trim().split('\n').slice(2).join(' '));
  expect(cues.join(' ')).toBe(text);
  expect(Math.max(...cues.map(({ length }) => length))).toBeLessThanOrEqual(84);

  await person.ask('PATCH', `/api/projects/${id}/transcript`, { segments: [{ index: 0, text: 'Other words.' }] });
  const after = (await person.ask('GET', `/api/projects/${id}/transcript.json`)).body as Transcript;
  expect(after.segments[0]).toMatchObject({ text: 'Other words.' });
  expect(after.segments[0]).not.toHaveProperty('words');
});

test('what a server refuses is left out, each part is asked for it once at most, and nothing is paid twice', async () => {
  const refusal = (asked: { granularities: string[]; fields: Record<string, string> }): string | null => {
    if (asked.granularities.includes('word')) return 'Unsupported timestamp_granularities';
    return asked.fields['prompt'] === undefined ? null : 'This field is not supported';
  };
  recogniser.reply = (asked) => {
    const message = refusal(asked);
    return message === null ? everyFiveSeconds(asked) : { status: 400, body: { error: { message } } };
  };
  await startWorker();
  const id = await upload();
  await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(new Set(recogniser.answered).size).toBe(recogniser.answered.length);
  const asked = recogniser.asked.map(
    ({ file, granularities, fields }) => `${file} ${granularities.join()} ${fields['prompt'] ?? ''}`,
  );
  expect(new Set(asked).size).toBe(asked.length);
  const before = recogniser.asked.length;
  const other = await upload(brief);
  await person.taskIn(other, 'transcribe', ['succeeded']);
  expect(recogniser.asked).toHaveLength(before + 1);
});

test('what a server did not name when it refused, and did not take without it either, is asked for again', async () => {
  recogniser.reply = () => ({ status: 400, body: { error: { message: 'Something went wrong' } } });
  await startWorker();
  const id = await upload(brief);
  const failed = await person.taskIn(id, 'transcribe', ['failed']);
  recogniser.reply = everyFiveSeconds;
  const before = recogniser.asked.length;
  expect((await person.ask('POST', `/api/tasks/${failed.id}/retry`)).status).toBe(202);
  await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(recogniser.asked.slice(before).map(({ granularities }) => granularities)).toEqual([['word', 'segment']]);
});

test('a recogniser that can be shown voices is shown those of the first part, and knows them in the others', async () => {
  recogniser.reply = (asked) => {
    const [one = 'A', two = 'B'] = asked.speakers;
    // Whom it does not know, it numbers anew.
    const names = asked.file === 'part-1.mp3' ? ['A', 'B'] : [one, 'A', two];
    const segments = everyFiveSeconds(asked).map((said, i) => ({ ...said, speaker: names[i % names.length] }));
    return { status: 200, body: { task: 'transcribe', duration: 1, text: 'Said.', segments } };
  };
  await startWorker({ TRANSCRIBE_MODEL: 'gpt-4o-transcribe-diarize' });
  const id = await upload();
  await person.taskIn(id, 'transcribe', ['succeeded']);
  expect(recogniser.asked[0]).toMatchObject({ file: 'part-1.mp3', speakers: [] });
  for (const { speakers, references } of recogniser.asked.slice(1)) {
    expect(speakers).toEqual(['voice_A', 'voice_B']);
    expect(references.map((url) => url.startsWith('data:audio/mpeg;base64,'))).toEqual([true, true]);
  }
  const names = (await transcriptOf(id)).speakers.map(({ name }) => name);
  expect(names).toEqual(['Speaker A', 'Speaker B', 'Speaker A (part 2)', 'Speaker A (part 3)']);
});

test('a recogniser that tells voices apart numbers them in each part anew: they are called by their part, and renamed as others', async () => {
  recogniser.reply = (asked) => {
    const segments = everyFiveSeconds(asked).map((said, i) => ({
      ...said,
      id: `seg_${i}`,
      type: 'transcript.text.segment',
      speaker: i % 2 === 0 ? 'A' : 'B',
    }));
    return { status: 200, body: { task: 'transcribe', duration: 1, text: 'Said.', segments } };
  };
  await startWorker({ TRANSCRIBE_MODEL: 'gpt-4o-transcribe-diarize' });
  const single = await upload(brief);
  await person.taskIn(single, 'transcribe', ['succeeded']);
  const [asked] = recogniser.asked;
  expect(asked?.fields).toMatchObject({ response_format: 'diarized_json', chunking_strategy: 'auto' });
  expect([asked?.fields['prompt'], asked?.granularities]).toEqual([undefined, []]);
  const { speakers } = await transcriptOf(single);
  expect(speakers.map(({ name }) => name)).toEqual(['Speaker A', 'Speaker B']);
  await person.ask('PATCH', `/api/projects/${single}/speakers/${speakers[0]?.id ?? ''}`, { name: 'Ana' });
  expect((await person.ask('GET', `/api/projects/${single}/transcript.vtt`)).body).toContain('<v Ana>');

  const several = await upload();
  await person.taskIn(several, 'transcribe', ['succeeded']);
  const names = (await transcriptOf(several)).speakers.map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(['Speaker A (part 1)', 'Speaker B (part 1)', 'Speaker A (part 2)']);
});
