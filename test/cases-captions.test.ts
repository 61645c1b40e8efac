/** Captions of the kinds that people bring, given over HTTP, and what comes out for those who read the transcript. */
import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chapters, Transcript } from '../src/contract/content.js';
import type { Task } from '../src/contract/task.js';
import type { Cue } from './support/caption-files.js';
import { ASS, each, lit, rolling, srt, tails, vtt } from './support/caption-files.js';
import type { TalkLanguage } from './support/many-languages.js';
import { talks } from './support/many-languages.js';
import type { Studio } from './support/media.js';
import { clock, openStudio } from './support/media.js';
import type { Answer, Person } from './support/person.js';
import { spoken } from './support/talk.js';
import { until } from './support/until.js';
import type { World } from './support/world.js';
import { createWorld } from './support/world.js';

let world: World;
let studio: Studio;
let ada: Person;
let projectId: string;

beforeAll(async () => {
  world = await createWorld();
  studio = await openStudio();
  ada = await world.signUp(await world.startWeb());
  await world.startWorker();
  const black = ['-f', 'lavfi', '-i', 'color=black:s=160x90:r=2', '-t', '60'];
  const recording = await readFile(await studio.make('a.mp4', black));
  projectId = (await ada.createProject()).id;
  await ada.ask('PUT', `/api/projects/${projectId}/source?filename=talk.mp4`, recording);
  for (const key of ['transcribe', 'screenshots', 'chapters', 'index']) await ada.taskIn(projectId, key, ['succeeded']);
});
afterAll(async () => {
  await world.end();
  await studio.remove();
});

const put = (id: string, captions: string | Uint8Array, filename = 'talk.srt'): Promise<Answer> =>
  ada.ask('PUT', `/api/projects/${id}/captions?filename=${filename}`, captions);

interface Made {
  id: string;
  task: Task;
  transcript: Transcript;
  /** Time and text of each line, with who says it. */
  lines: Cue[];
  speakers: (string | undefined)[];
}

async function made(id: string): Promise<Made> {
  const task = await ada.taskIn(id, 'transcribe', ['succeeded']);
  const transcript = (await ada.ask('GET', `/api/projects/${id}/transcript.json`)).body as Transcript;
  const lines = transcript.segments.map(({ startMs, endMs, text }): Cue => [startMs, endMs, text]);
  // Who reads them names a speaker by an id or by the name itself.
  return { id, task, transcript, lines, speakers: transcript.segments.map(({ speaker }) => speaker) };
}

/** Of one recording, whose captions are replaced again and again: its pictures are looked at once. */
async function given(captions: string | Uint8Array): Promise<Made> {
  const answer = await put(projectId, captions);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return made(projectId);
}

const textsOf = ({ lines }: Made): string[] => lines.map(([, , text]) => text);
const HELLO = 'Good morning, and welcome.';

test.each<[string, TalkLanguage]>([
  ['gbk', 'Chinese'],
  ['shift_jis', 'Japanese'],
  ['windows-1256', 'Arabic'],
  ['windows-874', 'Thai'],
  ['euc-kr', 'Korean'],
])('%s comes out in its own letters, its times as they are', async (encoding, language) => {
  const cues = each(talks[language]);
  expect((await given(iconv.encode(srt(cues), encoding))).lines).toEqual(cues);
});

test('a stray byte costs one character', async () => {
  const bytes = Buffer.from(srt(each(['naïve café', 'déjà vu', HELLO])));
  bytes[bytes.indexOf('welcome')] = 0xff;
  expect(textsOf(await given(bytes))).toEqual(['naïve café', 'déjà vu', HELLO.replace('w', '\uFFFD')]);
});

const rolled = spoken.map((line, i): Cue => [i * 3_000 + 240, i * 3_000 + 3_230, line]);
const timed = (line: string): string => line.replace(/ (\w+)/g, '<00:00:01.000><c> $1</c>');
const words = spoken.join(' ').split(' ');

