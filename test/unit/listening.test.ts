/** The step that hears: real ffmpeg on sound the test makes, and a recogniser at the network's edge. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Transcript } from '../../src/contract/content.js';
import { openai } from '../../src/outside/recognisers/openai/recogniser.js';
import type { Transcriber } from '../../src/outside/recognisers/transcriber.js';
import type { Outcome, StepTask } from '../../src/steps/step.js';
import { run as probe } from '../../src/steps/probe/run.js';
import { transcribe as transcribeStep } from '../../src/steps/transcribe/step.js';
import { run as transcribe } from '../../src/steps/transcribe/run.js';
import type { Studio } from '../support/media.js';
import { earsIn } from '../support/ears.js';
import { heldBack } from '../support/held-back.js';
import { clock, lossless, openStudio } from '../support/media.js';
import type { Asked, Reply, StandInRecogniser } from '../support/recogniser.js';
import { everyFiveSeconds, startRecogniser } from '../support/recogniser.js';
import type { Bench } from '../support/tools.js';
import { createBench } from '../support/tools.js';

let studio: Studio;
let recogniser: StandInRecogniser;
let bench: Bench | undefined;
/** With a pause each 20 s: ten minutes and a half, which are three parts, and as little as is heard at all. */
let talk: string;
let briefTalk: string;

beforeAll(async () => {
  studio = await openStudio();
  const speech = (seconds: number) => [...beeps(seconds, 'lt(mod(t\\,20)\\,1)'), '-c:a', 'aac', '-b:a', '24k'];
  talk = await studio.make('talk.m4a', speech(630));
  briefTalk = await studio.make('brief.m4a', speech(60));
});
afterAll(() => studio.remove());
beforeEach(async () => {
  recogniser = await startRecogniser();
});
afterEach(async () => {
  await recogniser.stop();
  await bench?.remove();
  bench = undefined;
});

/** Syllables over the noise of a room, with pauses. */
const SAID = '0.2*sin(2*PI*300*t)*(0.55-0.45*cos(2*PI*4*t))*gte(mod(t,10),1)+0.002*(random(0)-0.5)';

/** A tone of so many seconds that is silent while `when` holds. */
function beeps(seconds: number, when: string): string[] {
  const sound = `sine=frequency=300:sample_rate=16000:duration=${seconds},volume=enable=${when}:volume=0`;
  return ['-f', 'lavfi', '-i', sound];
}

const openTranscriber = (apiKey = 'key', model = 'whisper-1'): Promise<Transcriber> =>
  openai
    .chosen({
      TRANSCRIBE_BASE_URL: recogniser.baseUrl,
      TRANSCRIBE_API_KEY: apiKey,
      TRANSCRIBE_MODEL: model,
    })
    .open({ dataDir: '/nonexistent', aiTimeoutMs: 20_000, aiConcurrency: 4 });

async function listenTo(file: string): Promise<{ bench: Bench; run: (more?: Partial<StepTask>) => Promise<Outcome> }> {
  const made = await createBench(file);
  bench = made;
  const probed = await probe(made.task, made.tools);
  if (!('result' in probed)) throw new Error('The recording was refused.');
  made.tools.given = { ...made.tools.given, media: probed.result };
  made.tools.transcriber = await openTranscriber();
  return { bench: made, run: (more = {}) => transcribe({ ...made.task, key: 'transcribe', ...more }, made.tools) };
}

const resultOf = (outcome: Outcome): Transcript => {
  if (outcome.kind !== 'done' && outcome.kind !== 'partial') throw new Error(JSON.stringify(outcome));
  return outcome.result as Transcript;
};

test('words stand where they were said, though the sound begins late, has a hole, and is cut into parts', async () => {
  // From 3 s on; beeps of a second at 3, 13, 23, …, of which those from 103 to 153 are cut out of the stream.
  const hole = 'aselect=not(between(t\\,95\\,155))';
  const sound = beeps(700, 'gte(mod(t\\,10)\\,1)');
  sound[3] = `${sound[3] ?? ''},${hole}`;
  const file = await studio.make('late.mkv', [
    ...clock(40, { rate: 2 }),
    '-itsoffset',
    '3',
    ...sound,
    ...lossless(10),
    '-c:a',
    'libopus',
    '-b:a',
    '24k',
    '-map',
    '0:v',
    '-map',
    '1:a',
  ]);
  recogniser.reply = earsIn(studio.folder);
  const { run } = await listenTo(file);
  const { segments, coverage } = resultOf(await run());
  expect(coverage).toBe(1);
  expect(recogniser.asked.length).toBeGreaterThan(2);
  const expected = Array.from({ length: 70 }, (_, i) => 3_000 + i * 10_000).filter((ms) => ms < 98_000 || ms > 158_000);
  expect(segments.map(({ startMs }) => Math.round(startMs / 1_000) * 1_000)).toEqual(expected);
  for (const [i, { startMs, endMs }] of segments.entries()) {
    expect(Math.abs(startMs - (expected[i] ?? 0))).toBeLessThan(100);
    expect(Math.abs(endMs - startMs - 1_000)).toBeLessThan(150);
  }
});

