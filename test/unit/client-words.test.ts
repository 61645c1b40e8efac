/** The page's words: every language has all of them, and none is kept that the page does not say. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import de from '../../client/src/words/de.json' with { type: 'json' };
import en from '../../client/src/words/en.json' with { type: 'json' };
import said from '../../client/src/words/said.en.json' with { type: 'json' };
import { t } from '../../client/src/words/words.js';

type Block = { [name: string]: string | Block };

const flat = (block: Block, path = ''): [string, string][] =>
  Object.entries(block).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : flat(value, `${path}${name}.`),
  );

const files = readdirSync('client/src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const source = files.map((file) => readFileSync(`client/src/${file}`, 'utf8')).join('\n');
/** The page before its first script runs. */
const opening = readFileSync('client/index.html', 'utf8');
/** What stands before the first value of each name that is put together, such as `language.` of `language.${name}`. */
const beginnings = [...source.matchAll(/`([a-z]\w*\.[\w.]*)\$\{/gi)].map(([, beginning = '']) => beginning);

const holes = (text: string): string[] =>
  [...text.matchAll(/\{\{.*?\}\}|<\/?\w+ ?\/?>/g)].map(([hole]) => hole).toSorted();

test.each(Object.entries({ de }))(
  '%s has the words of English, with the same values and elements in them',
  (_, other) => {
    const ours = flat({ ...en, said });
    const theirs = new Map(flat(other));
    expect([...theirs.keys()]).toEqual(ours.map(([name]) => name));
    for (const [name, text] of ours) expect([name, holes(theirs.get(name) ?? '')]).toEqual([name, holes(text)]);
  },
);

test('the page says each of them', () => {
  const unsaid = flat(en)
    .map(([name]) => name.replace(/_(zero|one|two|few|many|other)$/, ''))
    .filter((name) => !source.includes(`'${name}'`) && !source.includes(`"${name}"`))
    .filter((name) => !opening.includes(`%${name}%`))
    .filter((name) => !beginnings.some((beginning) => name.startsWith(beginning)));
  expect(unsaid).toEqual([]);
});

test('English is there before anything is loaded', () => {
  expect(t('page.none.title')).toBe('Page not found');
});

/** What people see or hear of an element, or of a component of ours. */
const SHOWN =
  /^(?:aria-(?:label|description|roledescription|valuetext)|alt|title|placeholder|label|spoken|hint|question|keep|sure|how|idle)$/;
/** Names are the same in every language. */
const NAMES = /Devreel|https:\/\/|\.(?:vtt|srt|txt)/g;
const PROPER =
  /^(?:Edge|Opera|Firefox|Chrome|Safari|Android|Windows|Linux|Hugo|Astro|Docusaurus|Hashnode|LinkedIn|HTML|PDF)$/;
/** What a table of a module shows begins with a capital letter; names of keys do so, too. */
const IN_TABLE = /^\p{Lu}\p{Ll}+(?: \p{L}+)*$/u;
const KEYS = /^(?:keys?|Escape|Enter|Tab|Backspace|Delete|Home|End|Arrow\w+)$/;
/** A sentence, or the beginning of one: `Nothing found`, `it is full.` */
const SENTENCE = /^\p{Lu}\p{Ll}+,? \p{Ll}+(?: |$|[.…?!])|\p{Ll} \p{Ll}.*[.…?!]$/u;

/** Literal parts of a text: all of it, or what stands around the values of a template. */
function literalsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(literalsIn);
  if (ts.isJsxExpression(node) && node.expression) return literalsIn(node.expression);
  if (ts.isBinaryExpression(node)) return [node.left, node.right].flatMap(literalsIn);
  return [];
}

const saysSomething = (text: string): boolean => /\p{L}/u.test(text.replace(NAMES, ''));

/** Whether screen readers say this attribute: the `name` of our button with an icon, but not that of a field. */
const isShown = (node: ts.JsxAttribute): boolean =>
  SHOWN.test(node.name.getText()) ||
  (node.name.getText() === 'name' && node.parent.parent.tagName.getText() === 'IconButton');

/** A text of a table that stands in a module by itself: `const KINDS = { text: 'Text' }`. */
function isInTable(node: ts.StringLiteralLike): boolean {
  let above: ts.Node = node.parent;
  if (ts.isPropertyAssignment(above) && (above.name === node || KEYS.test(above.name.getText()))) return false;
  while (
    ts.isObjectLiteralExpression(above) ||
    ts.isArrayLiteralExpression(above) ||
    ts.isPropertyAssignment(above) ||
    ts.isAsExpression(above) ||
    ts.isSatisfiesExpression(above)
  )
    above = above.parent;
  return ts.isVariableDeclaration(above) && ts.isSourceFile(above.parent.parent.parent) && node.parent !== above;
}

const isOfTable = (node: ts.Node): node is ts.StringLiteralLike =>
  ts.isStringLiteralLike(node) &&
  IN_TABLE.test(node.text) &&
  !PROPER.test(node.text) &&
  !KEYS.test(node.text) &&
  isInTable(node);

/** Literal words that the page would show, in the order of the text. */
function wordsIn(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    // For whoever reads the console.
    if (ts.isNewExpression(node) && node.expression.getText() === 'Error') return;
    if (ts.isCallExpression(node) && node.expression.getText().startsWith('console.')) return;
    if (ts.isJsxText(node)) found.push(...[node.text].filter(saysSomething));
    else if (ts.isJsxAttribute(node) && isShown(node) && node.initializer)
      found.push(...literalsIn(node.initializer).filter(saysSomething));
    else if (ts.isCallExpression(node) && /^toast\b/.test(node.expression.getText()))
      found.push(...node.arguments.flatMap(literalsIn).filter(saysSomething));
    else if (isOfTable(node)) found.push(node.text);
    else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
      found.push(...literalsIn(node).filter((text) => SENTENCE.test(text.trim())));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test('there are no words of the page outside of these files', () => {
  const parsed = files.map((name) =>
    ts.createSourceFile(name, readFileSync(`client/src/${name}`, 'utf8'), ts.ScriptTarget.Latest, true),
  );
  expect(
    Object.fromEntries(parsed.map((file) => [file.fileName, wordsIn(file)]).filter(([, found]) => found?.length)),
  ).toEqual({});
});

test('words between tags, in what is read out, in toasts, in tables and in sentences would be found', () => {
  const text = `const f = (n) => { toast.error('Gone'); return <a title={n ? 'One' : \`\${n} more\`} className="a b">Here {'It is full.'}</a>; };`;
  const file = ts.createSourceFile('a.tsx', text, ts.ScriptTarget.Latest, true);
  expect(wordsIn(file)).toEqual(['Gone', 'One', ' more', 'Here ', 'It is full.']);
  const others = `const kinds = { a: 'Text', key: 'Escape' }; const b = <IconButton name="Undo" />; const c = <input name="tags" />;`;
  expect(wordsIn(ts.createSourceFile('b.tsx', others, ts.ScriptTarget.Latest, true))).toEqual(['Text', 'Undo']);
});
