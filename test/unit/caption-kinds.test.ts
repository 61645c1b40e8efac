/** Kinds of caption files that people bring, each as programs write it. */
import { expect, test } from 'vitest';
import { parseCaptions } from '../../src/transcript/captions/captions.js';
import { toSrt, toText, toVtt } from '../../src/transcript/captions/write.js';

const LINES = [
  'good morning and welcome to this short',
  'talk about everyday things green coffee beans',
  'arrive at the roaster with about eleven',
  'percent water in the drum the beans',
  'turn yellow first and the roaster listens',
  'for the first crack after which sugars',
];

const clock = (ms: number, point: string): string => {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `00:${two(ms / 60_000)}:${two((ms / 1_000) % 60)}${point}${String(ms % 1_000).padStart(3, '0')}`;
};
const srt = (cues: [number, number, string][]): string =>
  cues.map(([start, end, text], i) => `${i + 1}\n${clock(start, ',')} --> ${clock(end, ',')}\n${text}\n`).join('\n');
const vtt = (cues: [number, number, string][]): string =>
  `WEBVTT\n\n${cues.map(([start, end, text]) => `${clock(start, '.')} --> ${clock(end, '.')}\n${text}\n`).join('\n')}`;
const texts = (file: string): string[] => parseCaptions(file).map(({ text }) => text);
const timed = (file: string): [number, number, string][] =>
  parseCaptions(file).map(({ startMs, endMs, text }) => [startMs, endMs, text]);

/** Line after line, shown for three seconds, held for 10 ms, and pushed up. */
function rolling(mark: (line: string) => string): [number, number, string][] {
  return LINES.flatMap((line, i): [number, number, string][] => {
    const [start, before] = [i * 3_000 + 240, LINES[i - 1] ?? ' '];
    return [
      [start, start + 2_990, `${before}\n${mark(line)}`],
      [start + 2_990, start + 3_000, `${line}\n `],
    ];
  });
}

const once: [number, number, string][] = LINES.map((line, i) => [i * 3_000 + 240, i * 3_000 + 3_230, line]);

test('lines that roll up are said once, at the time when each is first shown: WebVTT with times of words', () => {
  const withTimes = (line: string): string => line.replace(/ (\w+)/g, '<00:00:01.000><c> $1</c>');
  expect(timed(vtt(rolling(withTimes)))).toEqual(once);
});

test('lines that roll up are said once, also after conversion to SubRip', () => {
  expect(timed(srt(rolling((line) => line)))).toEqual(once);
});

test('one cue with a blank line under its times is not lost', () => {
  expect(timed('WEBVTT\n\n00:00:20.000 --> 00:00:23.990\n \nonly<00:00:20.500><c> shown</c> once\n')).toEqual([
    [20_000, 23_990, 'only shown once'],
  ]);
});

test('tails that are repeated are said once', () => {
  const words = LINES.join(' ').split(' ');
  const cues = Array.from({ length: 8 }, (_, i): [number, number, string] => [
    i * 2_000,
    i * 2_000 + 2_000,
    words.slice(Math.max(0, i * 4 - 3), i * 4 + 4).join(' '),
  ]);
  expect(texts(srt(cues)).join(' ')).toBe(words.slice(0, 32).join(' '));
});

test('a cue for each word that is lit, and a line that grows by its words, are one line each', () => {
  const words = 'the quick brown fox jumps over it'.split(' ');
  const next = 'and then it sleeps in the sun'.split(' ');
  const lit = (all: string[], from: number): [number, number, string][] =>
    all.map((word, i) => [
      from + i * 400,
      from + i * 400 + 400,
      all.map((w) => (w === word ? `<b>${w}</b>` : w)).join(' '),
    ]);
  const grown = (all: string[], from: number): [number, number, string][] =>
    all.map((_, i) => [from + i * 400, from + i * 400 + 400, all.slice(0, i + 1).join(' ')]);
  const expected = [
    [0, 2_800, words.join(' ')],
    [2_800, 5_600, next.join(' ')],
  ];
  expect(timed(srt([...lit(words, 0), ...lit(next, 2_800)]))).toEqual(expected);
  expect(timed(srt([...grown(words, 0), ...grown(next, 2_800)]))).toEqual(expected);
});