test.each<[string, string, Cue[] | string]>([
  ['lines that roll up, with times of words', vtt(rolling(timed)), rolled],
  ['the same after conversion', srt(rolling((line) => line)), rolled],
  [
    'one cue with a blank line',
    'WEBVTT\n\n00:00:20.000 --> 00:00:23.990\n \nonly<00:00:20.500><c> shown</c> once\n',
    [[20_000, 23_990, 'only shown once']],
  ],
  ['tails that are repeated', srt(tails(words)), words.join(' ')],
  [
    'each word lit',
    srt([...lit('the quick brown fox jumps over it', 0), ...lit('and then it sleeps', 2_800)]),
    [
      [0, 2_800, 'the quick brown fox jumps over it'],
      [2_800, 4_400, 'and then it sleeps'],
    ],
  ],
])('each word once: %s', async (_, file, right) => {
  const all = await given(file);
  expect(typeof right === 'string' ? textsOf(all).join(' ') : all.lines).toEqual(right);
});

test.each<[string, string, string[]]>([
  ['sounds and marks of a new speaker', '[Music]\n\n♪♪\n>> Thank you [laughter] all', ['Thank you all']],
  ['tags that are said', 'a <div> in a <section>, and a <b> tag', ['a <div> in a <section>, and a <b> tag']],
  ['tags that are marks', 'the <i>first</i> <font color="red">one</font>', ['the first one']],
])('%s', async (_, text, right) => {
  expect(textsOf(await given(srt([[1_000, 2_000, text]])))).toEqual(right);
});

test('an arrow that a word processor has changed still parts two times', async () => {
  const cues = each(['One.', 'Two.']);
  expect((await given(srt(cues).replaceAll('-->', '—>'))).lines).toEqual(cues);
});

test('speakers are kept, and written out again', async () => {
  const names = ['Ana Muster', 'Ben de la Cruz'];
  const voices = vtt(each(names.map((name) => `<v ${name}>Hello there.`)));
  const zoom = vtt(each(names.flatMap((name) => [`${name}: Hello there.`, `${name}: And so on.`])));
  for (const file of [voices, zoom]) {
    const { id, lines, speakers } = await given(file);
    expect(new Set(lines.map(([, , text]) => text))).not.toContain(expect.stringContaining('Muster'));
    expect(new Set(speakers).size).toBe(2);
    const written = (await ada.ask('GET', `/api/projects/${id}/transcript.vtt`)).body as string;
    for (const name of names) expect(written).toContain(`<v ${name}>Hello there.\n`);
    const plain = (await ada.ask('GET', `/api/projects/${id}/transcript.srt`)).body as string;
    expect(plain).toContain('Ben de la Cruz: Hello there.');
  }
});

test('a thousand milliseconds are a second', async () => {
  expect((await given('1\n00:00:01,1000 --> 00:00:03,1000\nOne.\n')).lines).toEqual([[2_000, 4_000, 'One.']]);
});

test('an hour of an editing program is taken off, and people are told', async () => {
  const { task, lines } = await given(srt(each(['One.', 'Two.'], 3_600_000)));
  expect(lines).toEqual(each(['One.', 'Two.']));
  expect(task.message).toContain('the clock of the captions begins at 1:00:00');
});

test('captions that are longer than the recording are used as far as they go, and people are told', async () => {
  const { task, lines } = await given(srt(each(spoken, 56_000)));
  expect(lines).toHaveLength(4);
  expect(task.message).toContain('the recording ends at 1:00: 4 captions that begin after its end were left out');
});

