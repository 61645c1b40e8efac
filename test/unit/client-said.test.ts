/** What the server says in English, on a page in another language. */
import { beforeAll, expect, test } from 'vitest';
import de from '../../client/src/words/de.json';
import { openSaid, said } from '../../client/src/words/said.js';
import { words } from '../../client/src/words/words.js';

beforeAll(async () => {
  words.addResourceBundle('de', 'translation', de);
  await words.changeLanguage('de');
  await openSaid();
});

test.each([
  ['Taking screenshots, 40 of 1200', 'Nimmt Bilder auf, 40 von 1200'],
  ['1,204 lines', '1.204 Zeilen'],
  ['1 line', '1 Zeile'],
  ['Writing the blog post: 1,200 characters', 'Schreibt Blogbeitrag: 1.200 Zeichen'],
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
  [
    'You have asked for too many links. Try again in 40 seconds.',
    'Du hast zu viele Links angefordert. Versuch es in 40 Sekunden noch einmal.',
  ],
  [
    'localhost is no address of the public internet. Addresses within the own network are given in the environment, or allowed by ALLOW_PRIVATE_ADDRESSES.',
    'localhost ist keine Adresse im öffentlichen Netz. Adressen im eigenen Netz werden in der Umgebung gesetzt oder mit ALLOW_PRIVATE_ADDRESSES erlaubt.',
  ],
  [
    'It is broken. Export it again. Nobody said this before.',
    'Es ist beschädigt. Exportiere es noch einmal. Nobody said this before.',
  ],
  [
    'This recording does not exist, or is not yours to see.',
    'Diese Aufnahme gibt es nicht, oder du darfst es nicht sehen.',
  ],
  [
    'Track 2 is no sound of this recording: those that can be used are 0, 1',
    'Spur 2 ist kein Ton dieser Aufnahme: brauchbar sind 0, 1',
  ],
  [
    'Track 0 is no captions of this recording: there is none that can be used',
    'Spur 0 sind keine Untertitel dieser Aufnahme: es gibt keine, die brauchbar ist',
  ],
  ['Fetching what it takes to read “de”', 'Holt, was zum Lesen von „de“ nötig ist'],
  ['Fetching what it takes to read “de”, 40 %', 'Holt, was zum Lesen von „de“ nötig ist, 40 %'],
  [
    'This needs “Transcript”, which was cancelled. Retry or remove that one, and this goes on by itself; or retry this one to do without it.',
    'Das hier braucht „Transkript“, und das wurde abgebrochen. Versuch jenes noch einmal oder entferne es, dann geht es von selbst weiter; oder versuch dieses noch einmal, dann geht es ohne.',
  ],
  [
    'The recogniser does not take a list of names; it goes on without.',
    'Die Spracherkennung nimmt nicht an: a list of names; es geht ohne weiter.',
  ],
  [
    'The storage cannot be reached, or does not work. It was tried 3 times. Retry it once the storage works again; the worker’s log says what is wrong with it.',
    'Der Speicher ist nicht zu erreichen oder geht nicht. Es wurde 3-mal versucht. Versuch es noch einmal, wenn der Speicher wieder geht; was ihm fehlt, steht im Log des Workers.',
  ],
  [
    'example.org did not take what was sent to it. It could not be reached: connect ECONNREFUSED 127.0.0.1:4000. Let it go on when it is mended: nothing is lost until then.',
    'example.org hat nicht angenommen, was geschickt wurde. Er war nicht zu erreichen: connect ECONNREFUSED 127.0.0.1:4000. Lass ihn weitermachen, wenn es behoben ist: Bis dahin geht nichts verloren.',
  ],
  ['It did not answer within 10 seconds.', 'Keine Antwort innerhalb von 10 Sekunden.'],
  ['Something went wrong. Trying again (2 of 5)', 'Etwas ging schief. Neuer Versuch (2 von 5)'],
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
