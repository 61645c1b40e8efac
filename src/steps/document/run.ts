/** A document is parsed, cut into passages, and embedded where there is a model for that. */
import { join } from 'node:path';
import { DocumentRefused } from '../../outside/documents/refusal.js';
import { cutText } from '../../search/cut.js';
import type { Given, RunStep, Tools } from '../step.js';
import { failed } from '../step.js';
import { embedded } from '../embed.js';
import type { Vectors } from '../vectors.js';
import { indexed } from '../vectors.js';

type File = NonNullable<Given['document']>;

export const run: RunStep<{ passages: string[]; vectors: Vectors }, 'document'> = async (task, tools) => {
  const { document: file } = tools.given;
  if (!file) throw new Error('document was run without a document.');
  tools.expectParts(1);
  tools.progress(1, 'Reading the document');
  let text: string;
  try {
    text = await tools.part('text', { sha256: file.sha256, kind: file.kind }, () => read(file, tools));
  } catch (error) {
    if (!(error instanceof DocumentRefused)) throw error;
    await tools.log(`It was refused: ${(error.cause instanceof Error ? error.cause : error).message}`);
    return failed(error.code, `“${file.filename}” cannot be read. ${error.message}`, error);
  }
  tools.progress(25, 'Cutting it into passages');
  const passages = cutText(text);
  if (passages.length === 0) return nothingIn(file);
  const chars = text.length.toLocaleString('en');
  await tools.log(`${chars} characters were read, and cut into ${passages.length.toLocaleString('en')} passages.`);
  const vectors = await embedded(task, tools, passages, 1);
  tools.progress(97, 'Making it findable');
  return indexed({ passages, vectors }, new Set(passages).size);
};

async function read({ key, kind }: File, tools: Tools<never>): Promise<string> {
  const { storage, reader, scratch, signal } = tools;
  const path = join(scratch, 'document');
  await storage.fetchTo(key, path, signal);
  const onProgress = (share: number) => tools.progress(1 + 24 * share, 'Reading the document');
  return reader.read({ path, kind }, { signal, onProgress });
}

function nothingIn({ filename, kind }: File): ReturnType<typeof failed> {
  const scanned =
    kind === 'pdf' ? ' It may be pictures of pages: have their text recognised (OCR), and give that.' : '';
  return failed('no_text', `There is no text in “${filename}”.${scanned}`);
}
