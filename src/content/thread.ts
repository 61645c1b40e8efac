/** The posts of a thread's text. */

export const BETWEEN_POSTS = '\n\n---\n\n';
/** The separator of posts as models and people write it: hyphens, asterisks or underscores alone in a row. */
const DIVIDER = /^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$/m;

export const postsOf = (body: string): string[] =>
  body
    .split(DIVIDER)
    .map((post) => post.trim())
    .filter((post) => post !== '');
