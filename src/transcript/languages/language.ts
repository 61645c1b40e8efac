/** What is known of a language when a talk in it is divided and named. All patterns are sources of regular expressions. */
export interface Language {
  /** Function words and the small talk of talks: they do not tell topics apart. */
  stop: ReadonlySet<string>;
  /** Those of them that may stand within a name: `history of the railway`. */
  links: ReadonlySet<string>;
  /** Those that say little alone, and may be part of a name where another word tells: `background work`, `second factor`. */
  weak: ReadonlySet<string>;
  /** Ties two names into one. Empty where it is not known. */
  and: string;
  /** Those that begin a name; between two names they part them. */
  articles: ReadonlySet<string>;
  /** Whether blanks part its words. */
  blanks: boolean;
  /** Whether it writes words that are made of others as one. */
  compounds: boolean;
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
  prose: Prose;
}

/** What is known of a language when what was said in it is to be read. Patterns and words in lower case. */
export interface Prose {
  /** The headings that drafts add to the talk's own words. */
  labels: { chapters: string; watch: string; inThisTalk: string };
  /** Around words that are quoted: the opening mark and the closing one, with what stands between mark and words. */
  quotes: [string, string];
  /** Openings that tie a sentence to the one before, and without which it stands: `and`, `well`. */
  leads: string;
  /** Sounds of hesitation. */
  hesitations: string;
  /** Between commas they say nothing: `you know`. */
  asides: string;
  /** Behind the last comma they ask for assent: `right?` */
  tags: string;
  /** Openings whose meaning is in another sentence: `that's why`. */
  refersBack: string;
  /** Anywhere: what is said to the room, or of what is at hand: `can you see`, `on the left`. */
  staging: string;
  /** At the start of a sentence that is surely for the room only, and of no use to readers: `can you hear me`, `next slide please`. */
  room: string;
  /** Anywhere: words that point at what is at hand: `this`, `here`. */
  deictics: string;
  /** Anywhere, unless what they stand for is named before them in the sentence. */
  pronouns: string;
  /** Behind the first words of a sentence that says what something is. */
  defines: string;
  /** Openings of questions, where no mark tells. */
  asks: string;
  /** Where nobody has set capitals either: words that are written with one anywhere. */
  capitals?: string;
  /** Where there are no stops: words with which most clauses begin that have them; words with which one may begin. */
  opens: ReadonlySet<string>;
  begins: ReadonlySet<string>;
  /** The same: words with which a clause begins that hangs on another one. */
  hangs: ReadonlySet<string>;
  /** The same: words that want another one behind them, and words with which a clause often ends. */
  binds: ReadonlySet<string>;
  closes: ReadonlySet<string>;
}

/** A pattern that is written in several lines: breaks, and what indents the next line, are no part of it. */
export const pattern = (source: string): string => source.replace(/\s*\n\s*/g, '');

export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
