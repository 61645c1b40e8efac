/** What the server says in English, on a page in another language. */
import { beforeAll, expect, test } from 'vitest';
import de from '../../client/src/words/de.json';
import { said } from '../../client/src/words/said.js';
import { words } from '../../client/src/words/words.js';

beforeAll(async () => {
  words.addResourceBundle('de', 'translation', de);
  await words.changeLanguage('de');
});

test.each([
  ['Taking screenshots, 40 of 1200', 'Nimmt Bilder auf, 40 von 1200'],
  ['1,204 lines', '1.204 Zeilen'],
  ['1 line', '1 Zeile'],
  ['Writing the blog post: 1,200 characters', 'Schreibt Blogbeitrag: 1,200 Zeichen'],
  ['X thread ready', 'X-Thread: fertig'],
  ['Transcript ready, with gaps', 'Transkript: fertig, mit Lücken'],
  ['A kind of mine failed', 'A kind of mine: fehlgeschlagen'],
  ['The language model is busy. Trying again (2 of 4)', 'Das Sprachmodell ist ausgelastet. Neuer Versuch (2 von 4)'],
  ['12 lines; missing are 0:10 to 0:20', '12 Zeilen; es fehlen 0:10 to 0:20'],
  ['12 lines; a note that nobody translated', '12 Zeilen; a note that nobody translated'],
  [
    '12 lines; missing are 0:10 to 0:20. A retry asks again for what can still be had.',
    '12 Zeilen; es fehlen 0:10 to 0:20. Ein neuer Versuch fragt noch einmal nach dem, was noch zu haben ist.',
  ],
  [
    'This project does not exist, or is not yours to see.',
    'Dieses Projekt gibt es nicht, oder du darfst es nicht sehen.',
  ],
  ['Said by a newer server.', 'Said by a newer server.'],
  ['', ''],
])('“%s” is “%s”', (english, german) => {
  expect(said(english)).toBe(german);
});

test('on a page in English everything stays as the server says it', async () => {
  await words.changeLanguage('en');
  for (const text of ['Transcript ready', '1 line', '']) expect(said(text)).toBe(text);
  await words.changeLanguage('de');
});
