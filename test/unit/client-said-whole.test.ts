/** Every sentence with which the server refuses something, or fails, has one in German; but those that only programs ever meet. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import de from '../../client/src/words/de.json';
import { openSaid, said } from '../../client/src/words/said.js';
import { words } from '../../client/src/words/words.js';

/** What is told to programs that hold the API wrongly: the page does not. */
const FOR_PROGRAMS = [
  /If-Match|Content-Type|Idempotency-Key|Tus-Resumable|Upload-Offset|over HTTP|with HEAD|upload is here already/,
  /valid JSON|valid HTTP|cursor|gave it$|% is followed|headers are larger|too long to arrive|takes .*, not /,
  /The file has 12 bytes|other number of bytes|another number of bytes|message of this name|limit is per|Name a path|segments, split, join/,
  /single sign-on$/i,
  /^Name something to change$|^Each id once$|^There was no year 0$/,
];

/** The functions whose words people get to read: those of refusals, and of what is wrong with a field. */
const SAYS =
  /^(?:Problem|problems\.\w+|failed|DocumentRefused|StorageLimit|tooMany|notADocument|unused|none|choice)$|\.(?:min|max|length|regex|refine|progress)$/;
const SAYING_PROPERTY = /^(?:message|error)$/;

/** What a schema says to those who write programs. */
const DESCRIBES = /\.(?:describe|meta)$/;

/** What is put together from several words; test/unit/client-said.test.ts has them whole. */
const PUT_TOGETHER = /^This needs “12”|^Track 12 is no 12|^Fetching what it takes to read “12”12/;

/** What stops at a start, and is read by who started it. */
const READ_AT_A_START = /^(?:settings|outside\/recognisers)\//;

const sentence = /^[\p{Lu}“]\p{Ll}*.* .*$/su;
const isForPrograms = (text: string): boolean => FOR_PROGRAMS.some((pattern) => pattern.test(text));

/** The sentences of a text that stay as they are. */
const untranslated = (text: string): string[] =>
  text.split(/(?<=[.!?]) /).filter((part) => sentence.test(part) && said(text).includes(part));

/** Constants of a file that are texts, by their names. */
function constantsIn(file: ts.SourceFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isStringLiteralLike(node.initializer))
      found.set(node.name.getText(), node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** A text as people would read it: with a number for what is put in, unless that is a text of the same file, or a sentence that may follow. */
function readable(node: ts.Node, constants: ReadonlyMap<string, string>): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.templateSpans.reduce((text, { expression, literal }) => {
    const other = text.endsWith('.') ? '' : '12';
    return text + (constants.get(expression.getText()) ?? other) + literal.text;
  }, node.head.text);
}

function sentencesIn(file: ts.SourceFile): string[] {
  const constants = constantsIn(file);
  const found: string[] = [];
  const collect = (node: ts.Node): void => {
    const text = readable(node, constants);
    if (text !== null && sentence.test(text)) found.push(text);
    else if (ts.isCallExpression(node) && DESCRIBES.test(node.expression.getText())) return;
    else if (ts.isIdentifier(node)) found.push(...[constants.get(node.text) ?? ''].filter((one) => sentence.test(one)));
    else ts.forEachChild(node, collect);
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && SAYS.test(node.expression.getText()))
      node.arguments?.forEach(collect);
    else if (ts.isPropertyAssignment(node) && SAYING_PROPERTY.test(node.name.getText())) collect(node.initializer);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const parse = (name: string, text: string): ts.SourceFile =>
  ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);

beforeAll(async () => {
  words.addResourceBundle('de', 'translation', de);
  await words.changeLanguage('de');
  await openSaid();
});

test('what the server refuses with, or fails with, is said in German', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => !READ_AT_A_START.test(file));
  const all = files.flatMap((file) => sentencesIn(parse(file, readFileSync(`src/${file}`, 'utf8'))));
  expect(all.length).toBeGreaterThan(150);
  expect(all.filter((text) => !isForPrograms(text) && !PUT_TOGETHER.test(text)).flatMap(untranslated)).toEqual([]);
});

test('a sentence without an entry would be found', () => {
  const text = "const WHY = 'It is new.'; throw new Problem(409, 'new', `Nobody put 12 of ${n} into words. ${WHY}`);";
  expect(sentencesIn(parse('a.ts', text))).toEqual(['Nobody put 12 of 12 into words. It is new.']);
});
