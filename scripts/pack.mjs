/**
 * The second half of the server's build: joins the many small files of some packages, so that a process opens hundreds of files
 * at its start, not thousands, and needs half the time. Devreel's own files stay as they were built, one by one; only the names
 * by which they import those packages are changed. Every other package is loaded from node_modules, as ever.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';
import { ROOT } from './embedded/prepare.mjs';

/**
 * They have many files, and read none of them at run time but by `import`. What they depend on is joined with them, but for other
 * dependencies of Devreel itself: of those there may be no second copy.
 */
const JOINED = [
  '@nestjs/bull',
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-express',
  '@nestjs/platform-socket.io',
  '@nestjs/websockets',
  'better-auth',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'micromark',
  'micromark-extension-gfm',
  'openai',
  'prom-client',
  'rxjs',
  'twitter-text',
  'typeorm',
  'zod',
];

const SERVER = join(ROOT, 'dist', 'server');
const FOLDER = 'packages';

const packageOf = (name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
const isJoined = (name) => JOINED.includes(packageOf(name));
const fileOf = (name) => name.replace(/^@/, '').replaceAll('/', '-').replace(/\.js$/, '');

const IMPORTING = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];

/** Every import of another module within this part of a program. */
function importsIn(node) {
  if (node === null || typeof node !== 'object') return [];
  const inner = Object.values(node).flatMap(importsIn);
  return IMPORTING.includes(node.type) && typeof node.source?.value === 'string' ? [node, ...inner] : inner;
}

/** @returns each of Devreel's files that imports a package, with its text and these imports */
function readServer() {
  const names = readdirSync(SERVER, { recursive: true }).filter((name) => name.endsWith('.js'));
  return names.map((name) => {
    const text = readFileSync(join(SERVER, name), 'utf8');
    return { name, text, imports: importsIn(parseAst(text)).filter(({ source }) => /^[^./]/.test(source.value)) };
  });
}

/** The text with the names of joined packages changed to those of the files in which they are now. */
function renamed({ name, text, imports }) {
  const folder = relative(dirname(name), FOLDER).replaceAll('\\', '/');
  const way = folder.startsWith('.') ? folder : `./${folder}`;
  return imports
    .filter(({ source }) => isJoined(source.value))
    .sort((a, b) => b.source.start - a.source.start)
    .reduce(
      (before, { source: { start, end, value } }) =>
        `${before.slice(0, start)}'${way}/${fileOf(value)}.js'${before.slice(end)}`,
      text,
    );
}

/** What a joined file hands on of its package: what Devreel asks for by name, since some packages cannot say what they have. */
function entryOf(name, imports) {
  const ofIt = imports.filter(({ source }) => source.value === name).flatMap(({ specifiers = [] }) => specifiers);
  const names = new Set(
    ofIt.map(({ type, imported }) => (type === 'ImportDefaultSpecifier' ? 'default' : imported?.name)),
  );
  const from = JSON.stringify(name);
  if (names.has(undefined))
    throw new Error(`Import from ${from} by name, and at the top of a file: it is among the joined packages.`);
  return `export { ${[...names].join(', ')} } from ${from};\n`;
}

async function joinPackages(imports) {
  const names = [...new Set(imports.map(({ source }) => source.value))];
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const kept = new Set(Object.keys(dependencies).filter((name) => !isJoined(name)));
  const entries = new Map(names.filter(isJoined).map((name) => [`\0${fileOf(name)}`, entryOf(name, imports)]));
  const bundle = await rolldown({
    cwd: ROOT,
    platform: 'node',
    input: Object.fromEntries([...entries.keys()].map((id) => [id.slice(1), id])),
    external: (name) => kept.has(packageOf(name)),
    treeshake: false,
    plugins: [
      {
        name: 'entries',
        resolveId: (id) => (entries.has(id) ? id : undefined),
        load: (id) => entries.get(id),
      },
    ],
    // Packages name others that they can do without, and that are not here.
    onLog: (level, log, handle) => {
      if (level === 'warn' && log.code !== 'UNRESOLVED_IMPORT' && log.code !== 'IMPORT_IS_UNDEFINED')
        handle(level, log);
    },
  });
  await bundle.write({
    dir: join(SERVER, FOLDER),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared/[name].js',
    keepNames: true,
    comments: false,
    strictExecutionOrder: true,
  });
}

const files = readServer();
await joinPackages(files.flatMap(({ imports }) => imports));
for (const file of files) {
  const text = renamed(file);
  if (text !== file.text) writeFileSync(join(SERVER, file.name), text);
}
