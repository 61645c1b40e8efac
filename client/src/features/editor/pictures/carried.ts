/** Pictures of the talk that are dragged from the list to their place in a text. */

/** Apart from files and words that are dragged, too. */
const TYPE = 'application/x-devreel-picture';

/** `markdown`: what a press would put there. */
export function carry(data: DataTransfer, markdown: string): void {
  data.setData(TYPE, markdown);
  data.effectAllowed = 'copy';
}

/** The Markdown of the picture that is dropped; empty where it is none of these. */
export const carriedBy = (data: DataTransfer | null): string => data?.getData(TYPE) ?? '';
