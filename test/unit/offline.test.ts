/** The offline writer: which of a talk's sentences it takes, and how they read. */
import { describe, expect, test } from 'vitest';
import { contentTypes } from '../../src/content/content-types.js';
import { readableSentences } from '../../src/content/standing.js';
import type { ContentType, Talk } from '../../src/content/talk.js';
import { languages } from '../../src/transcript/languages/languages.js';
import { ownTypes } from '../support/own-types.js';
import { spoken } from './four-topics.js';
import { talkAbout, TOPICS } from './three-things.js';

/** Sentences to read alone, and what they are when they were said; null for those that cannot be read alone. */
const CASES: Record<'en' | 'de' | 'es' | 'fr' | 'pt' | 'ja', [said: string, read: string | null][]> = {
  en: [
    ['And so hooks are just a courtesy, um, and not a wall, right?', 'Hooks are just a courtesy and not a wall.'],
    ['Well, the planner, you know, ignores indexes with two values.', 'The planner ignores indexes with two values.'],
    ["That's .git slash hooks, and it is not versioned.", null],
    ['It runs before you even get to type the message.', null],
    ['Can you see my screen in the back of the room?', null],
    ['Let us move on to the second topic, which is how bicycles work.', null],
    ['We measured it before and after the change to the cache.', null],
    [
      'When a worker finds a field of flowers, she performs a dance.',
      'When a worker finds a field of flowers, she performs a dance.',
    ],
    ['Wrong window, sorry.', null],
    ['Event listeners that nobody removes are the classic one.', null],
    ['Open the browser again, and each tab of the page tells the same.', null],
    ['If two versions of a file differ, keep the newer one.', 'If two versions of a file differ, keep the newer one.'],
    ['On disk and in memory both numbers are the same.', 'On disk and in memory both numbers are the same.'],
    ["I'd like to spend the next few minutes on database indexes.", null],
  ],
  de: [
    ['Und ein Hook ist einfach ein Skript, das Git aufruft.', 'Ein Hook ist einfach ein Skript, das Git aufruft.'],
    ['Deshalb zeigen Werkzeuge wie Husky auf einen Ordner im Repository.', null],
    ['Das ist nur eine Warnung vom Compiler.', null],
    [
      'Das Datenbankschema gehört ins Repository der Anwendung.',
      'Das Datenbankschema gehört ins Repository der Anwendung.',
    ],
  ],
  es: [
    [
      'Pero un índice responde a la consulta sin visitar la tabla.',
      'Un índice responde a la consulta sin visitar la tabla.',
    ],
    ['Por eso herramientas como husky apuntan a una carpeta.', null],
    ['Vamos a hablar de los índices de la base de datos.', null],
  ],
  fr: [
    ['Donc un index répond à la requête sans visiter la table.', 'Un index répond à la requête sans visiter la table.'],
    ["C'est pourquoi des outils comme husky pointent vers un dossier.", null],
    [
      'Ce qui échoue encore finit dans la file des messages morts.',
      'Ce qui échoue encore finit dans la file des messages morts.',
    ],
  ],
  pt: [
    [
      'Então um índice responde à consulta sem visitar a tabela.',
      'Um índice responde à consulta sem visitar a tabela.',
    ],
    ['Por isso ferramentas como o husky apontam para uma pasta.', null],
    [
      'Depois de uma importação grande as estatísticas ficam velhas.',
      'Depois de uma importação grande as estatísticas ficam velhas.',
    ],
  ],
  ja: [
    [
      'そして有効期限が長すぎると、古いデータが見えてしまいます。',
      '有効期限が長すぎると、古いデータが見えてしまいます。',
    ],
    ['この行はデータベースのインデックスを使っています。', null],
    ['では、次にデータベースのインデックスの話に移りましょう。', null],
  ],
};