test('what people say twice stays said twice', () => {
  const cues: [number, number, string][] = [
    [0, 1_000, 'Yes.'],
    [1_000, 2_000, 'Yes.'],
    [2_000, 4_000, 'We go to the store.'],
    [4_000, 6_000, 'The store is closed.'],
    [6_000, 8_000, 'No no no.'],
    [9_000, 10_000, 'We go to the store.'],
    [10_000, 12_000, 'Then we go home.'],
    [12_000, 14_000, 'home sweet home'],
  ];
  expect(timed(srt(cues))).toEqual(cues);
});

test('drawings, layers and overrides of ASS are no speech; its names are speakers', () => {
  const ass = [
    '[Script Info]',
    'ScriptType: v4.00+',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname',
    'Style: Default,Arial',
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    'Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,a note of the typesetter',
    String.raw`Dialogue: 0,0:00:01.00,0:00:03.50,Default,Ana,0,0,0,,{\an8\blur2}Hello,\Nand welcome`,
    String.raw`Dialogue: 0,0:00:04.00,0:00:06.00,Default,,0,0,0,,{\p1}m 0 0 l 100 0 100 100 0 100{\p0}`,
    'Dialogue: 0,0:00:06.00,0:00:08.00,Default,Ben,0,0,0,,In two layers',
    'Dialogue: 1,0:00:06.00,0:00:08.00,Default,Ben,0,0,0,,In two layers',
  ].join('\r\n');
  expect(parseCaptions(ass)).toEqual([
    { index: 0, startMs: 1_000, endMs: 3_500, text: 'Hello, and welcome', speakerName: 'Ana' },
    { index: 1, startMs: 6_000, endMs: 8_000, text: 'In two layers', speakerName: 'Ben' },
  ]);
});

test('SBV, as YouTube Studio hands it out', () => {
  expect(
    timed('0:00:00.240,0:00:03.230\ngood morning\nand welcome\n\n0:00:03.240,0:01:06.230\nto this talk\n'),
  ).toEqual([
    [240, 3_230, 'good morning and welcome'],
    [3_240, 66_230, 'to this talk'],
  ]);
});

