import { z } from 'zod';

/** NUL and halves of surrogate pairs are no characters, and PostgreSQL keeps neither. */
export const clean = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');

/** Text that people typed, cleaned before it is looked at by `then`. */
export const typed = <T extends z.ZodType<unknown, string>>(then: T) =>
  z.preprocess((sent) => (typeof sent === 'string' ? clean(sent) : sent), then);

/** The same, with all white space as single blanks. */
export const oneLine = <T extends z.ZodType<unknown, string>>(then: T) =>
  z.preprocess((sent) => (typeof sent === 'string' ? clean(sent).replace(/\s+/g, ' ') : sent), then);

/** An id as it is sent. In small letters from here on, as it is stored: whoever compares ids compares texts. */
export const anId = z.uuid().toLowerCase();

/** PostgreSQL's int, as positions in logs and numbers of versions are. */
export const MAX_INT = 2_147_483_647;