/** Sentences of scripts without blanks between words, or with stops and marks of their own, enough for two chapters. */
const scripts: [name: string, stop: RegExp, a: string, b: string][] = [
  [
    'Hindi',
    /[।॥]$/,
    'कच्ची कॉफ़ी के दानों में लगभग ग्यारह प्रतिशत पानी होता है।',
    'मधुमक्खियाँ छत्ते में शहद बनाती हैं और फूलों से रस लाती हैं।',
  ],
  [
    'Arabic',
    /[.۔]$/,
    '\u202bتصل حبوب القهوة الخضراء إلى المحمصة وفيها ماء.\u202c',
    '\u202bتصنع النحل العسل في الخلية من رحيق الزهور.\u202c',
  ],
  [
    'Thai',
    /\.$/,
    'เมล็ดกาแฟดิบมีน้ำอยู่ประมาณสิบเอ็ดเปอร์เซ็นต์ก่อนนำไปคั่วที่โรงคั่วกาแฟใกล้บ้าน',
    'ผึ้งทำน้ำผึ้งในรังจากน้ำหวานของดอกไม้ที่บานในฤดูใบไม้ผลิบนภูเขาสูง',
  ],
  ['Lao', /\.$/, 'ເມັດກາເຟດິບມີນ້ຳປະມານສິບເອັດເປີເຊັນກ່ອນນຳໄປຂົ້ວ', 'ເຜິ້ງເຮັດນ້ຳເຜິ້ງໃນຮັງຈາກນ້ຳຫວານຂອງດອກໄມ້'],
  ['Khmer', /[។៕]$/, 'គ្រាប់កាហ្វេស្រស់មានទឹកប្រហែលដប់មួយភាគរយ។', 'ឃ្មុំធ្វើទឹកឃ្មុំនៅក្នុងសំបុកពីទឹកដមផ្កា។'],
  ['Burmese', /[။၊]$/, 'ကော်ဖီစေ့စိမ်းများတွင် ရေ ဆယ့်တစ်ရာခိုင်နှုန်းခန့် ပါဝင်သည်။', 'ပျားများသည် ပန်းဝတ်ရည်မှ ပျားရည်ကို ပြုလုပ်ကြသည်။'],
];

test.each(scripts)('%s: titles without stops and marks, nothing cut inside a character', async (_, stop, a, b) => {
  const lines = [a, b].flatMap((text, half) =>
    Array.from({ length: 6 }, (_unused, i): Cue => [
      half * 30_000 + i * 5_000,
      half * 30_000 + i * 5_000 + 4_500,
      text,
    ]),
  );
  const { id } = await given(srt(lines));
  await ada.taskIn(id, 'chapters', ['succeeded']);
  const { items } = (await ada.ask('GET', `/api/projects/${id}/chapters.json`)).body as Chapters;
  const bare = (text: string): string => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  const characters = new Set(graphemes(bare(a + b)));
  for (const { title } of items) {
    expect(title).not.toMatch(stop);
    expect(bare(title)).toBe(title);
    expect(graphemes(title).filter((one) => one !== '…' && !characters.has(one))).toEqual([]);
    // A title of one topic has nothing of the other one.
    expect(
      [a, b].some((text) => bare(text).includes(title.replace(/…$/, ''))),
      title,
    ).toBe(true);
  }
});

const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

test('ASS inside of a recording, with a font: a drawing is no line, a line in two layers is one', async () => {
  const ass = await studio.write('a.ass', ASS);
  const inputs = [...clock(4), '-i', ass, '-map', '0', '-map', '1', '-c:s', 'copy'];
  const font = ['-attach', await studio.write('a.ttf', Buffer.alloc(64)), '-metadata:s:t', 'mimetype=font/ttf'];
  const mkv = await readFile(await studio.make('ass.mkv', [...inputs, ...font]));
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mkv`, mkv);
  const { transcript, lines } = await made(id);
  expect(transcript.source).toBe('embedded');
  expect(lines).toEqual([
    [500, 1_000, 'Good morning, all of you'],
    [2_000, 3_000, 'In two layers'],
    [3_000, 3_900, 'and that is all'],
  ]);
});

test('captions inside of a recording that begin after its end are none of it, and that is said', async () => {
  const file = await studio.write('late.srt', srt(each(['Hello.', 'Good day.'], 500_000)));
  const inputs = [...clock(4), '-i', file, '-map', '0', '-map', '1', '-c:s', 'copy'];
  const { id } = await ada.createProject();
  const mkv = await readFile(await studio.make('late.mkv', inputs));
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.mkv`, mkv);
  const { task, transcript } = await made(id);
  expect(transcript.source).toBe('none');
  expect(task.message).toContain('were not used: all of them lie outside of the recording');
});