test('TTML: clock times, seconds, ticks and frames, breaks, prefixes, times of the parts around', () => {
  const ttml = (root: string, body: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" ${root}><head><metadata/></head><body><div>${body}</div></body></tt>`;
  expect(
    timed(
      ttml(
        '',
        '<p begin="00:00:01.500" end="00:00:03">Good\n   morning<br/>everybody</p><p begin="4s" dur="1500ms">a &lt;b&gt;</p>',
      ),
    ),
  ).toEqual([
    [1_500, 3_000, 'Good morning everybody'],
    [4_000, 5_500, 'a <b>'],
  ]);
  expect(timed(ttml('ttp:tickRate="10000000"', '<p begin="10000000t" end="25000000t">ticks</p>'))).toEqual([
    [1_000, 2_500, 'ticks'],
  ]);
  expect(timed(ttml('ttp:frameRate="25"', '<p begin="00:00:01:05" end="00:00:02:00">frames</p>'))).toEqual([
    [1_200, 2_000, 'frames'],
  ]);
  const prefixed = `<tt:tt xmlns:tt="http://www.w3.org/ns/ttml"><tt:body begin="10s"><tt:div><tt:p begin="1s" end="2s"><tt:span>one</tt:span> two</tt:p></tt:div></tt:body></tt:tt>`;
  expect(timed(prefixed)).toEqual([[11_000, 12_000, 'one two']]);
  const spans = ttml('', '<p><span begin="1s" end="2s">one</span><span begin="2s" end="3s">two</span></p>');
  expect(timed(spans)).toEqual([
    [1_000, 2_000, 'one'],
    [2_000, 3_000, 'two'],
  ]);
});

test('LRC: a line lasts until the next one; words have times of their own', () => {
  expect(timed('[ar:Somebody]\n[offset:0]\n[00:01.50]First line\n[00:04.00]<00:04.00>Second <00:05.00>line\n')).toEqual(
    [
      [1_500, 4_000, 'First line'],
      [4_000, 14_000, 'Second line'],
    ],
  );
});

test('sounds, music and marks of a new speaker are no speech; brackets that are said are', () => {
  const said = (line: string): string[] =>
    texts(
      srt([
        [0, 1_000, line],
        [2_000, 3_000, 'and that is all'],
      ]),
    ).slice(0, -1);
  expect(said('[Music]')).toEqual([]);
  expect(said('(applause)')).toEqual([]);
  expect(said('【音楽】')).toEqual([]);
  expect(said('♪ la la la ♪')).toEqual([]);
  expect(said('♪♪')).toEqual([]);
  expect(said('>> Thank you [laughter] all')).toEqual(['Thank you all']);
  expect(said('take list[index] of a (small) array [0]')).toEqual(['take list[index] of a (small) array [0]']);
  expect(said('shift it with x >> 2')).toEqual(['shift it with x >> 2']);
  expect(said('put it in a <div> and a <p class="x">, not a <span>')).toEqual([
    'put it in a <div> and a <p class="x">, not a <span>',
  ]);
  expect(said('the <i>first</i> <font color="red">one</font>')).toEqual(['the first one']);
});

test('a line with two times is never speech, however a word processor has changed its arrow', () => {
  const broken =
    '1\n00:00:01,000 –> 00:00:02,000\nOne\n\n2\n00:00:03,000 —> 00:00:04,000\nTwo\n\n3\n00:00:05,000 → 00:00:06,000\nThree\n';
  expect(timed(broken)).toEqual([
    [1_000, 2_000, 'One'],
    [3_000, 4_000, 'Two'],
    [5_000, 6_000, 'Three'],
  ]);
  expect(texts('1\n00:00:01,000 --> 00:00:02,000\nOne\n00:99:03,000 --> 00:00:04,000\nTwo\n')).toEqual(['One']);
});

test('a thousand milliseconds are a second', () => {
  expect(timed('1\n00:00:01,1000 --> 00:00:04,000\nOne\n')).toEqual([[2_000, 4_000, 'One']]);
});

test('names before a colon are speakers where a file names them, and stand in what is written out', () => {
  const zoom = vtt([
    [0, 1_000, 'Ana Muster: Good morning.'],
    [1_000, 2_000, 'Ana Muster: Note: this is short.'],
    [2_000, 3_000, 'José de la Cruz: Thank you.'],
  ]);
  const segments = parseCaptions(zoom);
  expect(segments.map(({ speakerName, text }) => [speakerName, text])).toEqual([
    ['Ana Muster', 'Good morning.'],
    ['Ana Muster', 'Note: this is short.'],
    ['José de la Cruz', 'Thank you.'],
  ]);
  expect(toVtt(segments)).toContain('<v José de la Cruz>Thank you.\n');
  expect(parseCaptions(toVtt(segments))).toEqual(segments);
  expect(toSrt(segments)).toContain('\nJosé de la Cruz: Thank you.\n');
  expect(toText(segments)).toBe('Ana Muster: Good morning.\nNote: this is short.\nJosé de la Cruz: Thank you.\n');
});

test('a talk that says a word and a colon now and then has no speakers', () => {
  const cues = LINES.map((line, i): [number, number, string] => [i * 1_000, i * 1_000 + 900, line]);
  const talk = srt([...cues, [7_000, 8_000, 'Remember: water first.'], [8_000, 9_000, 'Docker: a box.']]);
  expect(parseCaptions(talk).every(({ speakerName }) => speakerName === undefined)).toBe(true);
  expect(texts(talk)).toContain('Docker: a box.');
});

test('places where a word may be parted are no part of it', () => {
  expect(texts(srt([[0, 1_000, 'morn\u00ading, be\u200bes']]))).toEqual(['morning, bees']);
  // Khmer parts its words by them.
  expect(texts(srt([[0, 1_000, 'ភាសា\u200bខ្មែរ']]))).toEqual(['ភាសា\u200bខ្មែរ']);
});

test('marks of direction round a cue go', () => {
  expect(
    texts(
      srt([
        [0, 1_000, '\u202bصباح الخير\u202c'],
        [1_000, 2_000, '\u200fشكرا\u200f لكم'],
      ]),
    ),
  ).toEqual(['صباح الخير', 'شكرا لكم']);
});
