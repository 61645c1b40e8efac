/** The port to what reads pictures, on this machine. */
import type { FetchOptions } from '../fetch-model.js';
import { ENGLISH, fetchData, ocrLanguage } from './languages.js';
import type { Box, OcrOutcome } from './read-picture.js';
import { Tesseract } from './tesseract.js';

export interface Ocr {
  /**
   * What to read in, for a language in BCP 47: English beside it, since slides are full of its words. The data is fetched where it is
   * not there yet. Null: it cannot be read. Throws `ModelUnavailable` where the data cannot be had, or the reason of the signal.
   */
  prepare(language: string, options: Pick<FetchOptions, 'signal' | 'onProgress'>): Promise<string | null>;
  /** Reads a PGM in what `prepare` answered, or in `IN_ENGLISH`; `area`: as one block of lines. See `Tesseract.read`. */
  read(path: string, languages: string, signal: AbortSignal, area?: Box): Promise<OcrOutcome>;
}

export const IN_ENGLISH = ENGLISH;

export interface OcrSettings {
  /** Where the data of languages is kept. */
  folder: string;
  /** Where it comes from: see `dataOf`. */
  dataUrl: string;
  /** How long its server may keep silent. */
  silenceMs: number;
  atOnce: number;
  maxMemoryBytes: number;
  /** See `Tesseract`. */
  program?: string;
}

export function createOcr({ dataUrl, silenceMs, ...settings }: OcrSettings): Ocr {
  const tesseract = new Tesseract(settings);
  return {
    async prepare(language, options) {
      const name = ocrLanguage(language);
      if (name === null) return null;
      await fetchData(name, settings.folder, dataUrl, { ...options, silenceMs });
      return name === ENGLISH ? ENGLISH : `${name}+${ENGLISH}`;
    },
    read: (path, languages, signal, area) => tesseract.read(path, languages, signal, area),
  };
}
