/** How far a draft has come among people, and in which words others hear of it. */
import type { ContentState, Published } from '../contract/reviews.js';
import type { ProjectTx } from '../events/project-tx.js';
import { ReviewRow } from '../database/entities/review.entity.js';
import { shownType } from './own/stored.js';

/** What a draft becomes. */
export interface Reviewed {
  type: string;
  version: number;
  from: ContentState;
  to: ContentState;
  note: string | null;
  url: string | null;
  /** Null where the text changed, and nobody said anything. */
  by: { id: string; name: string } | null;
}

/** `label`: what the draft is called. */
type Words = (label: string, reviewed: Reviewed) => { level: 'success' | 'warning'; title: string; says: string };

const words: Record<ContentState, Words> = {
  draft: (label, { from, by }) => {
    if (!by) return { level: 'warning', title: `${label} changed after its approval`, says: 'It is a draft again' };
    const title = from === 'in_review' ? `${label} sent back` : `${label} is a draft again`;
    return { level: 'warning', title, says: `By ${by.name}` };
  },
  in_review: (label, { by }) => ({
    level: 'success',
    title: `${label} is to be reviewed`,
    says: `${by?.name ?? ''} asks for it`,
  }),
  approved: (label, { by, version }) => ({
    level: 'success',
    title: `${label} approved`,
    says: `Version ${version}, by ${by?.name ?? ''}`,
  }),
  published: (label, { by, url, version }) => ({
    level: 'success',
    title: `${label} published`,
    says: `Version ${version}, by ${by?.name ?? ''}${url === null ? '' : `: ${url}`}`,
  }),
};

/** Keeps what was said, and tells people. The event that the draft has changed must have been added before. */
export async function tell(tx: ProjectTx, reviewed: Reviewed): Promise<void> {
  const { type, version, to: state, note, url, by } = reviewed;
  const row = { projectId: tx.projectId, type, version, state, note, url, by: by?.id ?? null };
  await tx.db.insert(ReviewRow, row);
  const { level, title, says } = words[state]((await shownType(tx.db, type))?.label ?? type, reviewed);
  const href = `/projects/${tx.projectId}/contents/${type}`;
  tx.notify({ level, title, body: note ? `${says}: “${note}”` : `${says}.`, action: { label: 'Show', href } });
}

/** What a version inherits from the one before it. `changed`: its text is another. */
export function inherited(
  before: { state: ContentState; published: Published | null } | null,
  changed: boolean,
): { state: ContentState; published: Published | null } {
  const { state = 'draft', published = null } = before ?? {};
  return { state: state === 'approved' && changed ? 'draft' : state, published };
}
