/** Caption files as editors, converters and word processors leave them. */
import { expect, test } from 'vitest';
import { parseCaptions } from '../../src/transcript/captions/captions.js';

const heard = (file: string): string[] =>
  parseCaptions(file).map(({ startMs, endMs, text, speakerName: speaker }) => {
    const who = speaker === undefined ? '' : `${speaker}: `;
    return `${startMs}-${endMs} ${who}${text}`;
  });
const one = (lines: string): string => `1\n00:00:01,000 --> 00:00:02,000\n${lines}\n`;

test.each([
  ['blanks within times', '1\n00: 00: 01, 000 --> 00: 00: 02, 000\nA\n'],
  ['a colon before the milliseconds', '1\n00:00:01:000 --> 00:00:02:000\nA\n'],
  ['a semicolon before them', '1\n00:00:01;000 --> 00:00:02;000\nA\n'],
  ['digits of Arabic', '١\n٠٠:٠٠:٠١,٠٠٠ --> ٠٠:٠٠:٠٢,٠٠٠\nA\n'],
  ['signs in full width', '１\n００：００：０１，０００ －－＞ ００：００：０２，０００\nA\n'],
  ['another arrow', '1\n00:00:01,000 ⟶ 00:00:02,000\nA\n'],
  ['an escaped arrow', '1\n00:00:01,000 --&gt; 00:00:02,000\nA\n'],
  ['the text beside its times', '1\n00:00:01,000 --> 00:00:02,000 A\n'],
  ['coordinates', '1\n00:00:01,000 --> 00:00:02,000 X1:100 X2:200 Y1:10 Y2:20\nA\n'],
  ['carriage returns twice', '1\r\r\n00:00:01,000 --> 00:00:02,000\r\r\nA\r\r\n'],
  ['nothing but carriage returns', '1\r00:00:01,000 --> 00:00:02,000\rA\r'],
  ['brackets round them', '[00:01.000 --> 00:02.000]   A\n'],
  ['no numbers', '00:00:01,000 --> 00:00:02,000\nA\n'],
])('times with %s', (_, file) => {
  expect(heard(file)).toEqual(['1000-2000 A']);
});

test('a cue that begins before the recording begins with it; one that ends before it keeps its times, to be counted', () => {
  const file = `1\n-00:00:03,000 --> -00:00:02,000\nA\n\n2\n-00:00:01,000 --> 00:00:01,000\nB\n\n${one('C')}`;
  expect(heard(file)).toEqual(['-3000--2000 A', '0-1000 B', '1000-2000 C']);
});

test('the number of a cue is no text, also with empty lines round it', () => {
  const file = '1\n\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n\n00:00:03,000 --> 00:00:04,000\n1984\n';
  expect(heard(file)).toEqual(['1000-2000 A', '3000-4000 1984']);
});

test.each([
  ['the <b> tag, <i> and </div>, a Vec<u8>, a<b and c>d', 'the <b> tag, <i> and </div>, a Vec<u8>, a<b and c>d'],
  ['between <b> and </b> all is bold', 'between <b> and </b> all is bold'],
  ['in HTML <b>bold</b> is bold', 'in HTML <b>bold</b> is bold'],
  ['<i> This is about HTML. </i>', 'This is about HTML.'],
  ['this is <b>very</b> bold', 'this is very bold'],
  ['<i>all of it', 'all of it'],
  ['all of it</i>', 'all of it'],
  ['caf&eacute; &amp; t&ouml;st &copy; &amp;lt;', 'café & töst © &lt;'],
  ['- Hi\n- Ho', 'Hi Ho'],
  ['{\\an8}{\\k20}ka{\\k30}ra', 'kara'],
  ['{y:i}all {c:$0000ff}of it, {x: 1} too', 'all of it, {x: 1} too'],
])('%j', (written, said) => {
  expect(heard(one(written))).toEqual([`1000-2000 ${said}`]);
});

