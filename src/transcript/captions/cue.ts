/** What all formats of captions are read into before anything is made of it. */
export interface Timing {
  startMs: number;
  endMs: number;
}

/** Lines as the file has them, markup included. */
export interface RawCue extends Timing {
  lines: string[];
  /** Where the format says who speaks, as ASS does. */
  speaker?: string;
}

/** What is said, without markup. Lines are kept apart, because captions that roll up repeat them by the line. */
export interface Cue extends Timing {
  lines: string[];
  speaker?: string;
  /** Somebody else speaks from here on, as `>>` says. */
  newSpeaker?: boolean;
}

/** The file is no captions, or has none. `line` counts from 1, null for the file as a whole; the message is for people and names it. */
export class CaptionsError extends Error {
  constructor(
    readonly line: number | null,
    readonly reason: string,
  ) {
    super(line === null ? reason : `Line ${line}: ${reason}`);
    this.name = 'CaptionsError';
  }
}
