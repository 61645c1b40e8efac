/** Quotations under the name of somebody else who speaks. */
import { expect, test } from 'vitest';
import { attribution } from '../../src/content/checks/attribution.js';
import { withoutFaults } from '../../src/content/checks/checks.js';

const SAID: [string, string][] = [
  ['Ada Lovelace', 'We lost the whole database on a Friday afternoon, and nobody had tested the backup.'],
  ['Bob Ross', 'A backup that nobody has restored is only a hope, and I have seen many hopes fail.'],
  ['Ada Lovelace', 'Since then we restore one every night, and a person looks at what comes out of it.'],
];
const segments = SAID.map(([speakerName, text], index) => ({
  index,
  startMs: index * 10_000,
  endMs: (index + 1) * 10_000,
  text,
  speakerName,
}));
const talk = {
  title: 'Backups',
  language: 'en',
  durationMs: 30_000,
  segments,
  chapters: [],
  instructions: null,
};
const HOPE = 'A backup that nobody has restored is only a hope';
const found = (draft: string) => attribution(draft, { talk, passages: [] });

test.each([
  [`As Ada puts it, “${HOPE}.”`, `As Bob Ross puts it, “${HOPE}.”`],
  [`“${HOPE},” says Ada Lovelace.`, `“${HOPE},” says Bob Ross.`],
  [`“${HOPE}” (Lovelace)`, `“${HOPE}” (Bob Ross)`],
  [`Ada Lovelace: “${HOPE}”`, `Bob Ross: “${HOPE}”`],
  [`> ${HOPE}, and I have seen many hopes fail.\n> — Ada Lovelace`, `— Bob Ross`],
  [`Ada says:\n\n> ${HOPE}.\n`, `Bob Ross says:`],
  [`- **Ada Lovelace:** ${HOPE}.`, `- **Bob Ross:** ${HOPE}.`],
])('is set right: %s', (draft, right) => {
  const [finding, ...others] = found(draft);
  expect(others).toEqual([]);
  expect(finding?.instead).toContain('Bob Ross');
  expect(finding?.says).toMatch(/is said by Bob Ross, not/);
  expect(withoutFaults(draft, { talk, passages: [] }).body).toContain(right);
});

test.each([
  `“${HOPE},” says Bob Ross.`,
  `Ada asked, and Bob answered: “${HOPE}.”`,
  `“${HOPE}.” Ada then told how they do it now.`,
  `Ada left. “${HOPE}.”`,
  `“${HOPE}” is the sentence to remember.`,
  `Ada spoke first, and much later somebody said in the discussion that “${HOPE}”.`,
  `**Bob Ross:** ${HOPE}.`,
  `**Ada Lovelace:** In other words, test what you have.`,
  `Ada says “nobody said these words in the talk”.`,
  `“${HOPE},” he tells Ada.`,
  `“${HOPE},” and Ada agrees.`,
  `Asked by Ada, he says: “${HOPE}”`,
  `Bob Ross then tells Ada:\n\n> ${HOPE}.`,
  `An answer to Ada:\n\n> ${HOPE}.\n> — Bob Ross`,
  `Adair says: “${HOPE}”`,
  `${'-'.repeat(150)} and then she told us that “${HOPE}”`,
])('what is right, or cannot be told, stays: %s', (draft) => {
  expect(found(draft)).toEqual([]);
});

test('a part of a name that two share names neither, and what a document says as well is nobody’s', () => {
  const siblings = segments.map((one) => ({
    ...one,
    speakerName: one.speakerName === 'Bob Ross' ? 'Speaker B' : 'Speaker A',
  }));
  const asked = { talk: { ...talk, segments: siblings }, passages: [] };
  expect(attribution(`As Speaker A puts it, “${HOPE}.”`, asked)).toMatchObject([{ instead: 'As Speaker B puts it, ' }]);
  expect(attribution(`As Speaker B puts it, “${HOPE}.”`, asked)).toEqual([]);
  expect(attribution(`Ada says: “${HOPE}”`, { talk, passages: [`${HOPE}.`] })).toEqual([]);
});

test('where nobody is known by name, or only one, nothing is mixed up', () => {
  const nameless = segments.map(({ speakerName: _, ...segment }) => segment);
  expect(attribution(`Ada says: “${HOPE}”`, { talk: { ...talk, segments: nameless }, passages: [] })).toEqual([]);
});

test('in a script without blanks', () => {
  const spoken = [
    { ...segments[0], index: 0, startMs: 0, endMs: 9, speakerName: '田中', text: 'データベースを全部失いました。' },
    {
      ...segments[1],
      index: 1,
      startMs: 9,
      endMs: 18,
      speakerName: '鈴木',
      text: '復元していないバックアップは希望にすぎません。',
    },
  ];
  const draft = '田中さんは「復元していないバックアップは希望にすぎません」と話します。';
  expect(attribution(draft, { talk: { ...talk, language: 'ja', segments: spoken }, passages: [] })).toMatchObject([
    { instead: expect.stringContaining('鈴木') as string },
  ]);
});
