/**
 * Where a draft goes as a file: static sites and platforms, each with the front matter and the places of files that it wants. One more
 * is one line in the table. Pure.
 */
import { clip } from '../contract/clip.js';
import { plainText } from './plain-text.js';

/** A draft about to leave. */
export interface Post {
  title: string;
  /** For search engines and lists of posts: the first paragraph, shortened. */
  description: string;
  slug: string;
  /** ISO 8601, UTC. */
  at: string;
  /** The first picture's file, relative to the Markdown; null where none is shown. */
  cover: string | null;
}

/** A line of front matter: YAML takes JSON's strings, numbers, booleans and lists as they are. */
type FrontMatter = Record<string, unknown>;

interface Site {
  label: string;
  /** Of the Markdown, in the zip, as it lies in the site's own folder. */
  path: (post: Post) => string;
  /** The folder of the pictures, relative to that of the Markdown. */
  pictures: string;
  frontMatter: (post: Post) => FrontMatter;
  /** What has to be done by hand there, for a note in the zip; null where nothing has. */
  note: string | null;
}

const day = ({ at }: Post): string => at.split('T')[0] ?? at;

const UPLOAD =
  'Upload the pictures of the folder “images” there, and put their new addresses into the Markdown: this platform takes no files.';

export const sites = {
  /** A leaf bundle: https://gohugo.io/content-management/page-bundles/ */
  hugo: {
    label: 'Hugo',
    path: ({ slug }) => `content/posts/${slug}/index.md`,
    pictures: 'images/',
    frontMatter: ({ title, description, at, slug, cover }) => ({
      title,
      description,
      date: at,
      slug,
      draft: true,
      tags: [],
      ...(cover !== null && { images: [cover] }),
    }),
    note: null,
  },
  /** The fields of Astro's own blog template: https://docs.astro.build/en/guides/content-collections/ */
  astro: {
    label: 'Astro',
    path: ({ slug }) => `src/content/blog/${slug}/index.md`,
    pictures: './images/',
    frontMatter: (post) => ({
      title: post.title,
      description: post.description,
      pubDate: day(post),
      ...(post.cover !== null && { heroImage: post.cover }),
    }),
    note: null,
  },
  /** https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-content-blog#markdown-front-matter; `mdx`: braces and < in the text are text. */
  docusaurus: {
    label: 'Docusaurus',
    path: (post) => `blog/${day(post)}-${post.slug}/index.md`,
    pictures: './images/',
    frontMatter: ({ title, description, slug, cover, at }) => ({
      title,
      description,
      slug,
      date: at,
      authors: [],
      tags: [],
      draft: true,
      mdx: { format: 'md' },
      ...(cover !== null && { image: cover }),
    }),
    note: null,
  },
  /** https://developers.forem.com/frontend/liquid-tags and the editor guide of dev.to; tags are words with commas, four at most. */
  devto: {
    label: 'dev.to',
    path: ({ slug }) => `${slug}.md`,
    pictures: 'images/',
    frontMatter: ({ title, description }) => ({ title, published: false, description, tags: '' }),
    note: UPLOAD,
  },
  /** https://github.com/Hashnode/Hashnode-source-from-github-template */
  hashnode: {
    label: 'Hashnode',
    path: ({ slug }) => `${slug}.md`,
    pictures: 'images/',
    frontMatter: ({ title, description, slug }) => ({
      title,
      subtitle: description,
      slug,
      tags: '',
      domain: '',
      saveAsDraft: true,
    }),
    note: `${UPLOAD} Fill in “domain” (such as name.hashnode.dev) and “tags”, which Hashnode wants.`,
  },
} satisfies Record<string, Site>;

export type SiteName = keyof typeof sites;
export const siteNames = Object.keys(sites) as [SiteName, ...SiteName[]];
export const isSite = (name: string): name is SiteName => Object.hasOwn(sites, name);
export const siteOf = (name: SiteName): Site => sites[name];

/** What search engines show of a description, about. */
const LONGEST_DESCRIPTION = 160;

/** A heading of the first level on the first line: sites put the title there themselves. */
const TITLE = /^\s*#[^\S\n]+(.+?)(?:[^\S\n]+#+)?[^\S\n]*(?:\n+|$)/;

/** The draft's own title and what comes after it. `otherwise`: the title of one that begins without. */
export function titled(markdown: string, otherwise: string): { title: string; body: string } {
  const found = TITLE.exec(markdown);
  const title = plainText(found?.[1] ?? '').trim();
  return found && title !== ''
    ? { title, body: markdown.slice(found[0].length) }
    : { title: otherwise, body: markdown };
}

/** Of the first paragraph that is words, and no heading, list, picture or code. */
export function descriptionOf(body: string): string {
  const paragraph = body
    .split(/\n\s*\n/)
    .find((block) => /^[^\S\n]*[\p{L}\p{N}"'“„«*_[]/u.test(block) && plainText(block).trim() !== '');
  const words = plainText(paragraph ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (words.length <= LONGEST_DESCRIPTION) return words;
  const short = clip(words, LONGEST_DESCRIPTION - 1);
  return `${short.replace(/\s\S*$/u, '')}…`;
}

/** The file as the site reads it. */
export function withFrontMatter(site: Site, post: Post, body: string): string {
  const lines = Object.entries(site.frontMatter(post)).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n${body.trimStart()}`;
}
