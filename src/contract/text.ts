import { z } from 'zod';

/** NUL and lone surrogates are not characters, and PostgreSQL stores neither. */
export const clean = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');

/**
 * Without the marks that turn the direction of writing: programs put them round lines and names, and half of a pair would turn all
 * that follows.
 */
export const withoutDirectionMarks = (text: string): string =>
  text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

/** Without what shows nothing: characters of no width, fillers of Hangul, the empty pattern of Braille. */
export const visible = (text: string): string => text.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, '');

/** Whether something is to be seen of a name. */
export const isSeen = (name: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(visible(name));

/** Text that people typed, cleaned before `then` checks it. */
export const typed = <T extends z.ZodType<unknown, string>>(then: T) =>
  z.preprocess((sent) => (typeof sent === 'string' ? clean(sent) : sent), then);

/** The same, with each run of white space as one space. */
export const oneLine = <T extends z.ZodType<unknown, string>>(then: T) =>
  z.preprocess((sent) => (typeof sent === 'string' ? clean(sent).replace(/\s+/g, ' ') : sent), then);

/** Whether a URL carries a name or a password. What is no URL at all is said elsewhere. */
export const hasPassword = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username !== '' || password !== '';
};

/** The same URL without them. */
export function withoutPassword(value: string): string {
  if (!hasPassword(value)) return value;
  const address = new URL(value);
  address.username = '';
  address.password = '';
  return address.href;
}

/** A UUID, in lower case as it is stored, because ids are compared as texts. */
export const anId = z.uuid().toLowerCase();

/** PostgreSQL's int, as positions in logs and numbers of versions are. */
export const MAX_INT = 2_147_483_647;

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter);
