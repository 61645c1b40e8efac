/** Who asks within a moment gets one answer, and nobody gets one that was begun before they asked. */
import { expect, test } from 'vitest';
import { Together } from '../../src/realtime/together.js';

/** Notes what is asked together; answers when the test says so. */
function desk() {
  const asked: {
    subject: string;
    questions: readonly number[];
    answer: (answers: string[]) => void;
    fail: () => void;
  }[] = [];
  const together = new Together<number, string>(
    (subject, questions) =>
      new Promise((resolve, reject) => {
        asked.push({ subject, questions, answer: resolve, fail: () => reject(new Error('out of reach')) });
      }),
  );
  return { asked, together };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('who comes at the same moment is asked for together, and each gets the answer to their own question', async () => {
  const { asked, together } = desk();
  const answers = Promise.all([1, 2, 3].map((n) => together.ask('talk', n)));
  const other = together.ask('another talk', 4);
  await turn();
  expect(asked.map(({ subject, questions }) => [subject, questions])).toEqual([
    ['talk', [1, 2, 3]],
    ['another talk', [4]],
  ]);
  asked[0]?.answer(['one', 'two', 'three']);
  asked[1]?.answer(['four']);
  expect(await answers).toEqual(['one', 'two', 'three']);
  expect(await other).toBe('four');
});

test('who comes while an answer is looked for gets the next one, which is begun afterwards', async () => {
  const { asked, together } = desk();
  const first = together.ask('talk', 1);
  await turn();
  const later = Promise.all([together.ask('talk', 2), together.ask('talk', 3)]);
  await turn();
  expect(asked).toHaveLength(1);
  asked[0]?.answer(['old']);
  expect(await first).toBe('old');
  await turn();
  expect(asked[1]?.questions).toEqual([2, 3]);
  asked[1]?.answer(['new', 'new']);
  expect(await later).toEqual(['new', 'new']);
});

test('when there is no answer all who asked are told, and who asks again is asked for again', async () => {
  const { asked, together } = desk();
  const both = Promise.allSettled([together.ask('talk', 1), together.ask('talk', 2)]);
  await turn();
  asked[0]?.fail();
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = together.ask('talk', 1);
  await turn();
  asked[1]?.answer(['here']);
  expect(await again).toBe('here');
});
