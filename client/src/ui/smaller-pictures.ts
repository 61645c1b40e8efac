import { smallWidths } from '../../../src/contract/small-widths.js';

/** Of a screenshot: its own address, and those of smaller pictures where they are enough. `width`: of the full one. */
export function smaller(url: string, width: number): { src: string; srcSet: string } {
  const small = smallWidths.filter((one) => one < width).map((one) => `${url}?w=${one} ${one}w`);
  return { src: url, srcSet: [...small, `${url} ${width}w`].join(', ') };
}
