/** The models in use, opened: for all tasks of a worker process, until they are others. */
import { outlasting } from '../database/outages.js';
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

interface Opening {
  of: Models;
  opened: Promise<OpenedModels>;
}

export class OpenModels {
  private last: Opening | undefined;

  constructor(
    private readonly models: Pick<ModelsInUse, 'now'>,
    private readonly settings: Pick<ServerSettings, 'dataDir' | 'aiTimeoutMs' | 'aiConcurrency' | 'projectBudgetUsd'>,
  ) {}

  /** An attempt asks once, and keeps what it is given to its end: what it has done so far was done with these. */
  async now(): Promise<OpenedModels> {
    const of = await outlasting(() => this.models.now());
    // Nothing is waited for between this look and what is noted: another one that comes meanwhile must find it.
    if (this.last?.of === of) return this.last.opened;
    const opening = { of, opened: this.open(of, this.last) };
    this.last = opening;
    // What could not be opened is opened anew by the next one.
    opening.opened.catch(() => {
      if (this.last === opening) this.last = undefined;
    });
    return opening.opened;
  }

  /** What has not changed goes on: a speech model in memory is large, and what was found out of a server counts. */
  private async open(of: Models, last: Opening | undefined): Promise<OpenedModels> {
    const { recogniser } = of;
    const then = last?.of;
    // Why it could not be opened was told to those who asked for it.
    const before = await last?.opened.catch(() => undefined);
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
