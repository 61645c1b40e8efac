import { MAX_DOCUMENT_BYTES } from '../../../../src/contract/documents.js';
import { size } from '../../ui/times-and-sizes.js';
import { kindOfFile } from '../files/picked-files.js';

/** Why this cannot be a document, in words; null when the server may take it. */
export function refusalOf({ name, size: bytes, type }: Pick<File, 'name' | 'size' | 'type'>): string | null {
  switch (kindOfFile({ name, type })) {
    case 'recording':
      return 'This is a recording. Give texts here: PDF, Markdown, plain text or HTML.';
    case 'captions':
      return 'These are captions. They are given above, beside the recording.';
    case 'document':
    case 'other':
      if (bytes === 0) return 'The file is empty. Choose the document again.';
      if (bytes <= MAX_DOCUMENT_BYTES) return null;
      return `It has ${size(bytes)}. Documents may have up to ${size(MAX_DOCUMENT_BYTES)}.`;
  }
}
