/** Content types as people make them on the page: each format, with and without a limit. */
import type { OwnType } from '../../src/content/own/own-type.js';
import { ownContentType } from '../../src/content/own/own-type.js';
import type { ContentType } from '../../src/content/talk.js';

export const ownTypeOf = (wanted: Partial<OwnType>): OwnType => ({
  id: '',
  label: 'Teaser',
  brief: 'A teaser for colleagues.',
  format: 'markdown',
  limit: null,
  action: 'edit',
  scope: 'the best of it',
  ...wanted,
});

/** By a name for tests. */
export const ownTypes: [string, ContentType][] = (
  [
    { format: 'markdown' },
    { format: 'markdown', limit: { max: 500, measure: 'characters' } },
    { format: 'text', limit: { max: 500, measure: 'characters' } },
    { format: 'thread', limit: { max: 280, measure: 'weighted' } },
  ] as const
).map((wanted): [string, ContentType] => {
  const type = ownContentType(ownTypeOf(wanted));
  return [`own ${wanted.format}${type.limit ? ` of at most ${type.limit.max}` : ''}`, type];
});
