/** Caption files in the encodings that programs write come out in their own letters, short and long. */
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodeText, UnknownEncoding } from '../../src/outside/encodings/decode-text.js';
import type { Cue } from '../support/caption-files.js';
import { srt } from '../support/caption-files.js';
import type { TalkLanguage } from '../support/many-languages.js';
import { talks, writtenIn } from '../support/many-languages.js';

const SHORT = 6;
const LONG = 60;

const languages = Object.keys(talks) as TalkLanguage[];

/** A file of so many cues. */
const file = (lines: readonly string[], cues = lines.length): string =>
  srt(Array.from({ length: cues }, (_, i): Cue => [i * 3_000, i * 3_000 + 2_500, lines[i % lines.length] ?? '']));

/** Tones of Vietnamese that Windows-1258 writes behind their letters. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/u;

/** What Windows-1258 has no letter for is a letter and its tone. */
const toned = (text: string): string =>
  [...text]
    .map((letter) => {
      const parts = [...letter.normalize('NFD')];
      const tone = parts.find((part) => TONES.test(part)) ?? '';
      const known = iconv.decode(iconv.encode(letter, 'windows-1258'), 'windows-1258') === letter;
      return known
        ? letter
        : parts
            .filter((part) => part !== tone)
            .join('')
            .normalize('NFC') + tone;
    })
    .join('');

/** Without what the encoding has no letter for: a program would not have written it. */
function written(text: string, encoding: string): { bytes: Buffer; meant: string } {
  const bytes = iconv.encode(encoding === 'windows-1258' ? toned(text) : text, encoding);
  return { bytes, meant: iconv.decode(bytes, encoding).normalize('NFC') };
}

describe.each(languages)('%s', (language) => {
  test.each(writtenIn[language])('%s is found out', async (encoding) => {
    for (const cues of [SHORT, LONG]) {
      const { bytes, meant } = written(file(talks[language], cues), encoding);
      expect(await decodeText(bytes), `${cues} cues`).toBe(meant);
    }
  });

  test('Unicode is found out, with and without a mark', async () => {
    const text = file(talks[language]);
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be']) {
      for (const addBOM of [false, true]) {
        expect(await decodeText(iconv.encode(text, encoding, { addBOM })), encoding).toBe(text);
      }
    }
  });

  test('UTF-8 that was taken for another encoding and written as UTF-8 again is read as it was meant', async () => {
    const text = file(talks[language]);
    const again = (meant: string): string =>
      Array.from(Buffer.from(meant), (byte) => iconv.decode(Buffer.of(byte), 'latin1')).join('');
    expect(await decodeText(Buffer.from(again(text)))).toBe(text);
    expect(await decodeText(Buffer.from(again(again(text))))).toBe(text);
  });

  test('a few stray bytes in UTF-8 cost a character each', async () => {
    const text = file(talks[language]);
    for (const [stray, strays] of [
      [0xff, 1],
      [0x80, 2],
      [0xc3, 3],
    ] as const) {
      const lines = text.split('\n');
      const bytes = Buffer.concat(
        lines.map((line, i) =>
          Buffer.concat([
            Buffer.from(i === 0 ? '' : '\n'),
            i % 4 === 2 && i < strays * 4 ? Buffer.of(stray) : Buffer.alloc(0),
            Buffer.from(line),
          ]),
        ),
      );
      expect(await decodeText(bytes)).toBe(
        lines.map((line, i) => (i % 4 === 2 && i < strays * 4 ? `\uFFFD${line}` : line)).join('\n'),
      );
    }
  });
});

test('encodings of seven bits are found out', async () => {
  // ISO-2022-JP, ISO-2022-KR and HZ, which pass for ASCII: pairs of EUC without their highest bits, between shifts.
  const shifted = (text: string, encoding: string, into: string, out: string): string =>
    text.replace(/\P{ASCII}+/gu, (run) => {
      const pairs = iconv.encode(run, encoding).map((byte) => byte & 0x7f);
      return into + Buffer.from(pairs).toString('latin1') + out;
    });
  const [japanese, korean, chinese] = [file(talks.Japanese), file(talks.Korean), file(talks.Chinese)];
  expect(await decodeText(Buffer.from(shifted(japanese, 'euc-jp', '\x1b$B', '\x1b(B')))).toBe(japanese);
  expect(await decodeText(Buffer.from(`\x1b$)C${shifted(korean, 'euc-kr', '\x0e', '\x0f')}`))).toBe(korean);
  expect(await decodeText(Buffer.from(shifted(chinese, 'gb18030', '~{', '~}')))).toBe(chinese);
  const plain = file(['In a shell ~{a,b} is nothing, and ~/bin is a folder', '\x1b[1mbold\x1b[0m']);
  expect(await decodeText(Buffer.from(plain))).toBe(plain);
});

const ENGLISH = [
  'Good morning, and welcome.',
  'Green coffee has some water in it.',
  'It isn’t much, says the roaster.',
];

