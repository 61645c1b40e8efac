/** What mails about drafts say, and the links that turn them off. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import de from '../../client/src/words/de.json';
import en from '../../client/src/words/en.json';
import type { OwedMail } from '../../src/draft-mails/owed.js';
import { readyMail } from '../../src/draft-mails/ready-mail.js';
import { UnsubscribeLinks } from '../../src/draft-mails/unsubscribe-links.js';
import { mailWords } from '../../src/draft-mails/words.js';

const links = {
  publicUrl: 'https://devreel.example.org',
  unsubscribe: 'https://devreel.example.org/unsubscribe?token=t',
};
const draft = (title: string, type: string, notice = 'Blog post ready') => ({ projectId: title, title, type, notice });
const owed = (drafts: OwedMail['drafts'], language: OwedMail['language'] = 'en'): OwedMail => ({
  mailId: 'b5d1',
  userId: 'u',
  name: 'Ada',
  email: 'ada@example.org',
  language,
  drafts,
  attempts: 1,
});

test('drafts are named as on the page', () => {
  expect(mailWords.en.types).toEqual(en.types);
  expect(mailWords.de.types).toEqual(de.types);
});

test.each([
  ['en', [draft('Bread', 'blog')], 'Your draft of “Bread” is ready'],
  ['en', [draft('Bread', 'blog'), draft('Bread', 'youtube')], 'Your 2 drafts of “Bread” are ready'],
  ['en', [draft('Bread', 'blog'), draft('Milk', 'blog')], 'Drafts are ready: “Bread” and 1 more'],
  ['de', [draft('Brot', 'blog')], 'Dein Entwurf zu „Brot“ ist fertig'],
  ['de', [draft('Brot', 'blog'), draft('Brot', 'youtube')], 'Deine 2 Entwürfe zu „Brot“ sind fertig'],
  ['de', [draft('Brot', 'blog'), draft('Milch', 'blog')], 'Entwürfe sind fertig: „Brot“ und 1 weitere'],
] as const)('%s: %j is told as “%s”', (language, drafts, subject) => {
  expect(readyMail(owed([...drafts], language), links).subject).toBe(subject);
});

test('a draft that was written twice is told once, and a kind of one’s own by its own name', () => {
  const own = randomUUID();
  const mail = readyMail(
    owed([draft('Bread', 'blog'), draft('Bread', 'blog'), draft('Bread', own, 'Talk card ready, with gaps')]),
    links,
  );
  expect(mail.subject).toContain('2 drafts');
  expect(mail.text).toContain(`- Talk card: https://devreel.example.org/projects/Bread/contents/${own}`);
  expect(mail.text.split('/contents/blog')).toHaveLength(2);
  expect(mail.html.split('/contents/blog')).toHaveLength(2);
});

test('a token turns off the mails of the one it was made for, by the secret it was made with', () => {
  const [id, other] = [randomUUID(), randomUUID()];
  const made = new UnsubscribeLinks('a secret', 'https://devreel.example.org');
  const token = new URL(made.linkFor(id)).searchParams.get('token') ?? '';
  expect(made.userOf(token)).toBe(id);
  for (const wrong of [token.replace(id, other), token.slice(0, -1), `${token}A`, '', id, `${id}.`]) {
    expect(made.userOf(wrong), wrong).toBeNull();
  }
  expect(new UnsubscribeLinks('another', 'https://devreel.example.org').userOf(token)).toBeNull();
});
