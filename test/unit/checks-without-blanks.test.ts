/** What is held against the talk where no blanks part the words. */
import { expect, test } from 'vitest';
import type { Material } from '../../src/content/checks/finding.js';
import { faultsOf, withoutFaults } from '../../src/content/checks/checks.js';

const materialOf = (language: string, spoken: string[]): Material => ({
  talk: {
    title: 'Indexes',
    language,
    durationMs: spoken.length * 10_000,
    segments: spoken.map((text, index) => ({ index, startMs: index * 10_000, endMs: (index + 1) * 10_000, text })),
    chapters: [],
    instructions: null,
  },
  passages: [],
});
const japanese = materialOf('ja', [
  'おはようございます。今日はインデックスの話をします。',
  'インデックスは列のソートされたコピーです',
  'なのでテーブル全体を読む必要がありません。',
]);

test('a sentence of few letters, and a phrase within one, that come again and again stay once', () => {
  const sentence = 'インデックスは列のソートされたコピーです。';
  const { body, counts } = withoutFaults(sentence.repeat(400), japanese);
  expect(body.trim()).toBe(sentence);
  expect(counts).toEqual({ repetition: expect.any(Number) as number });
  expect(withoutFaults(`列は${'ソートされた'.repeat(50)}コピーです。`, japanese).body).toMatch(
    /^列はソートされた\s*コピーです。$/,
  );
  expect(faultsOf('はい。はい。それはははは、コピーです。', japanese)).toEqual([]);
});

test('a part of what was said, also over the end of a caption, may be quoted, and what nobody said may not', () => {
  for (const said of [
    'インデックスの話をします',
    '列のソートされたコピーです。なのでテーブル全体を読む必要がありません',
  ])
    expect(faultsOf(`話し手は「${said}」と言います。`, japanese)).toEqual([]);
  const { counts } = withoutFaults('話し手は「来年には全員の仕事がなくなるでしょう」と言います。', japanese);
  expect(counts).toEqual({ quotations: 1 });
  const thai = materialOf('th', ['ดัชนีคือสำเนาที่เรียงลำดับของคอลัมน์ในตาราง', 'ดังนั้นจึงไม่ต้องอ่านทั้งตาราง']);
  expect(faultsOf('ผู้พูดกล่าวว่า “สำเนาที่เรียงลำดับของคอลัมน์ในตาราง”', thai)).toEqual([]);
  expect(withoutFaults('ผู้พูดกล่าวว่า “ปีหน้าทุกคนจะไม่มีงานทำอีกต่อไป”', thai).counts).toEqual({ quotations: 1 });
});