test('parts are small pieces of MP3 that begin and end in pauses; nothing is left in the scratch folder', async () => {
  const { bench: made, run } = await listenTo(talk);
  const outcome = await run();
  expect(outcome.kind).toBe('done');
  expect(resultOf(outcome)).toMatchObject({ language: 'en', source: 'recognised', missing: [] });
  expect(recogniser.asked.length).toBeGreaterThanOrEqual(3);
  for (const { bytes, durationMs, fields } of recogniser.asked) {
    expect(bytes.length).toBeLessThan(24_000_000);
    expect(durationMs).toBeLessThan(5 * 60_000 + 500);
    expect(fields).toMatchObject({ model: 'whisper-1', response_format: 'verbose_json' });
  }
  expect(await readdir(made.tools.scratch)).toEqual(['sound']);
});

test('the first part is heard while the rest of the sound is still read; another attempt takes the same parts', async () => {
  // 13 minutes.
  const sound = ['-f', 'lavfi', '-i', `aevalsrc='${SAID}':s=16000:d=20,aloop=loop=38:size=320000`];
  const long = await studio.make('long.m4a', [...sound, '-c:a', 'aac', '-b:a', '24k']);
  const gate = `${long}.gate`;
  const { bench: made, run } = await listenTo(long);
  made.tools.ffmpeg = await heldBack(made, { afterMinutes: 7, gate });
  recogniser.reply = async (asked) => {
    // Who waits for all of the sound waits for ever.
    await writeFile(gate, '');
    return asked.file === 'part-3.mp3' && asked.before === 0 ? { status: 404 } : everyFiveSeconds(asked);
  };
  await expect(run()).rejects.toMatchObject({ code: 'vendor_refused' });
  const first = recogniser.asked.map(({ file, durationMs }) => [file, durationMs]);
  expect(recogniser.answered.length).toBeGreaterThan(0);

  const transcript = resultOf(await run({ attempt: 2 }));
  expect(transcript).toMatchObject({ coverage: 1, missing: [], durationMs: expect.closeTo(780_000, -3) as number });
  expect(transcript.segments.at(-1)?.endMs).toBeGreaterThan(775_000);
  expect(new Set(recogniser.answered).size).toBe(recogniser.answered.length);
  const again = recogniser.asked.map(({ file, durationMs }) => [file, durationMs]);
  for (const [file, durationMs] of first) expect(again).toContainEqual([file, durationMs]);
  const looks = [...made.parts].filter(([name]) => name.startsWith('sound'));
  expect(looks).toEqual([
    ['sound', 1],
    ['sound from 6 min', 1],
    ['sound from 12 min', 1],
  ]);
});

test('a refused key is said while the sound is still read: its rest is of no use', async () => {
  const sound = ['-f', 'lavfi', '-i', `aevalsrc='${SAID}':s=16000:d=20,aloop=loop=23:size=320000`];
  const long = await studio.make('eight-minutes.m4a', [...sound, '-c:a', 'aac', '-b:a', '24k']);
  const gate = `${long}.gate`;
  const { bench: made, run } = await listenTo(long);
  made.tools.ffmpeg = await heldBack(made, { afterMinutes: 7, gate });
  recogniser.reply = () => ({ status: 401 });
  try {
    await expect(run()).rejects.toMatchObject({ code: 'vendor_key', permanent: true });
  } finally {
    await writeFile(gate, '');
  }
});

test('what voices were known stays in the run: no part is paid for again because the first is heard later', async () => {
  const { bench: made, run } = await listenTo(talk);
  made.tools.transcriber = await openTranscriber('key', 'gpt-4o-transcribe-diarize');
  const said = (asked: Asked) => everyFiveSeconds(asked).map((line, i) => ({ ...line, speaker: i % 2 ? 'A' : 'B' }));
  recogniser.reply = (asked) =>
    asked.file === 'part-1.mp3' && asked.before === 0 ? { status: 503, headers: { 'retry-after': '60' } } : said(asked);
  await expect(run()).rejects.toMatchObject({ code: 'vendor_unavailable' });
  const paid = [...recogniser.answered];
  expect(paid.length).toBeGreaterThanOrEqual(2);
  expect(await run({ attempt: 2 })).toMatchObject({ kind: 'done' });
  expect(recogniser.answered).toEqual([...paid, 'part-1.mp3']);
});