test('WebVTT inside of a recording keeps who speaks', async () => {
  const file = await studio.write('a.vtt', vtt(each(['<v Ana>Hello.', '<v Ben>Good day.'])));
  const inputs = [...clock(4), '-i', file, '-map', '0', '-map', '1', '-c:s', 'copy'];
  const webm = await readFile(await studio.make('voices.webm', [...inputs, '-c:v', 'libvpx']));
  const { id } = await ada.createProject();
  await ada.ask('PUT', `/api/projects/${id}/source?filename=talk.webm`, webm);
  expect(textsOf(await made(id))).toEqual(['Hello.', 'Good day.']);
});

const beginning = (...bytes: number[]): Uint8Array => Uint8Array.from([...bytes, ...new Array<number>(2_000).fill(0)]);
const ascii = (text: string): number[] => [...Buffer.from(text)];

test.each<[string, string | Uint8Array, string]>([
  ['a VobSub file', beginning(0, 0, 1, 0xba), 'captions are pictures'],
  ['a Blu-ray file', beginning(...ascii('PG')), 'captions are pictures'],
  ['an EBU STL file', `850STL25.01${' '.repeat(1_500)}`, 'an EBU STL file'],
  ['a PDF', '%PDF-1.7\n%âã', 'a PDF document'],
  ['a word processor’s', beginning(...ascii('PK'), 3, 4), 'an archive or an office document'],
  ['a recording', beginning(0, 0, 0, 24, ...ascii('ftypmp42')), 'a recording'],
  ['MicroDVD', '{0}{25}Hello\n', 'a MicroDVD file'],
  ['noise', Uint8Array.from({ length: 4_000 }, (_, i) => 128 + ((i * 7_919 + i * i * 31) % 128)), 'Save it as UTF-8'],
])('%s is refused with what to do', async (_, file, reason) => {
  const { id } = await ada.createProject();
  const { status, body } = await put(id, file, 'talk.sub');
  expect([status, body]).toEqual([422, expect.objectContaining({ code: 'captions_invalid' })]);
  expect((body as { detail: string }).detail).toContain(reason);
  expect((body as { detail: string }).detail).toMatch(/Export the captions|Give the recording|Save it as UTF-8/);
});

test('a document in no encoding of any language says so', async () => {
  const { id } = await ada.createProject();
  const noise = Uint8Array.from({ length: 4_000 }, (_, i) => 128 + ((i * 7_919 + i * i * 31) % 128));
  const { status, body } = await ada.ask('POST', `/api/projects/${id}/documents?filename=a.txt`, noise);
  expect(status).toBe(202);
  const task = await ada.taskIn(id, (body as { task: Task }).task.key, ['failed']);
  expect(task.error?.code).toBe('unknown_encoding');
  expect(task.error?.message).toContain('Save it as UTF-8');
});

test('110,000 captions keep nobody waiting', async () => {
  const { id } = await ada.createProject();
  const many = srt(Array.from({ length: 110_000 }, (_, i): Cue => [i * 100, i * 100 + 90, String(i)]));
  let isRead = false;
  const reading = put(id, many).finally(() => (isRead = true));
  let answersMeanwhile = 0;
  await until('them to be read', async () => {
    await ada.ask('GET', '/api/me');
    answersMeanwhile++;
    return isRead;
  });
  expect((await reading).body).toMatchObject({ cues: 110_000 });
  // On the thread that answers, their reading would let only a few through.
  expect(answersMeanwhile).toBeGreaterThan(5);
});
