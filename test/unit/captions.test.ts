import { expect, test } from 'vitest';
import type { Segment } from '../../src/contract/content.js';
import { decodeText } from '../../src/outside/encodings/decode-text.js';
import { parseCaptions } from '../../src/transcript/captions/captions.js';
import { CaptionsError } from '../../src/transcript/captions/cue.js';
import { toSrt, toText, toVtt } from '../../src/transcript/captions/write.js';

const segment = (index: number, startMs: number, endMs: number, text: string): Segment => ({
  index,
  startMs,
  endMs,
  text,
});

test('SubRip: times to the millisecond, several lines joined, numbers not taken for speech', () => {
  const srt =
    '\uFEFF1\r\n00:00:01,234 --> 00:00:02,000\r\nTwo\r\nlines\r\n\r\n2\r\n01:02:03,004 --> 01:02:04,050\r\n42\r\n';
  expect(parseCaptions(srt)).toEqual([segment(0, 1_234, 2_000, 'Two lines'), segment(1, 3_723_004, 3_724_050, '42')]);
});

test('SubRip: empty lines in a text, no empty line between cues, old Mac line ends, dots', () => {
  const srt = ['1', '0:00:00.5 --> 0:00:01', 'One', '', 'still one', '2', '00:02,000 --> 00:03,000', 'Two'].join('\r');
  expect(parseCaptions(srt)).toEqual([segment(0, 500, 1_000, 'One still one'), segment(1, 2_000, 3_000, 'Two')]);
});

test('WebVTT: settings, notes, styles and regions are no speech', () => {
  const vtt = [
    'WEBVTT Kind: captions',
    'Language: en',
    '',
    'STYLE',
    '::cue { color: red }',
    '',
    'REGION',
    'id:fred',
    '',
    'NOTE not said',
    'nor this',
    '',
    'intro',
    '00:01.000 --> 00:02.500 align:start position:0%',
    '- First',
    '',
    '01:00:00.000 --> 01:00:01.000',
    '<v Ada Lovelace>Hello <i.loud>there</i></v> <00:01.000>now',
  ].join('\n');
  expect(parseCaptions(vtt)).toEqual([
    segment(0, 1_000, 2_500, 'First'),
    { ...segment(1, 3_600_000, 3_601_000, 'Hello there now'), speakerName: 'Ada Lovelace' },
  ]);
});

test('markup goes, what looks like it stays', () => {
  const text = String.raw`{\an8}<font color="red">a &lt; b</font> &amp;amp; {x} if x < y > z &#233;&#x1F600;&nbsp;end`;
  const [cue] = parseCaptions(`WEBVTT\n\n00:00.000 --> 00:01.000\n${text}`);
  expect(cue?.text).toBe('a < b &amp; {x} if x < y > z é😀 end');
});

test('cues are sorted, empty ones are dropped, and one that ends before it starts keeps its words', () => {
  const cue = (start: number, end: number, text: string) => `00:0${start}.000 --> 00:0${end}.000\n${text}\n`;
  const vtt = ['WEBVTT\n', cue(5, 6, 'second'), cue(1, 2, 'first'), cue(4, 3, 'backwards'), cue(7, 8, '<i> </i>')];
  expect(parseCaptions(vtt.join('\n')).map(({ index, text }) => [index, text])).toEqual([
    [0, 'first'],
    [1, 'backwards'],
    [2, 'second'],
  ]);
  expect(() => parseCaptions(`WEBVTT\n\n${cue(4, 3, 'backwards')}`)).toThrow(/ends before it starts/);
});

test('captions that roll up, as YouTube makes them, are not said twice', () => {
  const vtt = [
    'WEBVTT',
    '',
    '00:00.000 --> 00:02.000',
    ' ',
    'hello<00:00:01.000><c> world</c>',
    '',
    '00:02.000 --> 00:02.010',
    'hello world',
    ' ',
    '',
    '00:02.010 --> 00:04.000',
    'hello world',
    'how<00:00:03.000><c> are you</c>',
    '',
  ].join('\n');
  expect(parseCaptions(vtt).map(({ text }) => text)).toEqual(['hello world', 'how are you']);
});

test.each([
  ['', 1, 'empty'],
  ['\n\n[Script Info]\nTitle: x', 3, 'this SSA/ASS file has no captions'],
  ['{10}{20}Hi', 1, 'MicroDVD'],
  ['<SAMI><BODY>', 1, 'SAMI'],
  ['<?xml version="1.0"?><tt/>', 1, 'XML'],
  ['{"segments": []}', 1, 'JSON'],
  ['Dear diary', 1, 'no times'],
  ['WEBVTT\n\n00:xx.000 --> 00:01.000\nHi', 3, 'cannot be read'],
  ['1\n00:00:01,000 --> 00:00:02,000\n\n', 2, 'without text'],
])('%j is refused with its line and a reason', (text, line, reason) => {
  const refused = () => parseCaptions(text);
  expect(refused).toThrow(CaptionsError);
  expect(refused).toThrow(`Line ${line}: `);
  expect(refused).toThrow(reason);
});

test('bytes: UTF-8, UTF-16 by its mark, windows-1252 otherwise', async () => {
  expect(await decodeText(new TextEncoder().encode('naïve “日本”'))).toBe('naïve “日本”');
  expect(await decodeText(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0xe9, 0))).toBe('Aé');
  expect(await decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x41, 0, 0xe9))).toBe('Aé');
  const latin = Buffer.from("\x93C'est d\xe9j\xe0 l'\xe9t\xe9\x94, dit-il, et \xe7a co\xfbte 5 \x80.", 'latin1');
  expect(await decodeText(latin)).toBe("“C'est déjà l'été”, dit-il, et ça coûte 5 €.");
});

test('what is written can be read again, exactly', () => {
  const segments = [
    segment(0, 0, 999, 'Tom & Jerry <i>n</i> 1 < 2 --> 3'),
    segment(1, 3_723_004, 3_800_000, 'Ünï 日本'),
  ];
  expect(parseCaptions(toVtt(segments))).toEqual(segments);
  expect(parseCaptions(toSrt([segment(0, 1, 2, 'a & b')]))).toEqual([segment(0, 1, 2, 'a & b')]);
  expect(toSrt(segments.slice(1))).toBe('1\n01:02:03,004 --> 01:03:20,000\nÜnï 日本\n');
  expect(toText(segments)).toBe('Tom & Jerry <i>n</i> 1 < 2 --> 3\nÜnï 日本\n');
});
