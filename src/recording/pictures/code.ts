/** Which lines on a picture are code, or what a terminal shows; and where they stand. Pure. */
import type { Box } from '../../outside/ocr/read-picture.js';
import type { TextLine } from './layout.js';
import { boxAround, isMonospaced, median } from './layout.js';

/** How people begin what they type into a terminal: a prompt, perhaps with who and where, before a command. */
const PROMPT =
  /^(?:\(?[\w.-]+\)?\s)?(?:[\w.-]+@[\w.-]+(?:[:\s][^$#%>]*)?[$#%>]|PS [A-Z]:[^>]*>|[A-Z]:\\[^>]*>|[$%❯➜])\s+\S/;

/** Words that begin statements, in the languages that talks are about, with what must follow so that no sentence is meant. */
const STATEMENT =
  /^\s*(?:(?:export |public |private |protected |static |async |final |abstract )*(?:class|interface|enum|struct|trait|impl|namespace|module|record) [\w<>]+.*[{:]?$|(?:export |public |private |static |async |pub )*(?:function|def|fn|func|fun|sub)\s+[\w$.]+\s*[(<]|(?:const|let|var|val|auto|int|float|double|bool|string|String)\s+[\w$*&{[][^.]*[=;:]|(?:import|from|using|require|include|package|use)\s+['"<\w{*][\w'"<>{}*,./\s:;-]*$|#include|@\w+|(?:if|else if|elif|for|while|switch|catch|match|foreach)\b\s*[({].*|(?:if|elif|for|while|with|except|try|else|finally)\b.*:$|return\b.*[;()[\]{}]|SELECT\b.*|FROM\s+\w+|WHERE\s+.+[=<>])/;
/** What stands in code and hardly in sentences. */
const SIGNS =
  /[{};]\s*$|=>|\w\(.*\)|[!=<>]=|&&|\|\||::|->|^\s*[})\]]+[;,)]*$|\w+\.\w+\(|^\s*<\/?\w[^>]*>|\w\s=\s\S|^\s*(?:\/\/|\/\*|#!)|:\s*["'\d{[]|\w\[\w+\]|^\s*"[\w-]+":/;

export const isPrompt = (text: string): boolean => PROMPT.test(text);
export const isCode = (text: string): boolean => STATEMENT.test(text) || SIGNS.test(text);

/** Fewer lines are an example in a sentence. */
const LEAST_LINES = 2;
/** Fewer lines in monospaced type are a slide in that type. */
const LEAST_SCREEN = 4;
/** So far, in heights of a line, code may go on before and after what was read of it: single braces are often missed. */
const BEYOND = { above: 3.2, below: 6 };
/** Letters of one type differ by less in width. */
const ALIKE = 0.08;
/** So far, in letters, to the left: what is indented less may not have been read. */
const LEFT = 8.5;

export interface CodeArea {
  kind: 'code' | 'terminal';
  area: Box;
}

/** Where code is, or the lines of a terminal, if there is such on the picture; to be read once more as one block of lines. */
export function codeArea(lines: TextLine[], { width, height }: { width: number; height: number }): CodeArea | null {
  const prompts = lines.filter(({ text }) => isPrompt(text));
  const isMono = isMonospaced(lines);
  if (prompts.length >= LEAST_LINES || (prompts.length > 0 && isMono)) {
    return { kind: 'terminal', area: grown(lines, lines, width, height) };
  }
  const code = lines.filter(({ text }) => isCode(text));
  if (code.length >= LEAST_LINES) {
    const blocks = new Set(code.map(({ block }) => block));
    const inBlocks = lines.filter(
      ({ block, text }) => blocks.has(block) && (isCode(text) || isAmong(code, block, lines)),
    );
    return { kind: 'code', area: grown(inBlocks, lines, width, height) };
  }
  return isMono && lines.length >= LEAST_SCREEN ? { kind: 'terminal', area: grown(lines, lines, width, height) } : null;
}

/** Of a block that is mostly code, every line is. */
const isAmong = (code: TextLine[], block: number, lines: TextLine[]): boolean => {
  const of = (some: TextLine[]): number => some.filter((line) => line.block === block).length;
  return of(code) >= of(lines) / 2;
};

/** A little more than the lines take, up to other lines above and below. */
function grown(own: TextLine[], all: TextLine[], width: number, height: number): Box {
  const box = boxAround(own);
  const size = median(own.map(({ top, bottom }) => bottom - top));
  const letter = median(own.map((line) => line.letter));
  // A line in the same type is code, too, of which only a word was read.
  const isAlike = (line: TextLine): boolean =>
    Math.abs(line.letter - letter) < ALIKE * letter && line.left >= box.left - letter;
  const others = all.filter(
    (line) => !own.includes(line) && line.right > box.left && line.left < box.right && !isAlike(line),
  );
  const above = others.map(({ bottom }) => bottom).filter((bottom) => bottom <= box.top);
  const beside = all.filter((line) => line.bottom > box.top && line.top < box.bottom).map(({ right }) => right);
  const below = others.map(({ top }) => top).filter((top) => top >= box.bottom);
  return {
    left: Math.floor(
      Math.max(
        0,
        box.left - LEFT * letter,
        ...beside.filter((right) => right < box.left).map((right) => right + letter),
      ),
    ),
    top: Math.floor(Math.max(0, box.top - BEYOND.above * size, ...above.map((bottom) => bottom + 0.2 * size))),
    right: Math.min(width, Math.ceil(box.right + 3 * letter)),
    bottom: Math.ceil(Math.min(height, box.bottom + BEYOND.below * size, ...below.map((top) => top - 0.2 * size))),
  };
}
