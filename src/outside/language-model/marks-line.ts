/** The line with which an answer shows what of its prompt was read: taken out of the answer, and of its text as it comes. Pure. */

/** A line that is said to be shorter than this, or is none. */
const LONGEST_LINE = 200;

export interface WithoutMarks {
  text: string;
  /** Those of the marks that the answer has, in no order. */
  found: Set<string>;
}

/** The answer without lines that hold nothing but marks, whatever word stands before them. */
export function withoutMarks(answer: string, marks: readonly string[]): WithoutMarks {
  const found = new Set<string>();
  const lines = answer.split('\n').filter((line) => {
    const here = marks.filter((mark) => line.toLowerCase().includes(mark));
    if (here.length === 0 && !/^\W*marks?\s*[:：]\W*$/i.test(line)) return true;
    const rest = here.reduce((text, mark) => text.replaceAll(mark, ' '), line.toLowerCase());
    // A mark of another text is of no use to anybody, either.
    if (/[\p{L}\p{N}]/u.test(rest.replace(/\bmarks?\b|\b[0-9a-f]{6}\b/g, ''))) return true;
    for (const mark of here) found.add(mark);
    return false;
  });
  return { text: lines.join('\n').trimStart(), found };
}

/** Passes on a text as it grows, but not its first line before it is whole, and not if that holds the marks. */
export class MarksFilter {
  private held: string | null = '';

  constructor(
    private readonly marks: readonly string[],
    private readonly onText: (text: string, restart: boolean) => void,
  ) {}

  add(text: string, restart: boolean): void {
    if (restart) {
      this.held = '';
      this.onText('', true);
    }
    if (this.held === null) return this.onText(text, false);
    this.held += text;
    const begun = this.held.trimStart();
    if (begun.includes('\n') || begun.length > LONGEST_LINE) this.end();
  }

  /** No more will come. */
  end(): void {
    if (this.held === null) return;
    const { text } = withoutMarks(this.held, this.marks);
    this.held = text === '' ? '' : null;
    if (text !== '') this.onText(text, false);
  }
}
