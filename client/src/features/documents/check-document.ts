import { MAX_DOCUMENT_BYTES } from '../../../../src/contract/documents.js';
import { size } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { kindOfFile } from '../files/picked-files.js';

/** Why this cannot be a document, in words; null when the server may take it. */
export function refusalOf({ name, size: bytes, type }: Pick<File, 'name' | 'size' | 'type'>): string | null {
  switch (kindOfFile({ name, type })) {
    case 'recording':
      return t('documents.isRecording');
    case 'captions':
      return t('documents.isCaptions');
    case 'document':
    case 'other':
      if (bytes === 0) return t('documents.empty');
      if (bytes <= MAX_DOCUMENT_BYTES) return null;
      return t('documents.tooLarge', { size: size(bytes), most: size(MAX_DOCUMENT_BYTES) });
  }
}
