/** The recogniser that needs no key: whisper.cpp on this machine, with a model that is fetched on first use. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { askFor, fetchModel, ModelUnavailable } from '../../fetch-model.js';
import type { ModelFile } from '../../fetch-model.js';
import type { Trial } from '../recogniser.js';
import type { AudioChunk, PrepareOptions, Recognised, RecogniseOptions, Transcriber } from '../transcriber.js';
import { whisperCode } from '../language-code.js';
import { NoTranscriber } from '../transcriber.js';
import { modelFile, modelFileName } from './models.js';
import { Whisper, whisperLibrary, withoutLibrary } from './whisper.js';

export interface LocalSettings {
  model: string;
  modelUrl: string | undefined;
  /** What tells voices from other sounds. Null: nothing does. */
  voiceModel: ModelFile | null;
  dataDir: string;
  /** How long the model's server may keep silent. */
  timeoutMs: number;
  /** See `Whisper`. */
  program?: string;
}

/** Half a minute of sound takes a slow machine a minute or two with a large model. */
const SILENCE_MS = 20 * 60_000;

/** It is small, and can be done without: nobody waits for it for long. */
const VOICES_SILENCE_MS = 15_000;

/** For people at the page; where the file is put and what the settings are called, docs/operations.md says. */
const INSTEAD =
  'Add captions (.srt or .vtt) to this recording, or ask whoever runs this Devreel for a recogniser (a key, or the address of a server), then retry.';

export class LocalTranscriber implements Transcriber {
  readonly identity: string;
  /** Half-minute windows are all whisper.cpp sees at a time; longer chunks only make a crash cost more. */
  readonly limits = { maxBytes: 100_000_000, maxMs: 5 * 60_000, concurrency: 1, format: 'wav16k' as const };
  private readonly folder: string;
  private readonly file: ModelFile | null;
  private whisper: Whisper | undefined;
  private before: Promise<unknown> = Promise.resolve();

  constructor(private readonly settings: LocalSettings) {
    this.identity = `whisper.cpp ${settings.model}${settings.voiceModel ? `, ${settings.voiceModel.name}` : ''}`;
    this.folder = join(settings.dataDir, 'models');
    this.file = modelFile(settings.model, settings.modelUrl);
  }

  async prepare(options: PrepareOptions): Promise<void> {
    if (this.whisper) return;
    const library = whisperLibrary();
    if (!library) throw new NoTranscriber(`${withoutLibrary()} ${INSTEAD}`);
    const path = (await this.byHand()) ?? (await this.fetched(options));
    const files = { library, model: path, voices: await this.voices(options) };
    this.whisper = new Whisper(files, SILENCE_MS, ...(this.settings.program ? [this.settings.program] : []));
  }

  /** Null where it cannot be had: loudness alone then tells where somebody speaks, which takes music for speech. */
  private async voices({ signal, onNews }: PrepareOptions): Promise<string | null> {
    const { voiceModel, timeoutMs } = this.settings;
    if (!voiceModel) return null;
    try {
      const silenceMs = Math.min(timeoutMs, VOICES_SILENCE_MS);
      return await fetchModel(this.folder, voiceModel, { signal, silenceMs, onProgress: () => undefined });
    } catch (error) {
      if (!(error instanceof ModelUnavailable)) throw error;
      onNews?.(`${error.message} So music and noise are listened to as if somebody spoke.`);
      return null;
    }
  }

  /** A model that lies there already, fetched before or put there by somebody. */
  private async byHand(): Promise<string | null> {
    const path = join(this.folder, modelFileName(this.settings.model));
    return access(path).then(
      () => path,
      () => null,
    );
  }

  private async fetched({ signal, onProgress, onNews }: PrepareOptions): Promise<string> {
    if (!this.file) throw new NoTranscriber(this.unknownModel());
    let told = false;
    try {
      return await fetchModel(this.folder, this.file, {
        signal,
        silenceMs: this.settings.timeoutMs,
        onProgress(done, total) {
          if (!told)
            onNews?.(`Fetching the speech model${total === null ? '' : ` (${megabytes(total)} MB)`}, this once.`);
          told = true;
          if (total) onProgress?.(done / total);
        },
      });
    } catch (error) {
      if (!(error instanceof ModelUnavailable)) throw error;
      throw new NoTranscriber(`There are no captions, and ${lower(error.message)} ${INSTEAD}`, error);
    }
  }

  /** Listens, where the model is here already; else only asks whether it can be had: it is large. Throws `NoTranscriber`. */
  async tryOut({ chunk, signal, ledger }: Trial): Promise<void> {
    if (!whisperLibrary()) throw new NoTranscriber(withoutLibrary());
    if ((await this.byHand()) !== null) {
      await this.recognise(chunk, { signal, ledger });
      return;
    }
    if (!this.file) throw new NoTranscriber(this.unknownModel());
    try {
      await askFor(this.file, signal);
    } catch (error) {
      if (!(error instanceof ModelUnavailable)) throw error;
      throw new NoTranscriber(error.message, error);
    }
  }

  /** One chunk after the other: whisper.cpp uses all cores for each. */
  recognise(chunk: AudioChunk, options: RecogniseOptions): Promise<Recognised> {
    const mine = this.before.then(
      () => this.listen(chunk, options),
      () => this.listen(chunk, options),
    );
    this.before = mine;
    return mine;
  }

  private async listen({ path }: AudioChunk, options: RecogniseOptions): Promise<Recognised> {
    const { signal, onProgress } = options;
    await this.prepare({ signal });
    if (!this.whisper) throw new Error('The model is there, and yet it is not.');
    const language = options.language === undefined ? undefined : whisperCode(options.language);
    // What went wrong before may have come from the prompt.
    const prompt = options.again ? undefined : options.prompt;
    const heard = await this.whisper.transcribe(
      { path, ...(language !== undefined && { language }), ...(prompt !== undefined && { prompt }) },
      signal,
      (share) => onProgress?.(share),
    );
    const segments = heard.segments.map(({ text, t0, t1 }) => ({ startMs: t0, endMs: t1, text: text.trim() }));
    const speech = heard.speech?.map(({ t0, t1 }) => ({ startMs: t0, endMs: t1 }));
    return {
      language: heard.language,
      segments: segments.filter(({ text }) => text !== ''),
      ...(speech && { speech }),
    };
  }

  private unknownModel(): string {
    const { model, modelUrl } = this.settings;
    return modelUrl === undefined
      ? `There is no speech model “${model}”. Set WHISPER_MODEL to one such as base or small, or ${lower(INSTEAD)}`
      : `What the model at WHISPER_MODEL_URL must be is not known: add #sha256=… to the address, and restart.`;
  }
}

const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1_000_000));
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
