/** A text within the square brackets of Markdown. */
export const alternative = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\[\]]/g, '\\$&');