describe.each(Object.entries(CASES))('in %s', (tag, cases) => {
  const language = languages[tag as keyof typeof CASES];
  const others = ['A.', 'B.'];
  test.each(cases)('%s', (said, read) => {
    const found = readableSentences(spoken([said, ...others]), language).filter(({ stands }) => stands);
    expect(found.map(({ text }) => text)).toEqual(read === null ? [] : [read]);
  });
});

const WITHOUT_STOPS = `
a hook is a script that git calls at a certain moment
we dropped eleven unused indexes last year
you can always skip the checks with a flag
if the script ends with an error git refuses the commit
nobody looks at a dashboard with forty graphs
`;

/** As automatic captions are: lines that end anywhere, with a pause behind each sentence. */
function captions(text: string): Talk['segments'] {
  let startMs = 0;
  const segments: Talk['segments'] = [];
  for (const sentence of text.trim().split('\n')) {
    const words = sentence.split(' ');
    for (let i = 0; i < words.length; i += 6) {
      const line = words.slice(i, i + 6).join(' ');
      segments.push({ index: segments.length, startMs, endMs: startMs + 60 * line.length, text: line });
      startMs += 60 * line.length;
    }
    startMs += 700;
  }
  return segments;
}

test('captions without stops become sentences with a capital and a stop', () => {
  const found = readableSentences(captions(WITHOUT_STOPS), languages.en).map(({ text }) => text);
  expect(found).toEqual(
    WITHOUT_STOPS.trim()
      .split('\n')
      .map((line) => `${line.slice(0, 1).toUpperCase()}${line.slice(1)}.`),
  );
});

const types: [string, ContentType][] = [...Object.entries<ContentType>(contentTypes), ...ownTypes];

