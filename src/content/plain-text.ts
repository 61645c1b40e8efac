/** Markdown as plain text for the search index: without most of what is layout. Pure, and in linear time. */

const REMOVED: [RegExp, string][] = [
  [/!\[[^\][\n]*\]\([^()\n]*\)/g, ''],
  [/\[([^\][\n]*)\]\([^()\n]*\)/g, '$1'],
  [/^[^\S\n]*(?:```|~~~)[^\n]*$/gm, ''],
  [/^[^\S\n]*(?:#{1,6}|>|[-*+])[^\S\n]+/gm, ''],
  [/\\(?=[!-/:-@[-`{-~])/g, ''],
  [/\*\*?|__|`+/g, ''],
];

export const plainText = (markdown: string): string =>
  REMOVED.reduce((text, [pattern, by]) => text.replace(pattern, by), markdown);
