/** The steps as the page knows them: what the server says of each, embedded in the page's HTML, in the order of the pipeline. */
export interface Registry {
  steps: RegisteredStep[];
}

export interface RegisteredStep {
  /** Its tasks' key is this name; or, where it has one for each of several things, `<name>:<which>`. */
  name: string;
  words: StepWords;
  onPage: OnPage;
  /** The page that shows what it made, as a path below the project's address; null where it has no page of its own. */
  page: string | null;
  /** What it made is in the project's snapshot, so that a snapshot is asked for when it has succeeded. */
  inSnapshot: boolean;
  /** Its tasks are in the snapshot only while they wait or run: there is one for each moment that somebody asks for. */
  passes: boolean;
}

/** `{type}` stands for the name of a content type. */
export interface StepWords {
  /** What it makes or reads, such as `Transcript`. */
  label: string;
  /** What others wait for, within a sentence: `the transcript`. */
  need: string;
  /** What it is doing while nothing better is known: `Making the transcript`. */
  doing: string;
}

/** Whether the checklist of the recording shows it. `elsewhere`: another part of the page does. */
export type OnPage = 'always' | 'when it needs somebody' | 'elsewhere';
