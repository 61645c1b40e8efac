/** What a running step may use of the stored passages. */
import type { DataSource } from 'typeorm';
import { DocumentRow } from '../database/entities/document.entity.js';
import type { TaskRow } from '../database/entities/task.entity.js';
import type { Embedder } from '../outside/language-model/embedder.js';
import { VendorError } from '../outside/vendor/vendor-error.js';
import { contextFor } from '../search/context.js';
import { THE_TRANSCRIPT } from '../search/passages.js';
import { lackingVectors } from '../search/stored-vectors.js';
import { packed, unpacked } from '../search/vectors.js';
import { documentOf } from '../steps/lookup.js';
import type { CommonTools, Passage } from '../steps/step.js';

/** A talk of two hours has as many chapters; the rest of a long list is asked by its words only. */
const MOST_EMBEDDED = 32;

type Others = Pick<CommonTools, 'part' | 'signal' | 'log'>;

export function passageTools(
  { db, embedder }: { db: DataSource; embedder: Embedder | null },
  { projectId, key }: TaskRow,
  tools: Others,
): Pick<CommonTools, 'lackingVectors' | 'passagesFor'> {
  const documentId = documentOf(key);
  const own = documentId === null ? THE_TRANSCRIPT : { kind: 'document' as const, source: documentId };
  return {
    async lackingVectors(texts) {
      return embedder ? lackingVectors(db.manager, { projectId, ...own }, embedder.identity, texts) : [];
    },
    async passagesFor(questions, maxChars) {
      const documents = await indexedDocuments(db, projectId);
      if (documents.length === 0) return [];
      const input = { questions, maxChars, documents, embedder: embedder?.identity };
      // A part as a whole: what is written from it must not change when the attempt is another one.
      return tools.part<Passage[]>(`passages, ${maxChars}`, input, async () => {
        const vectors = embedder && (await embeddedQuestions(questions.slice(0, MOST_EMBEDDED), embedder, tools));
        return contextFor(db.manager, { projectId, questions, maxChars, vectors });
      });
    },
  };
}

/** The hash of each, in order. */
async function indexedDocuments(db: DataSource, projectId: string): Promise<string[]> {
  const rows = await db.manager.find(DocumentRow, { where: { projectId }, order: { uploadedAt: 'ASC', id: 'ASC' } });
  return rows.filter(({ passages }) => passages !== null).map(({ sha256 }) => sha256);
}

/** Null, with a line in the log, when the model's server does not answer: words alone find passages, too. */
async function embeddedQuestions(questions: string[], embedder: Embedder, { part, signal, log }: Others) {
  try {
    const vectors = await part('questions', { embedder: embedder.identity, questions }, async (ledger) =>
      (await embedder.embed(questions, { signal, ledger })).map(packed),
    );
    return {
      model: embedder.identity,
      items: vectors.map((vector) => unpacked(Buffer.from(vector, 'base64'))),
    };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    await log(`${error.message} So passages of the documents are chosen by their words only.`);
    return null;
  }
}
