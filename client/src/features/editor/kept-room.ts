/** How tall a draft was that has just been read while it was written: its editor takes as much room until its own text is laid out, so that the page stays where it is scrolled to. */
let height = 0;

export function keepRoom(pixels: number): void {
  height = pixels;
}

/** In pixels; 0 where nothing was to be read before. */
export const roomKept = (): number => height;
