/** What is known of a language when a talk in it is divided and named. All patterns are sources of regular expressions. */
export interface Language {
  /** Function words and the small talk of talks: they do not tell topics apart. */
  stop: ReadonlySet<string>;
  /** Those of them that may stand within a name: `history of the railway`. */
  links: ReadonlySet<string>;
  /** Those that begin a name; between two names they part them. */
  articles: ReadonlySet<string>;
  /** Whether blanks part its words. */
  blanks: boolean;
  /** Words that may precede the sentence proper: `so`, `okay`. */
  fillers: string;
  /** What announces a topic; its name follows. */
  announcements: string[];
  /** What must come behind the name, where announcements are known by it. */
  announcedBehind?: string;
  /** Openings of something new that do not name it. */
  openings: string[];
  /** What follows an announcement that is none: `let's look at this line`. */
  pointing: string;
  /** Openings that go on with what was said before: they speak against a change. */
  goesOn: string;
}

export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
