/**
 * Part of `npm run build`: the pages of docs/ as HTML, for those who use the page and stop to wonder. They lie beside the page, under
 * /docs, so that they are of the same version, and can be read without a network.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { ROOT } from './embedded/prepare.mjs';

const from = join(ROOT, 'docs');
const to = join(ROOT, 'dist', 'client', 'docs');

const style = `:root { color-scheme: light dark; --ground: #fafaf8; --ink: #1c1c1a; --muted: #5f5e59; --line: #e5e4df; --sunken: #f3f3f0; --words: #3f3ab8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #141416; --ink: #ececef; --muted: #a5a5ae; --line: #2f2f34; --sunken: #232327; --words: #b9b7ff; }
}
body { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 5rem; background: var(--ground); color: var(--ink); font: 15px/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; padding-bottom: 1rem; border-bottom: 1px solid var(--line); font-size: 0.9rem; }
h1, h2, h3 { line-height: 1.3; }
a { color: var(--words); }
pre, code { border-radius: 6px; background: var(--sunken); font: 0.88em/1.5 ui-monospace, monospace; }
code { padding: 0.1em 0.3em; }
pre { padding: 0.8rem 1rem; overflow: auto; }
pre code { padding: 0; }
table { display: block; overflow: auto; border-collapse: collapse; }
th, td { padding: 0.4rem 0.7rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
:target { scroll-margin-top: 1rem; }
`;

const files = readdirSync(from).filter((file) => file.endsWith('.md'));
const names = new Set(files.map((file) => file.replace(/\.md$/, '')));

/** As GitHub names a heading: small letters, figures and hyphens. */
const anchor = (words) =>
  words
    .replace(/<[^>]+>/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/ /g, '-');

/** A link to another of these pages leads there; one to another place of the sources keeps only its words. */
function withLinks(html) {
  return html.replace(/<a href="([^"]*)">([\s\S]*?)<\/a>/g, (whole, href, words) => {
    if (/^(https?:|#|\/)/.test(href)) return whole;
    const [, name, hash = ''] = /^(?:\.\/)?([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
    return names.has(name) ? `<a href="${name}.html${hash}">${words}</a>` : words;
  });
}

const titleOf = (text, name) => /^# (.+)$/m.exec(text)?.[1] ?? name;

mkdirSync(to, { recursive: true });
const texts = new Map(files.map((file) => [file.replace(/\.md$/, ''), readFileSync(join(from, file), 'utf8')]));
const links = [...texts].map(([name, text]) => `<a href="${name}.html">${titleOf(text, name)}</a>`).join('\n');
for (const [name, text] of texts) {
  const body = micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }).replace(
    /<h([1-3])>(.*?)<\/h\1>/g,
    (_, level, words) => `<h${level} id="${anchor(words)}">${words}</h${level}>`,
  );
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${titleOf(text, name)} · Devreel</title>
<link rel="icon" href="/favicon.svg">
<style>${style}</style>
</head>
<body>
<nav aria-label="Pages">
<a href="/">Devreel</a>
${links}
</nav>
<main>
${withLinks(body)}
</main>
</body>
</html>
`;
  writeFileSync(join(to, `${name}.html`), page);
}
