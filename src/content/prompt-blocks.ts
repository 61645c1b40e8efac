import { createHash } from 'node:crypto';

/** Text between lines that carry its own hash, so that no text can hold the line that ends it. */
export function block(name: string, text: string): string {
  // eslint-disable-next-line devreel/whole-characters -- hexadecimal
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return `BEGIN ${name} ${mark}\n${text}\nEND ${name} ${mark}`;
}
