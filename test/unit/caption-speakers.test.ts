/** Who speaks, in the ways that programs write it before what is said; and what only looks like it. */
import { expect, test } from 'vitest';
import { parseCaptions } from '../../src/transcript/captions/captions.js';
import { each, srt, vtt } from '../support/caption-files.js';

/** Each line with who says it. */
const heard = (file: string): string[] =>
  parseCaptions(file).map(({ speakerName, text }) => (speakerName === undefined ? text : `{${speakerName}} ${text}`));
const inSrt = (...lines: string[]): string[] => heard(srt(each(lines)));

/** Two people, of whom the first speaks twice. */
const forms: [write: (name: string, text: string) => string, names: [string, string]][] = [
  [(name, text) => `${name}: ${text}`, ['Ana Muster', 'Dr. José de la Cruz']],
  [(name, text) => `${name}: ${text}`, ["Sean O'Neil", 'J. R. Smith-Weiß']],
  [(name, text) => `${name}: ${text}`, ['SPEAKER_00', 'SPEAKER_01']],
  [(name, text) => `[${name}]: ${text}`, ['Speaker 1', 'Speaker 2']],
  [(name, text) => `[${name}] ${text}`, ['Speaker 1', 'Speaker 2']],
  [(name, text) => `(${name}) ${text}`, ['Ana', 'Ben']],
  [(name, text) => `(${name}): ${text}`, ['ANA', 'BEN']],
  [(name, text) => `>> ${name}: ${text}`, ['ANA', 'BEN']],
  [(name, text) => `- ${name}: ${text}`, ['Ana', 'Ben']],
  [(name, text) => `${name} (00:01): ${text}`, ['Speaker 1', 'Speaker 2']],
  [(name, text) => `${name}:\n${text}`, ['Ana', 'Ben']],
  [(name, text) => `${name}：${text}`, ['张三', '李四']],
  [(name, text) => `（${name}）${text}`, ['田中', '鈴木']],
  [(name, text) => `${name}: ${text}`, ['Анна', 'Иван']],
  [(name, text) => `${name}: ${text}`, ['أحمد', 'سارة']],
  [(name, text) => `<v ${name}>${text}</v>`, ['Ana Muster', 'Ben']],
];

test.each(forms.map(([write, names]) => [write(names[0], '…').replace('\n', ' ⏎ '), write, names] as const))(
  '%s',
  (_, write, [first, second]) => {
    const lines = [write(first, 'Good morning.'), write(second, 'Thank you.'), write(first, 'And on we go.')];
    const right = [`{${first}} Good morning.`, `{${second}} Thank you.`, `{${first}} And on we go.`];
    expect(heard(srt(each(lines)))).toEqual(right);
    expect(heard(vtt(each(lines)))).toEqual(right);
  },
);

test('where everybody is called by something, that is a speaker, whatever it looks like', () => {
  expect(inSrt('iPhone (2): Hi.', 'ana_m: Hello.', 'iPhone (2): Yes.', 'ana_m: Good.')).toEqual([
    '{iPhone (2)} Hi.',
    '{ana_m} Hello.',
    '{iPhone (2)} Yes.',
    '{ana_m} Good.',
  ]);
});

test('names and addresses beside each other are those of two people', () => {
  expect(inSrt('ana@example.org: Hi.', 'Ben Test: Hello.', 'ana@example.org: Yes.', 'Ben Test: Good.')).toEqual([
    '{ana@example.org} Hi.',
    '{Ben Test} Hello.',
    '{ana@example.org} Yes.',
    '{Ben Test} Good.',
  ]);
});

test.each([
  [(text: string, i: number) => (i % 2 === 0 ? `- [Ana] ${text}` : text)],
  [(text: string) => `[Ana] ${text}`],
])('one name alone in brackets is who speaks: behind a dash, or everywhere', (write) => {
  const said = ['Hello.', 'And so on.', 'Now.', 'That is all.', 'Good bye.'];
  expect(inSrt(...said.map(write))).toEqual(said.map((text) => `{Ana} ${text}`));
});