test('an attempt that began when speech was kept as a whole goes on by it', async () => {
  const { bench: made, run } = await listenTo(briefTalk);
  const part = made.tools.part.bind(made.tools);
  // As it was kept then, of the same sound: two stretches of speech.
  made.tools.part = (name, input, work) =>
    part(
      name,
      input,
      name === 'sound'
        ? () =>
            Promise.resolve([
              [1_000, 20_000],
              [21_000, 40_000],
            ] as never)
        : work,
    );
  const { segments } = resultOf(await run());
  expect(segments[0]?.startMs).toBeGreaterThanOrEqual(700);
  expect(segments.at(-1)?.endMs).toBeLessThanOrEqual(40_300);
  expect(recogniser.asked.map(({ file }) => file)).toEqual(['part-1.mp3']);
});

test('an answer that lacks words is asked for again, otherwise; then its minutes are missing, and a retry asks for them only', async () => {
  const first = ({ file }: Asked): boolean => file === 'part-1.mp3';
  recogniser.reply = (asked) => everyFiveSeconds(first(asked) ? { ...asked, durationMs: 60_000 } : asked);
  const { bench: made, run } = await listenTo(talk);
  const outcome = await run();
  const { coverage, missing, segments } = resultOf(outcome);
  expect(outcome).toMatchObject({ kind: 'partial', coverage });
  expect(coverage).toBeGreaterThan(0.5);
  expect(coverage).toBeLessThan(0.9);
  expect(missing).toHaveLength(1);
  expect(missing[0]?.startMs).toBeLessThan(70_000);
  expect(segments[0]?.startMs).toBeLessThan(2_000);
  const asks = recogniser.asked.filter(first);
  expect(asks.map(({ fields }) => fields['temperature'])).toEqual([undefined, '0.2', '0.4']);
  expect(made.logged.filter((line) => line.includes('words are missing'))).toHaveLength(3);

  // Another attempt of the same task pays for nothing.
  const paid = recogniser.asked.length;
  expect(await run({ attempt: 2 })).toEqual(outcome);
  expect(recogniser.asked).toHaveLength(paid);

  recogniser.reply = everyFiveSeconds;
  expect(await run({ id: 'retried' })).toMatchObject({ kind: 'done' });
  expect(recogniser.asked.slice(paid).map(({ file }) => file)).toEqual(['part-1.mp3']);
});

test('a loop is asked for again', async () => {
  recogniser.reply = (asked) =>
    asked.before > 0 ? everyFiveSeconds(asked) : everyFiveSeconds(asked).map((said) => ({ ...said, text: 'Bye.' }));
  const { run } = await listenTo(briefTalk);
  expect(await run()).toMatchObject({ kind: 'done', result: { coverage: 1 } });
  expect(
    recogniser.asked.every(({ file }) => recogniser.asked.filter((other) => other.file === file).length === 2),
  ).toBe(true);
});

test('only silence is a transcript without lines, and nobody is asked', async () => {
  const silence = await studio.make('silence.m4a', ['-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono', '-t', '30']);
  const { bench: made, run } = await listenTo(silence);
  made.tools.transcriber = null;
  const outcome = await run();
  expect(outcome).toMatchObject({ kind: 'done', result: { source: 'none', segments: [], coverage: 1, missing: [] } });
  expect(recogniser.asked).toEqual([]);
});

test.each([
  ['an unknown codec', 'mkv', (bytes: Buffer) => bytes.write('A_XXX', bytes.indexOf('A_AAC'))],
  [
    'noise instead of packets',
    'm4a',
    (bytes: Buffer) => bytes.fill(0x55, bytes.indexOf('mdat') + 4, bytes.indexOf('moov') - 4),
  ],
])('sound that cannot be decoded is a failure with a reason, not silence: %s', async (_name, ending, harm) => {
  const bytes = await readFile(await studio.make(`whole.${ending}`, [...beeps(10, '0'), '-c:a', 'aac']));
  harm(bytes);
  const { run } = await listenTo(await studio.write(`harmed.${ending}`, bytes));
  expect(await run()).toMatchObject({ kind: 'failed', code: 'undecodable' });
});

