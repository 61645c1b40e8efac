/**
 * While servers of two versions run beside each other, an answer may lack what the newer version has added. Then it is as it was before
 * that: each of these says what a field means that is not there.
 */
import type { Content } from '../../../src/contract/content.js';
import type { ContentSummary, ProjectSnapshot, Source } from '../../../src/contract/project.js';

const REVIEWED = { state: 'draft', published: null } satisfies Partial<ContentSummary>;
const WRITTEN = { ...REVIEWED, locked: [], offers: null } satisfies Partial<Content>;
const RECORDED = { tracks: [] } satisfies Partial<Source>;
const SORTED = { tags: [], documents: [], language: null, captions: null } satisfies Partial<ProjectSnapshot>;

export const wholeSummary = (summary: ContentSummary): ContentSummary => ({ ...REVIEWED, ...summary });

export const wholeContent = (content: Content): Content => ({ ...WRITTEN, ...content });

export const wholeSnapshot = (snapshot: ProjectSnapshot): ProjectSnapshot => ({
  ...SORTED,
  ...snapshot,
  source: snapshot.source && { ...RECORDED, ...snapshot.source },
  contents: snapshot.contents.map(wholeSummary),
});
