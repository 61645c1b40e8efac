/** The languages that pictures are read in: English comes along, the data of others is fetched once. */
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { OCR_DATA_URL } from './data-url.js';
import type { FetchOptions, ModelFile } from '../fetch-model.js';
import { fetchModel } from '../fetch-model.js';

export const ENGLISH = 'eng';
/** The largest that is published has 13 MB. */
const MOST_BYTES = 50_000_000;
const MOST_UNPACKED = 200_000_000;
const LEAST_UNPACKED = 100_000;

/** Tesseract's names of languages, by ISO 639-1; and SHA-256 of the packed data of version 1.0.0, where it was looked at. */
const known: Record<string, { name: string; sha256?: string }> = {
  en: { name: ENGLISH },
  de: { name: 'deu', sha256: '306c4280d0cbed46fbff727486bd43b92730181bae80f56941a091f363bdf28b' },
  es: { name: 'spa', sha256: '40be52f97b5d4eb7460073dc1f94cd546b27150333c0bf854ed7e7132db6bceb' },
  fr: { name: 'fra', sha256: 'd611139672b3752c7097e671e4a1d9209dfd37f2aeb081ef6487fba3351e9255' },
  pt: { name: 'por', sha256: 'dacebc1386ddaaf8389f81094236cca0d690897cde693d48cbdaa881c86e2b4c' },
  it: { name: 'ita', sha256: 'f702fcfad297ce028ede3626d1467b67939f23ff23595f9badd54681cf25a4d3' },
  nl: { name: 'nld', sha256: 'a2d904b6ddc4feb0d31ecfcd7361a554102e7aa2e278c54f4fc029e0d0815571' },
  pl: { name: 'pol', sha256: 'a20fdec4ff99d8f8e84c708da3e42a4e935c26863055a0ed88aef5c66a59b91b' },
  ja: { name: 'jpn', sha256: '2b63ebfbf1484de4a08ce53b29ef98a1c17658a93cbd38acb665d7d316d0be88' },
  zh: { name: 'chi_sim', sha256: 'b8a23f10c7de500891eb458a8adc9cc58ab7f242f08b7d149f5e9aea4ad5db7c' },
  ru: { name: 'rus' },
  uk: { name: 'ukr' },
  tr: { name: 'tur' },
  sv: { name: 'swe' },
  da: { name: 'dan' },
  nb: { name: 'nor' },
  no: { name: 'nor' },
  fi: { name: 'fin' },
  cs: { name: 'ces' },
  sk: { name: 'slk' },
  hu: { name: 'hun' },
  ro: { name: 'ron' },
  bg: { name: 'bul' },
  el: { name: 'ell' },
  hr: { name: 'hrv' },
  sr: { name: 'srp' },
  sl: { name: 'slv' },
  ca: { name: 'cat' },
  vi: { name: 'vie' },
  id: { name: 'ind' },
  ko: { name: 'kor' },
  ar: { name: 'ara' },
  fa: { name: 'fas' },
  he: { name: 'heb' },
  hi: { name: 'hin' },
  bn: { name: 'ben' },
  th: { name: 'tha' },
};

/** Tesseract's name for a language in BCP 47; null for one that it is not known to read. */
export function ocrLanguage(tag: string): string | null {
  const primary = tag.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(known, primary) ? (known[primary]?.name ?? null) : null;
}

/** The data of a language that tesseract calls by this name. `place`: an address, in which `{language}` is that name. */
export function dataOf(name: string, place: string): ModelFile {
  const folder = place.replaceAll('{language}', name).replace(/\/+$/, '');
  // A place of one's own may hold other data of the same name.
  const sha256 = place === OCR_DATA_URL ? Object.values(known).find((one) => one.name === name)?.sha256 : undefined;
  return {
    name: `${name}.traineddata`,
    url: `${folder}/${name}.traineddata.gz`,
    hash: sha256 === undefined ? null : { algorithm: 'sha256', hex: sha256 },
    what: `the data to read “${name}” off pictures`,
    maxBytes: MOST_BYTES,
    looksRight: unpacks,
  };
}

/** Whether it is something packed by gzip, of a size that language data may have: no page that says who may use this network. */
async function unpacks(path: string): Promise<boolean> {
  let size = 0;
  const counted = new Writable({
    write(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      next(size > MOST_UNPACKED ? new Error('It is too large.') : null);
    },
  });
  return pipeline(createReadStream(path), createGunzip(), counted).then(
    () => size > LEAST_UNPACKED,
    () => false,
  );
}

/** Sees to it that the data is in `folder`. Throws `ModelUnavailable`, or the reason of the signal. */
export async function fetchData(name: string, folder: string, place: string, options: FetchOptions): Promise<void> {
  if (name === ENGLISH) return;
  const data = dataOf(name, place);
  const there = await access(join(folder, data.name)).then(
    () => true,
    () => false,
  );
  if (!there) await fetchModel(folder, data, options);
}