test('without a recogniser it says what to do', async () => {
  const { bench: made, run } = await listenTo(briefTalk);
  made.tools.transcriber = null;
  expect(await run()).toMatchObject({ kind: 'failed', code: 'no_transcriber' });
});

test('a part that fails loses no other answer; when no try is left, its minutes are missing', async () => {
  const broken = ({ file }: Asked): Reply | null =>
    file === 'part-2.mp3' ? { status: 503, headers: { 'retry-after': '60' } } : null;
  recogniser.reply = (asked) => broken(asked) ?? everyFiveSeconds(asked);
  const { run } = await listenTo(talk);
  await expect(run()).rejects.toMatchObject({ code: 'vendor_unavailable', permanent: false });
  expect(recogniser.answered.length).toBeGreaterThanOrEqual(2);
  const outcome = await run({ attempt: 4, failures: 3 });
  expect(new Set(recogniser.answered).size).toBe(recogniser.answered.length);
  expect(outcome).toMatchObject({ kind: 'partial', result: { missing: [{}] } });
  const [gap] = resultOf(outcome).missing;
  expect(
    resultOf(outcome).segments.some(({ startMs }) => startMs > (gap?.startMs ?? 0) && startMs < (gap?.endMs ?? 0)),
  ).toBe(false);
});

test('what cannot get better is said at once: a refused key, and a model that answers without times', async () => {
  recogniser.reply = () => ({ status: 401 });
  const { bench: made, run } = await listenTo(talk);
  await expect(run()).rejects.toMatchObject({ code: 'vendor_key', permanent: true });
  expect(recogniser.asked.every(({ before }) => before === 0)).toBe(true);
  made.tools.transcriber = await openTranscriber('right');
  recogniser.reply = () => ({ status: 200, body: { text: 'Hello everybody.' } });
  await expect(run()).rejects.toMatchObject({ code: 'vendor_refused', permanent: true });
});

test('a stop ends the requests and removes their sound', async () => {
  let hanging = 0;
  recogniser.reply = () => {
    if (++hanging === 2) bench?.abort.abort(new Error('Stopped'));
    return { hang: 'before' };
  };
  const { bench: made, run } = await listenTo(talk);
  await expect(run()).rejects.toThrow('Stopped');
  expect(await readdir(made.tools.scratch)).toEqual(['sound']);
});

test('what is damaged in the file is missing in the transcript, whatever is heard around it, and is said once', async () => {
  const bytes = await readFile(
    await studio.make('to-damage.m4a', [...beeps(60, 'lt(mod(t\\,20)\\,1)'), '-c:a', 'aac']),
  );
  bytes.fill(0, Math.round(bytes.length * 0.4), Math.round(bytes.length * 0.6));
  const { bench: made, run } = await listenTo(await studio.write('damaged.m4a', bytes));
  const { damaged = [], durationMs = 0 } = made.tools.given.media ?? {};
  expect(damaged).toHaveLength(1);
  const outcome = await run();
  const transcript = resultOf(outcome);
  expect(transcript.missing).toEqual(expect.arrayContaining(damaged));
  expect(transcript.coverage).toBeLessThan(1 - 10_000 / durationMs);
  const said = transcribeStep.summary(outcome.kind === 'partial' ? (outcome.result as never) : (null as never));
  expect(said.match(/0:2\d to 0:3\d/g)).toHaveLength(1);
  expect(said).toContain('the file is damaged from');
});

test('a caption or two beside an hour of speech are not taken for all that is said', async () => {
  const captions = await studio.write('signs.srt', '1\n00:00:10,000 --> 00:00:11,000\nTo the station\n');
  const speech = [...beeps(120, 'lt(mod(t\\,20)\\,1)'), '-i', captions, '-map', '0', '-map', '1', '-c:s', 'copy'];
  const { bench: made, run } = await listenTo(await studio.make('signs.mkv', speech));
  const outcome = await run();
  expect(resultOf(outcome).source).toBe('recognised');
  expect(outcome).toMatchObject({ result: { notes: [expect.stringContaining('cannot be all that is said')] } });
  // Nobody can hear it: then they are all there is, and that is said.
  made.tools.transcriber = null;
  const without = await run();
  expect(resultOf(without)).toMatchObject({ source: 'embedded', segments: [{ text: 'To the station' }] });
  expect(without).toMatchObject({ result: { notes: [expect.stringContaining('may not be all that is said')] } });
});
