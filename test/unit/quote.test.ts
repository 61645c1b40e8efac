/** A quotation from the transcript goes into the draft that is meant. */
import { expect, test } from 'vitest';
import { insertQuote, offerQuotePlace, quotePlace, quoted } from '../../client/src/features/editor/quote.js';

const quote = { text: ' It *works*\non my machine. ', speaker: 'Ada [R&D]', startMs: 67_900 };

test('it looks as its place does: Markdown with a link to the moment, or plain words', () => {
  expect(quoted(quote, 'markdown')).toBe('> It \\*works\\* on my machine.\n>\n> — Ada \\[R&D\\], [1:07](#t=67)');
  expect(quoted({ ...quote, text: '1. Go', speaker: null }, 'markdown')).toBe('> 1\\. Go\n>\n> — [1:07](#t=67)');
  expect(quoted(quote, 'thread')).toBe('“It *works* on my machine.” (Ada [R&D], 1:07)');
});

test('it is put into the draft on the screen, or waits for the one that is meant', () => {
  const put: string[] = [];
  const place = (type: string) => ({
    projectId: 'p1',
    type,
    label: type,
    format: 'text' as const,
    insert: (text: string) => void put.push(`${type}: ${text}`),
  });
  const short = { text: 'Said.', speaker: null, startMs: 0 };
  expect(insertQuote(short)).toBe(false);
  const leave = offerQuotePlace(place('blog'));
  expect(put).toEqual([]);
  expect(insertQuote(short)).toBe(true);
  expect(insertQuote(short, { projectId: 'p1', type: 'linkedin' })).toBe(false);
  expect(put).toEqual(['blog: “Said.” (0:00)']);
  leave();
  expect(quotePlace.get()).toBeNull();
  offerQuotePlace(place('linkedin'))();
  offerQuotePlace(place('linkedin'))();
  expect(put).toEqual(['blog: “Said.” (0:00)', 'linkedin: “Said.” (0:00)']);
});
