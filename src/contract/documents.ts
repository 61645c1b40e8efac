/** Texts that people give as context: what drafts may draw on, and search finds. */

export const documentKinds = ['pdf', 'markdown', 'text', 'html'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** The most bytes a document may have. */
export const MAX_DOCUMENT_BYTES = 25_000_000;
