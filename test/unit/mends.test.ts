/** Where it is shown that the checks of a draft mended something. */
import { expect, test } from 'vitest';
import { faultIn, inventedReferences, keptMends, placedMends } from '../../src/content/mends.js';
import { paragraphsOf } from '../../src/content/paragraphs.js';

const DRAFT = `# Sourdough

Feed the starter at night, and bake in the morning when it floats.

As Ada says, “nobody ever needs more than two hours for this”. Water is weighed, never measured by the cup.

The oven is heated for an hour before the loaf goes in.
`;
const QUOTED = 'As Ada says, “nobody ever needs more than two hours for this”.';

function fault(kind: string, was: string, instead = '', draft = DRAFT) {
  const start = draft.indexOf(was);
  return faultIn(draft, paragraphsOf(draft), { kind, instead, start, end: start + was.length });
}

test('what was taken out is shown at its paragraph, with what stood there', () => {
  const body = DRAFT.replace(`${QUOTED} `, '');
  const [mend, ...others] = placedMends(body, [], [fault('quotations', QUOTED)]);
  expect(others).toEqual([]);
  expect(mend).toMatchObject({ kind: 'quotations', was: QUOTED, now: null });
  expect(body.slice(mend?.start)).toMatch(/^Water is weighed/);
});

test('what the model mended is shown with the sentence that stands there now', () => {
  const now = 'Ada says that nobody needs more than two hours for it.';
  const body = DRAFT.replace(QUOTED, now);
  expect(placedMends(body, [fault('quotations', QUOTED)], [])).toMatchObject([{ was: QUOTED, now }]);
});

test('what went with its whole paragraph is shown where that stood', () => {
  const gone =
    'As Ada says, “nobody ever needs more than two hours for this”. Water is weighed, never measured by the cup.';
  const body = DRAFT.replace(`${gone}\n\n`, '');
  const [mend] = placedMends(body, [], [fault('unfounded', gone)]);
  expect(body.slice(mend?.start)).toMatch(/^Feed the starter/);
});

test('what is set right, what is there still, and what was told and then taken out are each said once or not at all', () => {
  const wrong = fault('times', 'an hour', 'two hours');
  const right = DRAFT.replace('heated for an hour', 'heated for two hours');
  expect(placedMends(right, [wrong], [wrong])).toMatchObject([{ was: 'an hour', now: 'two hours' }]);
  expect(placedMends(DRAFT, [fault('numbers', 'an hour')], [])).toEqual([]);
});

test('moments and pictures that the talk does not have are told, those that it has are not', () => {
  const talk = { durationMs: 60_000, screenshots: [{ index: 1, atMs: 3_000, distinct: true }] };
  const body =
    'See [0:30](#t=30), [9:30](#t=570), ![A](screenshots/1.jpg), ![B](screenshots/77.jpg) and [more](https://x.org).';
  expect(inventedReferences(body, talk).map(({ kind, was }) => [kind, was])).toEqual([
    ['timestamps', '[9:30](#t=570)'],
    ['images', '![B](screenshots/77.jpg)'],
  ]);
});

test('after a change by hand it is shown where the paragraph is as it was, and nowhere else', () => {
  const body = DRAFT.replace(`${QUOTED} `, '');
  const mends = placedMends(body, [], [fault('quotations', QUOTED)]);
  const moved = `One more.\n\n${body}`;
  expect(moved.slice(keptMends(body, mends, moved)[0]?.start)).toMatch(/^Water is weighed/);
  expect(keptMends(body, mends, body.replace('Water', 'Milk'))).toEqual([]);
});