test('several who speak in one cue have a line each', () => {
  expect(heard('WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hi</v>\n<v.loud Ben Ok>Yes</v>\n')).toEqual([
    '1000-2000 Ana: Hi',
    '1000-2000 Ben Ok: Yes',
  ]);
  expect(heard(one('- ANA: one\n- SPEAKER 2: two') + '\n2\n00:00:03,000 --> 00:00:04,000\nANA: three\n')).toEqual([
    '1000-2000 ANA: one',
    '1000-2000 SPEAKER 2: two',
    '3000-4000 ANA: three',
  ]);
});

test('how a word is pronounced is not said beside it', () => {
  expect(heard(`WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>漢字<rt>かんじ</rt></ruby>です\n`)).toEqual([
    '1000-2000 漢字です',
  ]);
});

test('SubViewer, ASS that begins in its middle, LRC of more than an hour', () => {
  expect(heard('[INFORMATION]\n[TITLE]x\n[SUBTITLE]\n00:00:01.00,00:00:02.00\nA[br]B\n')).toEqual(['1000-2000 A B']);
  const ass = String.raw`Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,NTP,0,0,0,!Effect,{a note}A\hB`;
  expect(heard(`; by hand\n[Events]\n${ass}\n`)).toEqual(['1000-2000 A B']);
  expect(heard('[00:59:59.00]A\n[01:00:01.00]B\n')[1]).toBe('3601000-3611000 B');
});

test('LRC below a heading', () => {
  expect(heard('A talk by Ana\n[00:01.00]A\n[00:02.00]B\n')).toEqual(['1000-2000 A', '2000-12000 B']);
});

const vttOf = (...texts: string[]): string =>
  `WEBVTT\n\n${texts.map((text, i) => `00:0${i}.000 --> 00:0${i + 1}.000\n${text}\n`).join('\n')}`;

test.each([
  ['start\tend\ttext\n0\t4000\tA\n', /this is a table/],
  ['0:00\nhello and welcome\n0:04\ntoday we talk\n', /only when something begins/],
  ['Ana Muster  0:00\nHello.\n\nBen Test  0:04\nHi.\n', /only when something begins/],
  ['00:00:00:00 - 00:00:04:00\nSpeaker 1\nHello.\n', /editing program/],
  ['1\n00:00:01:12 --> 00:00:02:20\nA\n', /count frames/],
  ['TITLE: My talk\nFCM: NON-DROP FRAME\n\n001  AX  V  C  00:00:00:00\n', /edit list/],
  ['File Format=MacCaption_MCC V1.0\n\nUUID=1\n', /MacCaption/],
  ['<?xml version="1.0"?>\n<USFSubtitles version="1.0">\n</USFSubtitles>', /a USF file/],
  ['*NonDropFrame\n*Width 32\n\n*T 00:00:01:00\nHi\n', /Cheetah CAP/],
  ['{QTtext}{font:Tahoma}\n[00:00:01.00]\nHi\n[00:00:03.00]\n', /QuickTime/],
  ['[INFORMATION]\n[TITLE]\n[BEGIN]\n[00:00:01]\nHi\n[00:00:03]\n', /SubViewer 1/],
  ['1\t01:00:00:00\t01:00:02:00\tHi\n', /count frames/],
  ['00:00:00:Hello and welcome.\n00:00:04:Today.\n', /TMPlayer/],
  [vttOf('sprite.jpg#xywh=0,0,160,90', 'sprite.jpg#xywh=160,0,160,90'), /thumbnails/],
  [vttOf('{"slide": 1}', '{"slide": 2}'), /data \(JSON\)/],
])('%j is refused by its name', (file, reason) => {
  expect(() => parseCaptions(file)).toThrow(reason);
});

test('what is said of pictures and settings is said', () => {
  expect(heard(vttOf('logo.png', 'is what it loads')).length).toBe(2);
  expect(heard(vttOf('{"a": 1}', 'is JSON')).length).toBe(2);
});

test('a cue of a million words is compared with the next one at once', () => {
  const words = 'a '.repeat(500_000);
  const file = `${one(words)}\n2\n00:00:02,000 --> 00:00:03,000\n${'a '.repeat(250_000)}b\n`;
  expect(parseCaptions(file)).toHaveLength(2);
});
