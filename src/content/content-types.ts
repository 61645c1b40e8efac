/** What can be made of a talk. A new type is one more file and one line here. */
import type { ContentTypes } from './talk.js';
import { blog } from './types/blog.js';

export const contentTypes = { blog } satisfies ContentTypes;