test('a thing in brackets now and then is nobody', () => {
  const lines = ['[Slide] Hello.', 'Now.', 'So.', '[Slide] Fine.', 'Yes.'];
  expect(inSrt(...lines)).toEqual(lines);
});

test('a name in the line above the times is who speaks', () => {
  const cue = (n: number, name: string): string =>
    `${n} "${name}" (31415${n})\n00:00:0${n}.000 --> 00:00:0${n}.900\nHello ${n}.\n`;
  expect(heard(`WEBVTT\n\n${cue(1, 'Ana Muster')}\n${cue(2, 'Ben')}`)).toEqual([
    '{Ana Muster} Hello 1.',
    '{Ben} Hello 2.',
  ]);
});

test('an unnamed change of speaker ends what the one before says', () => {
  expect(inSrt('>> ANA: Hello.', 'Still me.', '>> BEN: Hi.', '>> Who is that?', '>> ANA: Me.')).toEqual([
    '{ANA} Hello.',
    '{ANA} Still me.',
    '{BEN} Hi.',
    'Who is that?',
    '{ANA} Me.',
  ]);
});

test.each([
  ['notes', 'Note: this matters.', 'Tip: so does this.', 'Note: it matters twice.'],
  ['steps', 'Step 1: boil water.', 'Step 2: add coffee.', 'Step 1: once more.'],
  ['chapters', 'Chapter One: the start.', 'Chapter Two: the middle.', 'Chapter One: again.'],
  ['questions', 'Q: Why?', 'A: Because.', 'Q: How?'],
  ['times', '10:30: we begin', 'At 10:30: tea', '10:30: we begin again'],
  ['addresses', 'http://example.com is one', 'https: is safe', 'https: is good'],
  ['code', 'if x: return', 'else: pass', 'if x: go on'],
  ['one thing that is explained', 'Docker: a box.', 'Docker: another box.', 'We go on.', 'And on.', 'And on again.'],
  ['the name of a thing', 'The engine: it runs.', 'Our plan: we win.', 'The engine: it stops.'],
  ['brackets', '(Optional) you can skip it', '(Required) you must not', '(Optional) you can skip it too'],
  ['citations', '[1] first', '[2] second', '[1] third'],
  ['notes in German', 'Achtung: heiß.', 'Hinweis: ja.', 'Achtung: kalt.'],
  ['notes in Chinese', '注意：很烫。', '例如：咖啡。', '注意：很冷。'],
])('%s are no names', (_, ...lines) => {
  expect(inSrt(...lines)).toEqual(lines);
});

test('how something is said is no name', () => {
  expect(inSrt('(WHISPERING) Come here.', '(GASPS) Who is that?', '(WHISPERING) Me.')).toEqual([
    'Come here.',
    'Who is that?',
    'Me.',
  ]);
});

test('a name alone above what is said, again and again', () => {
  const said = [
    'ANA MUSTER\nGood morning.',
    'ANA MUSTER\nToday is about bees.',
    'BEN\nAre they well?',
    'ANA MUSTER\nThey are.',
    'BEN\nGood.',
  ];
  expect(inSrt(...said)).toEqual([
    '{ANA MUSTER} Good morning.',
    '{ANA MUSTER} Today is about bees.',
    '{BEN} Are they well?',
    '{ANA MUSTER} They are.',
    '{BEN} Good.',
  ]);
});

test('lines that are short, or stand above others once or twice, are no names', () => {
  const said = [
    'Good Morning\nall of you.',
    'Honey Bees\nneed water.',
    'Honey Bees\nneed air.',
    'And so\non.',
    'That is\nall.',
  ];
  expect(inSrt(...said)).toEqual(said.map((text) => text.replace('\n', ' ')));
});
