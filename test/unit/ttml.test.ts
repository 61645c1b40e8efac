/** TTML: whose times count from where, what in it is said, and by whom. */
import { expect, test } from 'vitest';
import { parseCaptions } from '../../src/transcript/captions/captions.js';

const ttml = (body: string, root = '', head = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ${root}><head>${head}</head>${body}</tt>`;

const heard = (file: string): string[] =>
  parseCaptions(file).map(({ startMs, endMs, text, speakerName }) => {
    const who = speakerName === undefined ? '' : `{${speakerName}} `;
    return `${startMs}-${endMs} ${who}${text}`;
  });

test.each<[string, string, string[]]>([
  [
    'paragraphs that follow each other',
    '<body><div timeContainer="seq"><p dur="2s">a</p><p dur="3s">b</p><p begin="1s" dur="1s">c</p></div></body>',
    ['0-2000 a', '2000-5000 b', '6000-7000 c'],
  ],
  [
    'parts that follow each other',
    '<body timeContainer="seq"><div dur="10s"><p begin="1s" end="2s">a</p></div><div><p begin="1s" end="2s">b</p></div></body>',
    ['1000-2000 a', '11000-12000 b'],
  ],
  [
    'spans that follow each other',
    '<body><div><p timeContainer="seq"><span dur="2s">one</span> <span dur="2s">two</span></p></div></body>',
    ['0-2000 one', '2000-4000 two'],
  ],
  [
    'times within times',
    '<body begin="10s"><div begin="5s"><p><span begin="1s" end="2s">a</span></p><p begin="3s" dur="1s">b</p></div></body>',
    ['16000-17000 a', '18000-19000 b'],
  ],
  ['the earlier of an end and a length', '<body><p begin="1s" dur="10s" end="3s">a</p></body>', ['1000-3000 a']],
  [
    'no times of their own',
    '<body><div begin="5s" end="7s"><p>a</p></div><div begin="8s" dur="2s"><p>b</p></div></body>',
    ['5000-7000 a', '8000-10000 b'],
  ],
  [
    'times that all count from the start, against the standard',
    '<body><div begin="20s" end="24s"><p begin="20s" end="22s">a</p><p begin="22s" end="24s">b</p></div></body>',
    ['20000-22000 a', '22000-24000 b'],
  ],
  [
    'seconds without a unit',
    '<body><p begin="1.5" end="3.25">a</p><p begin="00:04.5" end="00:05">b</p></body>',
    ['1500-3250 a', '4500-5000 b'],
  ],
  [
    'a time that cannot be read',
    '<body><p begin="soon" end="2s">a</p><p begin="1s" end="2s">b</p></body>',
    ['1000-2000 b'],
  ],
])('%s', (_, body, right) => {
  expect(heard(ttml(body))).toEqual(right);
});

test.each<[string, string, string, string]>([
  ['frames', 'ttp:frameRate="25"', '00:00:01:05', '1200'],
  ['parts of frames', 'ttp:frameRate="25" ttp:subFrameRate="2"', '00:00:01:05.1', '1220'],
  ['ticks', 'ttp:tickRate="10000000"', '12000000t', '1200'],
  ['frames of film on television', 'ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', '24f', '1001'],
  [
    'counted frames, none left out',
    'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"',
    '01:00:00:00',
    '3603600',
  ],
  [
    'counted frames, some left out',
    'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:dropMode="dropNTSC"',
    '01:00:00:00',
    '3599996',
  ],
])('clocks: %s', (_, root, begin, right) => {
  expect(heard(ttml(`<body><p begin="${begin}" dur="1s">a</p></body>`, root))[0]?.split('-')[0]).toBe(right);
});

test('titles, descriptions, readings and what is not shown are not said', () => {
  const body = `<body><ttm:title>t</ttm:title><div><metadata><ttm:desc>d</ttm:desc></metadata>
    <p begin="1s" end="2s"><ttm:desc>d</ttm:desc><metadata><ttm:title>t</ttm:title></metadata>said<set begin="1s"/> here</p>
    <p begin="2s" end="3s"><span tts:ruby="container"><span tts:ruby="base">漢字</span><span tts:ruby="text">かんじ</span></span>です</p>
    <p begin="3s" end="4s" tts:display="none">hidden</p></div></body>`;
  expect(heard(ttml(body, 'xmlns:tts="http://www.w3.org/ns/ttml#styling"', '<ttm:title>My talk</ttm:title>'))).toEqual([
    '1000-2000 said here',
    '2000-3000 漢字です',
  ]);
});

test('agents are speakers, by their names; those of a part speak in all of it', () => {
  const head = `<metadata><ttm:agent xml:id="a1" type="person"><ttm:name type="alias">AM</ttm:name><ttm:name type="full">Ana Muster</ttm:name></ttm:agent>
    <ttm:agent xml:id="a2"><ttm:name type="given">Ben</ttm:name><ttm:name type="family">Ok</ttm:name></ttm:agent><ttm:agent xml:id="a3"/></metadata>`;
  const body = `<body><div><p begin="1s" end="2s" ttm:agent="a1">one</p><p begin="2s" end="3s">two</p>
    <p begin="3s" end="4s"><span ttm:agent="a1">three</span><br/><span ttm:agent="a2">four</span></p></div>
    <div ttm:agent="a2"><p begin="5s" end="6s">five</p><p begin="6s" end="7s" ttm:agent="a3">six</p></div></body>`;
  expect(heard(ttml(body, '', head))).toEqual([
    '1000-2000 {Ana Muster} one',
    '2000-3000 two',
    '3000-4000 {Ana Muster} three',
    '3000-4000 {Ben Ok} four',
    '5000-6000 {Ben Ok} five',
    '6000-7000 {a3} six',
  ]);
});

test('of two languages at the same times the first is read; one after the other both are', () => {
  const part = (language: string, ...paragraphs: string[]): string =>
    `<div xml:lang="${language}">${paragraphs.map((text, i) => `<p begin="${i + 1}s" dur="1s">${text}</p>`).join('')}</div>`;
  expect(heard(ttml(`<body>${part('en', 'hello', 'bye')}${part('de', 'hallo', 'tschüss')}</body>`))).toEqual([
    '1000-2000 hello',
    '2000-3000 bye',
  ]);
  const later = '<div xml:lang="de"><p begin="9s" dur="1s">danach</p></div>';
  expect(heard(ttml(`<body>${part('en', 'hello')}${later}</body>`))).toEqual(['1000-2000 hello', '9000-10000 danach']);
});

test('two regions with the same words say them once', () => {
  const both = '<p region="top" begin="1s" end="2s">once</p><p region="bottom" begin="1s" end="2s">once</p>';
  expect(heard(ttml(`<body><div>${both}</div></body>`))).toEqual(['1000-2000 once']);
});
