/** The models in use, opened: for all tasks of a worker process, until they are others. */
import type { Embedder } from '../outside/language-model/embedder.js';
import { createEmbedder } from '../outside/language-model/create-embedder.js';
import { createWriter } from '../outside/language-model/openai-writer.js';
import type { Writer } from '../outside/language-model/writer.js';
import type { Transcriber } from '../outside/recognisers/transcriber.js';
import type { ModelsInUse } from '../models/models-in-use.js';
import type { ServerSettings } from '../settings/env.js';
import type { Models } from '../settings/models.js';

export interface OpenedModels {
  transcriber: Transcriber | null;
  writer: Writer | null;
  seer: Writer | null;
  embedder: Embedder | null;
}

export class OpenModels {
  private last: { of: Models; opened: Promise<OpenedModels> } | undefined;

  constructor(
    private readonly models: Pick<ModelsInUse, 'now'>,
    private readonly settings: ServerSettings,
  ) {}

  /** An attempt asks once, and keeps what it is given to its end: what it has done so far was done with these. */
  async now(): Promise<OpenedModels> {
    const of = await this.models.now();
    const { last } = this;
    if (last?.of === of) return last.opened;
    const opened = this.open(of, await last?.opened, last?.of);
    this.last = { of, opened };
    // What could not be opened is opened anew by the next one.
    opened.catch(() => (this.last = undefined));
    return opened;
  }

  /** What has not changed goes on: a speech model in memory is large, and what was found out of a server counts. */
  private async open(of: Models, before: OpenedModels | undefined, then: Models | undefined): Promise<OpenedModels> {
    const { recogniser } = of;
    const sameWriter = before && JSON.stringify(then?.writer) === JSON.stringify(of.writer);
    const writer = sameWriter ? before.writer : createWriter({ ...this.settings, writer: of.writer });
    const transcriber =
      before && then?.recogniser?.mark === recogniser?.mark
        ? before.transcriber
        : ((await recogniser?.open(this.settings)) ?? null);
    return {
      transcriber,
      writer,
      seer: of.seer && writer,
      embedder: createEmbedder({ ...this.settings, embedder: of.embedder }),
    };
  }
}