test('in English a byte beyond ASCII is a sign or a letter where one can stand, else it is a stray one', async () => {
  const text = file(ENGLISH);
  expect(await decodeText(iconv.encode(text, 'windows-1252'))).toBe(text);
  expect(await decodeText(iconv.encode(file(['the café at the corner', 'was closed']), 'windows-1252'))).toContain(
    'café',
  );
  for (const stray of [0xff, 0xfe, 0x81, 0x90, 0xc3, 0xd7, 0xf7]) {
    const bytes = Buffer.from(file(['Good morning, and welcome.', 'Green coffee has some water in it.']));
    bytes[bytes.indexOf('coffee') + 2] = stray;
    expect(await decodeText(bytes), stray.toString(16)).toContain('Green co\uFFFDfee has some water in it.');
  }
});

test.each([
  ['windows-1252', 'Bonjour à tous et à toutes.'],
  ['iso-8859-15', 'Bonjour à tous et à toutes.'],
  ['iso-8859-15', 'Le cœur du système, ça bat déjà à l’œuvre.'.replace('’', "'")],
  ['iso-8859-15', 'Aitäh kuulamast! Kas on küsimusi? Šokolaad kõigile.'],
  ['shift_jis', 'おはようございます。'],
  ['euc-jp', 'おはようございます。'],
  ['windows-1251', 'Да, это так.'],
])('one line of %s: %s', async (encoding, line) => {
  const text = file([line]);
  expect(await decodeText(iconv.encode(text, encoding))).toBe(text);
});

test('halves of a pair in three bytes each are one character', async () => {
  const cesu = (text: string): Buffer =>
    Buffer.concat(
      text.split('').map((unit) => {
        const code = unit.charCodeAt(0);
        const isHalf = code >= 0xd800 && code <= 0xdfff;
        return isHalf
          ? Buffer.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
          : Buffer.from(unit);
      }),
    );
  const text = file(['Good morning 😀', 'and a second one 🎉']);
  expect(await decodeText(cesu(text))).toBe(text);
});

test('what people write about encodings stays as it is', async () => {
  for (const text of [
    'You see Ã¼ where ü was meant.',
    'São Paulo, Ã, Â and naïve',
    'РѓР Привет',
    '├── src\n└── test',
  ]) {
    expect(await decodeText(Buffer.from(text))).toBe(text);
  }
});

/** Reproducible noise. */
function noise(length: number, seed: number, byte: (random: number) => number): Buffer {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
      return byte(state / 0x7fffffff);
    }),
  );
}

/** Of these nobody's programs write anything but Unicode today, and what there was looks like other letters. */
test.each([
  ['gbk', '這個資料庫', '查詢計劃', '謝謝大家'],
  ['gbk', '这个数据库', '查询计划', '谢谢大家'],
  ['big5', '這個資料庫', '查詢計劃', '謝謝大家'],
])('Chinese in %s amid much English, %s', async (encoding, ...words) => {
  const english = ['Today we talk about the database.', 'First we look at the query plan.', 'Then at the indexes.'];
  const lines = english.flatMap((line, i) => [`${line} ${words[i] ?? ''}`, 'This is what the planner does then.']);
  const text = file(lines, LONG);
  expect(await decodeText(iconv.encode(text, encoding))).toBe(text);
});

const ARMENIAN = ['Բարի լույս և բարի գալուստ այսօրվա դասախոսությանը:', 'Կանաչ սուրճի հատիկները պարունակում են ջուր:'];
const GEORGIAN = [
  'დილა მშვიდობისა და კეთილი იყოს თქვენი მობრძანება.',
  'ფუტკრები ყვავილების ნექტარისგან თაფლს ამზადებენ.',
  'გმადლობთ, რომ დღეს მობრძანდით.',
];

test.each<[string, Buffer]>([
  ['noise', noise(3_000, 1, (random) => 1 + Math.floor(random * 255))],
  ['noise beyond ASCII', noise(3_000, 2, (random) => 128 + Math.floor(random * 128))],
  [
    'cues of noise',
    Buffer.from(
      file(
        Array.from({ length: LONG }, (_, i) =>
          noise(30, i + 3, (random) => (random < 0.2 ? 32 : 128 + Math.floor(random * 128)))
            .toString('latin1')
            .replace(/[\x85]/g, 'x'),
        ),
      ),
      'latin1',
    ),
  ],
  ['Armenian', iconv.encode(file(ARMENIAN, LONG), 'armscii8')],
  ['Georgian', iconv.encode(file(GEORGIAN, LONG), 'georgianps')],
  ['Vietnamese', iconv.encode(file(talks.Vietnamese, LONG), 'viscii')],
])('%s in no encoding that is known is refused, with what to do', async (_, bytes) => {
  await expect(decodeText(bytes)).rejects.toThrow(UnknownEncoding);
  await expect(decodeText(bytes)).rejects.toThrow('Save it as UTF-8');
});
