/** Sizes of files as people say them, alike on every page and in every refusal. */
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

const stepOf = (bytes: number): number =>
  Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, Number(bytes.toPrecision(3)))) / 3));

function said(bytes: number, step: number): string {
  const value = bytes / 1000 ** step;
  return value < 10 && step > 0 ? value.toFixed(1) : String(Math.round(value));
}

/** What differs between languages. */
export interface SizeWords {
  bytes: string;
  /** `digits` are those of English: `1.8`. */
  number: (digits: string) => string;
  of: (part: string, whole: string) => string;
}

const ENGLISH: SizeWords = {
  bytes: 'bytes',
  number: (digits) => digits,
  of: (part, whole) => `${part} of ${whole}`,
};

/** 52000000 → `52 MB`. */
export function size(bytes: number, words = ENGLISH): string {
  const step = stepOf(bytes);
  return `${words.number(said(bytes, step))} ${step === 0 ? words.bytes : (UNITS[step] ?? '')}`;
}

/** 1800000000 of 2000000000 → `1.8 of 2.0 GB`; in two units where one would say nothing: `14 MB of 2.0 GB`. */
export function sizeOf(bytes: number, wholeBytes: number, words = ENGLISH): string {
  const step = stepOf(bytes);
  const part = step === stepOf(wholeBytes) ? words.number(said(bytes, step)) : size(bytes, words);
  return words.of(part, size(wholeBytes, words));
}