describe.each(types)('%s', (_name, type) => {
  test('has every chapter, in order, and no sentence twice', () => {
    const talk = talkAbout(TOPICS, 'en');
    const body = type.outline(talk);
    const places = talk.chapters.map(({ title }) => body.search(new RegExp(`(?:^|\\s|\\d )${title}(?:$|\\s)`, 'm')));
    expect(Math.min(...places)).toBeGreaterThan(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    for (const { text } of talk.segments) expect(body.split(text).length).toBeLessThanOrEqual(2);
  });

  test('does not say a title again as a sentence', () => {
    const talk = talkAbout(
      [['Bees carry pollen between flowers', ...(TOPICS[0] ?? []).slice(1)], ...TOPICS.slice(1)],
      'en',
    );
    expect(type.outline(talk)).not.toContain('Bees carry pollen between flowers.');
  });

  test('has its headings in the language of the talk', () => {
    const german = talkAbout(
      [
        ['Bienen', 'Bienen tragen den Pollen von Blüte zu Blüte.', 'Der Honig ernährt das Volk im Winter.'],
        [
          'Schiffe',
          'Die Schiffe folgen dem Licht von einem Leuchtturm.',
          'Ein Leuchtturm ist ein Turm mit einer Lampe.',
        ],
        [
          'Papier',
          'Papier wird aus Holz und aus Wasser gemacht.',
          'Die Walzen pressen das Papier, bis es trocken ist.',
        ],
      ],
      null,
      'Drei Dinge',
    );
    expect(type.outline(german)).not.toMatch(/Chapters|In this talk|Watch/);
  });
});

test('a turn of speech begins one sentence of a draft, where there are others', () => {
  const about = (name: string, thing: string): string[] => [
    name,
    `The trick is to keep each ${thing} away from the shared environment.`,
    `Every ${thing} has an owner who answers for its review.`,
    `${name} that nobody asked for are deleted after a month.`,
  ];
  const talk = talkAbout(
    [about('Branches', 'branch'), about('Releases', 'release'), about('Containers', 'container')],
    'en',
  );
  const body = contentTypes.blog.outline(talk);
  expect(body.match(/The trick is/g) ?? []).toHaveLength(1);
});

test('a turn of speech stands behind what is said of one thing only, though more of its words tell', () => {
  const about = (title: string, thing: string, other: string, own: string[]): string[] => [
    title,
    `Der Trick ist, ${thing} und ${other} von ${title} fernzuhalten.`,
    ...own,
  ];
  const talk = talkAbout(
    [
      about('Bienen', 'den Honig', 'Blüten', [
        'Bienen tragen ihren Honig nach Hause.',
        'Blüten öffnen sich für Bienen am Morgen.',
      ]),
      about('Schiffe', 'die Lampe', 'Häfen', [
        'Schiffe sehen nachts die Lampe vom Turm.',
        'Häfen warten auf Schiffe mit Ladung.',
      ]),
      about('Papier', 'das Holz', 'Wasser', [
        'Papier wird aus Holz in Mühlen gepresst.',
        'Wasser trennt die Fasern vom Papier wieder.',
      ]),
    ],
    'de',
  );
  expect(contentTypes.linkedin.outline(talk)).not.toContain('Der Trick ist');
});

test('what is said in the same words of several things stands in a draft once, where there is other to say', () => {
  const about = (title: string, thing: string, own: string[]): string[] => [
    title,
    `With ${thing} in hand you can finally get rid of every manual ${thing} check.`,
    ...own,
  ];
  const talk = talkAbout(
    [
      about('Bees', 'honey', ['Bees carry pollen between flowers.', 'Honey feeds the hive in winter.']),
      about('Ships', 'lighthouse', [
        'Sailors know each lighthouse by its rhythm.',
        'Ships follow a lighthouse at night.',
      ]),
    ],
    'en',
  );
  expect(contentTypes.blog.outline(talk).match(/you can finally get rid of/g) ?? []).toHaveLength(1);
});

test('without stops what is no sentence for sure is quoted as it was said, with its time, and what stands between pauses is one', () => {
  const bodyOf = (segments: Talk['segments']): string =>
    contentTypes.blog.outline({ ...talkAbout([['Hooks', 'x']], 'en'), segments, durationMs: 60_000, chapters: [] });
  const apart = bodyOf(captions(WITHOUT_STOPS));
  expect(apart).toContain('A hook is a script that git calls at a certain moment.');
  expect(apart).not.toContain('“');
  const words = WITHOUT_STOPS.trim().split(/\s+/);
  const lines = Array.from({ length: Math.ceil(words.length / 7) }, (_, i) => words.slice(i * 7, i * 7 + 7).join(' '));
  const segments = lines.map((text, index) => ({ index, startMs: index * 2_000, endMs: index * 2_000 + 2_000, text }));
  const quotes = [...bodyOf(segments).matchAll(/“… (.+?) …” \((\d+:\d\d)\)/g)];
  expect(quotes.length).toBeGreaterThan(0);
  for (const [, quote = ''] of quotes) expect(words.join(' ')).toContain(quote);
});

test.each(['blog', 'newsletter', 'youtube'] as const)('what several people say runs on in no line of a %s', (id) => {
  const talk = talkAbout(
    TOPICS.map(([title = '', ...said]) => [title, ...said, `${title} take much time and much money.`]),
    'en',
  );
  const people = ['Ada', 'Ben'];
  const segments = talk.segments.map((one, i) => ({ ...one, speakerName: people[Math.floor(i / 4) % 2] ?? '' }));
  const body = contentTypes[id].outline({ ...talk, segments });
  expect(body).toMatch(/^(?:[-•] )?Ada:/m);
  expect(body).toMatch(/^(?:[-•] )?Ben:/m);
  expect(body).not.toMatch(/(?:Ada|Ben): .* (?:Ada|Ben): /);
});

test('a video description does not begin with the title that stands above it', () => {
  const talk = talkAbout(
    TOPICS.map((topic) => topic.slice(0, 2)),
    'en',
  );
  expect(contentTypes.youtube.outline(talk)).not.toContain(talk.title);
  expect(contentTypes.youtube.outline({ ...talk, segments: [], chapters: [] })).toBe(talk.title);
});
