/** What is read off a picture: blocks of lines of words, and where they stand. */

/** In pixels of the picture that was read; right and bottom are excluded. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Word extends Box {
  text: string;
  /** 0 to 100. */
  confidence: number;
}

export type Line = Word[];

export interface ReadPicture {
  width: number;
  height: number;
  /** In the order in which they are read. A block is what stands together, such as a column. */
  blocks: Line[][];
}

/** What was read; or which limit the picture ran into, or that it made the process crash. */
export type OcrOutcome = ({ kind: 'read' } & ReadPicture) | { kind: 'over'; limit: 'memory' | 'time' | 'crash' };
