/** Words that captions show more than once because of how they are shown are said once; what people say twice, twice. */
import { expect, test } from 'vitest';
import { parseCaptions } from '../../src/transcript/captions/captions.js';
import type { Cue } from '../support/caption-files.js';
import { srt, vtt } from '../support/caption-files.js';

const LINES = [
  'good morning and welcome to',
  'this short talk about everyday',
  'things green coffee beans arrive',
  'at the roaster with about',
  'eleven percent water in it',
];
const heard = (file: string): Cue[] => parseCaptions(file).map(({ startMs, endMs, text }) => [startMs, endMs, text]);
const texts = (file: string): string[] => heard(file).map(([, , text]) => text);
const everyTwoSeconds = (lines: string[], lastsMs = 2_000): Cue[] =>
  lines.map((line, i) => [i * 2_000, i * 2_000 + lastsMs, line]);
/** So many lines before it are still shown. */
const above = (lines: string[], many: number, between = '\n'): string[] =>
  lines.map((_, i) => lines.slice(Math.max(0, i - many), i + 1).join(between));
const once = everyTwoSeconds(LINES);

test.each<[string, Cue[], Cue[]]>([
  ['three lines roll up', everyTwoSeconds(above(LINES, 2)), once],
  ['three lines roll up, joined to one', everyTwoSeconds(above(LINES, 2, ' ')), once],
  ['two lines roll up, with pauses', everyTwoSeconds(above(LINES, 1), 1_500), everyTwoSeconds(LINES, 1_500)],
  [
    'lines are doubled',
    everyTwoSeconds([...LINES, 'again'].map((line) => `${line}\n${line}`)),
    everyTwoSeconds([...LINES, 'again']),
  ],
  [
    'two layers that begin 20 ms apart',
    once.flatMap(([start, end, text]): Cue[] => [
      [start, end, text],
      [start + 20, end - 20, text],
    ]),
    once,
  ],
  [
    'the second layer at the end of the file',
    [...once, ...once.map(([start, end, text]): Cue => [start + 30, end, text])],
    once,
  ],
  [
    'each is shown again after a moment',
    LINES.flatMap((line, i): Cue[] => [
      [i * 4_000, i * 4_000 + 1_800, line],
      [i * 4_000 + 2_000, i * 4_000 + 3_800, line],
    ]),
    LINES.map((line, i): Cue => [i * 4_000, i * 4_000 + 3_800, line]),
  ],
  [
    'word by word, below the line before',
    LINES.flatMap((line, i) =>
      line
        .split(' ')
        .map((_, at, words): Cue => [
          i * 2_000 + at * 400,
          i * 2_000 + at * 400 + 400,
          `${i > 0 ? `${LINES[i - 1] ?? ''}\n` : ''}${words.slice(0, at + 1).join(' ')}`,
        ]),
    ),
    once,
  ],
  [
    'letter by letter',
    [...'hello there friends'].map((_, i, all): Cue => [i * 100, i * 100 + 100, all.slice(0, i + 1).join('')]),
    [[0, 1_900, 'hello there friends']],
  ],
])('%s', (_, cues, right) => {
  expect(heard(srt(cues))).toEqual(right);
  expect(heard(vtt(cues))).toEqual(right);
});

test('words that are lit by times and classes are one line', () => {
  const lit = LINES.slice(0, 3).flatMap((line, i) =>
    line
      .split(' ')
      .map((word, at, words): Cue => [
        i * 2_000 + at * 400,
        i * 2_000 + at * 400 + 400,
        words.map((other) => (other === word ? `<c.now>${other}</c>` : other)).join(' '),
      ]),
  );
  expect(heard(vtt(lit))).toEqual(once.slice(0, 3));
  const timed = everyTwoSeconds(LINES.map((line, i) => line.replace(/ (\w+)/g, `<00:00:0${i * 2}.500><c> $1</c>`)));
  expect(heard(vtt(timed))).toEqual(once);
});

test('live captions that mend themselves say the mended words', () => {
  const live = [
    '>> GOOD MORNIG',
    '>> GOOD MORNING',
    '>> GOOD MORNING AND WELCOME',
    'AND WELCOME TO THE TALK',
    'TO THE TALK ABOUT COFFE',
    'TO THE TALK ABOUT COFFEE',
    'ABOUT COFFEE THANK YOU',
  ];
  expect(texts(srt(everyTwoSeconds(live))).join(' ')).toBe(
    'GOOD MORNING AND WELCOME TO THE TALK ABOUT COFFEE THANK YOU',
  );
});

test('lines without blanks roll up, too', () => {
  for (const lines of [
    ['皆さんこんにちは', '今日の講演へようこそ', 'コーヒーの話です', '水分が多いです', '終わりです'],
    ['大家好', '欢迎来到今天的讲座', '我们谈谈咖啡', '咖啡豆里有水', '谢谢大家'],
    ['สวัสดีครับ', 'ยินดีต้อนรับทุกคน', 'วันนี้เราพูดเรื่องกาแฟ', 'เมล็ดกาแฟมีน้ำ', 'ขอบคุณครับ'],
  ]) {
    expect(texts(srt(everyTwoSeconds(above(lines, 1))))).toEqual(lines);
  }
});

test.each<[string, string[]]>([
  ['a word again and again', ['No. No. No.', 'No.', 'No.', 'It is very very good.', 'Very very good.', 'Good.']],
  [
    'a refrain',
    [
      'Row, row, row your boat',
      'Gently down the stream',
      'Merrily, merrily',
      'Row, row, row your boat',
      'Gently down the stream',
      'Merrily, merrily',
    ],
  ],
  ['a line twice', ['We will, we will rock you', 'We will, we will rock you', 'Sing it', 'We will, we will rock you']],
  [
    'the same beginning',
    ['I have a dream that one day', 'I have a dream that my children', 'I have a dream today', 'Today we go on'],
  ],
  [
    'what was said is taken up',
    ['We need a plan', 'A plan needs people', 'People need time', 'Time needs a plan', 'A plan it is'],
  ],
  ['only yes', ['Yes.', 'Yes.', 'Yes.', 'Yes.', 'Yes.', 'Yes.']],
  ['counting', ['one two three', 'two three four', 'three four five']],
])('people say twice: %s', (_, lines) => {
  expect(texts(srt(everyTwoSeconds(lines)))).toEqual(lines);
});

test('people say something twice while lines roll up', () => {
  const lines = [
    'good morning all',
    'very very good',
    'no no no',
    'and and then we go on',
    'to the store',
    'to the store again',
    'good bye',
  ];
  expect(texts(srt(everyTwoSeconds(above(lines, 1))))).toEqual(lines);
});
