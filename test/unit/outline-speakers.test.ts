/** Who says what in drafts without a language model: names, turns, and what an answer answers. */
import { expect, test } from 'vitest';
import { contentTypes } from '../../src/content/content-types.js';
import type { Talk } from '../../src/content/talk.js';
import { spoken } from './four-topics.js';
import { inTime, spread } from './three-things.js';

const PANEL: [speakerName: string, text: string][] = [
  ['Mina', 'Welcome, everybody, it is good to see so many of you here.'],
  ['Mina', 'Ben, how do you keep the alerts of your team quiet at night?'],
  ['Ben', 'Every alert of ours is something that a human has to act upon.'],
  ['Ben', 'Dashboards with forty graphs are read by nobody in the night.'],
  ['Ada', 'Error budgets turn the argument about reliability into arithmetic.'],
  ['Ada', 'And is that so?'],
  ['Ben', 'High cardinality labels blow up the database of metrics.'],
];

function panel(lines = PANEL): Talk {
  const segments = spoken(lines.map(([, text]) => text)).map((one, i) => ({
    ...one,
    speakerName: lines[i]?.[0] ?? '',
  }));
  const talk = { title: 'A panel', language: 'en', screenshots: [], instructions: null, segments };
  const durationMs = segments.at(-1)?.endMs ?? 0;
  const alerts = { index: 0, title: 'Alerts', startMs: 0, endMs: durationMs - 1 };
  return {
    ...talk,
    durationMs,
    chapters: [alerts, { index: 1, title: 'End', startMs: durationMs - 1, endMs: durationMs }],
  };
}

test('an answer stands behind what was asked, once', () => {
  const body = contentTypes.blog.outline(panel());
  const question = 'Mina: Ben, how do you keep the alerts of your team quiet at night?';
  expect(body.split(question)).toHaveLength(2);
  const [, behind = ''] = body.split(question);
  expect(behind.trim()).toMatch(/^- Ben:\s/);
  // What leans on what was said before is no question that can be read.
  expect(body).not.toContain('is that so');
});

test('in an interview the guest is named behind a question, and nowhere else', () => {
  const talk = panel([
    ['Mina', 'How do you keep the alerts of your team quiet at night?'],
    ['Ben', 'Every alert of ours is something that a human has to act upon.'],
    ['Mina', 'Thank you.'],
    ['Ben', 'Dashboards with forty graphs are read by nobody in the night.'],
  ]);
  const body = contentTypes.blog.outline(spread(talk));
  expect(body).toContain('- Mina: How do you keep the alerts of your team quiet at night?\n\n- Ben: Every alert');
  expect(body).toContain('- Dashboards with forty graphs');
  // Where no question stands, nobody needs the name.
  for (const id of ['twitter', 'linkedin', 'youtube'] as const)
    expect(contentTypes[id].outline(spread(talk))).not.toMatch(/Ben|Mina/);
});

test('what was asked stands once, also where what says what the topic is comes before the rest of an answer', () => {
  const talk = panel([
    ['Mina', 'How do you keep the alerts of your team quiet at night?'],
    ['Ben', 'Dashboards with forty graphs are read by nobody in the night.'],
    ['Ada', 'Error budgets turn the argument about reliability into arithmetic.'],
    ['Ada', 'Who is woken by such a thing in a team of four?'],
    ['Ben', 'High cardinality labels blow up the database of metrics.'],
    ['Ben', 'An alert is a message that a human has to act upon.'],
  ]);
  const body = contentTypes.blog.outline(inTime(talk, 10));
  expect(body.indexOf('An alert is')).toBeLessThan(body.indexOf('Dashboards'));
  expect(body.split('Who is woken')).toHaveLength(2);
  expect(body.split('How do you keep')).toHaveLength(2);
});

test('nobody is asked where who speaks is not known, or an answer comes much later', () => {
  const unnamed = panel();
  const segments = unnamed.segments.map(({ speakerName: _, ...one }) => one);
  expect(contentTypes.blog.outline({ ...unnamed, segments })).not.toContain('how do you keep');
  const late = panel();
  const shifted = late.segments.map((one, i) =>
    i < 2 ? one : { ...one, startMs: one.startMs + 100_000, endMs: one.endMs + 100_000 },
  );
  const chapters = late.chapters.map((one) => ({ ...one, endMs: one.endMs + 100_000 }));
  const after = { ...late, durationMs: late.durationMs + 100_000, segments: shifted, chapters };
  expect(contentTypes.blog.outline(after)).not.toContain('how do you keep');
});

test('what one of several people says in a row stands below the name, which is said once', () => {
  const talk = spread(
    panel([
      ['Ada', 'Error budgets turn the argument about reliability into arithmetic.'],
      ['Ben', 'Every alert of ours is something that a human has to act upon.'],
      ['Ben', 'Yes.'],
      ['Ben', 'Dashboards with forty graphs are read by nobody in the night.'],
      ['Ben', 'High cardinality labels blow up the database of metrics.'],
    ]),
  );
  const [, list = ''] = contentTypes.blog.outline(talk).split(')\n\n');
  expect(list.match(/Ben/g)).toHaveLength(1);
  expect(list).toMatch(/^- Ada: Error budgets .*\n\n- Ben:\n\n {2}- .*\n\n {2}- /);
});
