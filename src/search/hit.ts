/** From a found passage to what people see of it. */
import { builtIn } from '../content/content-types.js';
import { plainText } from '../content/plain-text.js';
import type { DocumentKind } from '../contract/documents.js';
import type { SearchHit } from '../contract/search.js';
import type { TalkPassage } from './cut.js';
import type { PassageKind } from './passages.js';
import type { Query } from './query.js';
import type { StemsOf } from './snippet.js';
import { snippetOf } from './snippet.js';

export interface Found {
  kind: PassageKind;
  source: string;
  text: string;
  moments: TalkPassage['moments'] | null;
  config: string;
  project_id: string;
  project_title: string;
  /** Of a document; null for all else. */
  filename: string | null;
  format: DocumentKind | null;
  /** Of a draft of a type that somebody made; null for all else. */
  label: string | null;
}

/** Begins a statement that reads `Found`, of passages `p` and their projects `j`; more joins may follow. */
export const FOUND = `
  SELECT p.kind, p.source, p.text, p.moments, p.config, p.project_id, j.title AS project_title, d.filename,
    d.kind AS format, t.label
  FROM passages p JOIN projects j ON j.id = p.project_id
  LEFT JOIN documents d ON p.kind = 'document' AND d.id::text = p.source
  LEFT JOIN content_types t ON p.kind = 'draft' AND t.id = p.source`;

const NOTHING_ASKED: Query = { all: [], none: [] };

/** `query`: what was looked for in it; left out, its beginning is shown. */
export function toHit(found: Found, query: Query = NOTHING_ASKED, stemsOf: StemsOf = () => []): SearchHit {
  const text = found.format === 'markdown' ? plainText(found.text) : found.text;
  const { snippet, marks, offset } = snippetOf(text, query, stemsOf);
  const startMs = found.moments?.findLast(([begin]) => begin <= offset)?.[1] ?? null;
  const page = `/projects/${found.project_id}`;
  const shown = { projectId: found.project_id, projectTitle: found.project_title, snippet, marks, startMs };
  switch (found.kind) {
    case 'transcript':
      return {
        ...shown,
        kind: 'transcript',
        title: 'Transcript',
        href: `${page}/transcript#t=${(startMs ?? 0) / 1_000}`,
      };
    case 'slide':
      return { ...shown, kind: 'slide', title: 'Slides', href: `${page}/screenshots#t=${(startMs ?? 0) / 1_000}` };
    case 'draft':
      return {
        ...shown,
        kind: 'draft',
        title: found.label ?? builtIn(found.source)?.label ?? found.source,
        href: `${page}/contents/${found.source}`,
      };
    case 'document':
      return {
        ...shown,
        kind: 'document',
        title: found.filename ?? 'Document',
        href: `${page}#document-${found.source}`,
      };
  }
}
