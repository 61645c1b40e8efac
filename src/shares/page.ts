/** The page that a share leads to: whole as it comes, with a script only for what leads to a second of the recording. */
import type { Chapter, Transcript } from '../contract/content.js';
import { escaped } from '../contract/text.js';
import { timestamp } from '../transcript/chapters.js';
import { named } from '../transcript/speakers.js';
import type { Shared, SharedDraft } from './shared.js';
import type { Saying } from './words.js';
import { wordsFor } from './words.js';

/** Nothing but what this origin serves for it, and no script within the page. */
export const POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  "media-src 'self'",
  "style-src 'self'",
  "script-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `base`: the address of the page. What is the talk's has the talk's language, and what is ours the one that we say it in. */
export function sharedPage(shared: Shared, base: string): string {
  const { title, transcript, drafts, chapters, language } = shared;
  const words = wordsFor(language);
  // Empty says that nobody knows it (HTML, 3.2.6.2).
  const theirs = language === words.language ? '' : ` lang="${escaped(language ?? '')}"`;
  const parts = [
    `<header><h1${theirs}>${escaped(title)}</h1>${linksTo(shared, words)}</header>`,
    shared.player || chapters.length > 0
      ? `<div class="watch">${player(shared, base)}${chaptersOf(chapters, words, theirs)}</div>`
      : '',
    ...drafts.map((one) => draft(one, words, theirs)),
    transcript ? spoken(transcript, words, theirs) : '',
    isEmpty(shared) ? `<p class="muted">${words.empty}</p>` : '',
  ];
  return htmlOf(title, words, `<main>${parts.filter(Boolean).join('\n')}</main>`);
}

/** For a link that has ended, and for one that there never was. */
export const endedPage = (): string =>
  htmlOf(
    'Nothing here',
    wordsFor(null),
    '<main class="ended"><h1>There is nothing here</h1><p>This link has ended, or was not copied whole. Ask who sent it for another one.</p></main>',
  );

function htmlOf(title: string, { language, madeWith }: Saying, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/share.css">
<script src="/share.js" defer></script>
</head>
<body>
${body}
<footer>${madeWith}</footer>
</body>
</html>
`;
}

const isEmpty = ({ player, transcript, drafts, chapters }: Shared): boolean =>
  player === null && transcript === null && drafts.length === 0 && chapters.length === 0;

/** Only where there is more than one part to go to. */
function linksTo({ drafts, transcript }: Shared, words: Saying): string {
  const links = [
    ...drafts.map((one) => link(`draft-${one.type}`, nameOf(one, words))),
    ...(transcript ? [link('transcript', words.transcript)] : []),
  ];
  return links.length > 1 ? `<nav aria-label="${words.onThisPage}">${links.join('')}</nav>` : '';
}

const link = (id: string, words: string): string => `<a href="#${escaped(id)}">${escaped(words)}</a>`;

function player({ player: kind }: Shared, base: string): string {
  if (kind === null) return '';
  const track = `<track kind="captions" src="${base}/captions.vtt" default>`;
  const playsInline = kind === 'video' ? ' playsinline' : '';
  return `<div class="player"><${kind} id="player" controls preload="metadata"${playsInline} src="${base}/recording">${track}</${kind}></div>`;
}

function chaptersOf(chapters: readonly Chapter[], words: Saying, theirs: string): string {
  if (chapters.length === 0) return '';
  const items = chapters.map(
    ({ startMs, title }) =>
      `<li>${momentLink(startMs, `<span class="at">${timestamp(startMs)}</span> ${escaped(title)}`)}</li>`,
  );
  return `<nav class="chapters" aria-labelledby="chapters"><h2 id="chapters">${words.chapters}</h2><ol${theirs}>${items.join('')}</ol></nav>`;
}

const momentLink = (ms: number, inside: string): string =>
  `<a class="moment" href="#t=${Math.floor(ms / 1_000)}">${inside}</a>`;

const nameOf = ({ type, label }: SharedDraft, { types }: Saying): string => types[type] ?? label;

function draft(shown: SharedDraft, words: Saying, theirs: string): string {
  const name = escaped(nameOf(shown, words));
  return `<article id="draft-${escaped(shown.type)}" aria-label="${name}"><p class="kind">${name}</p>\n<div${theirs}>${shown.html}</div></article>`;
}

function spoken(transcript: Transcript, words: Saying, theirs: string): string {
  let speaker: string | undefined;
  const lines = named(transcript).map(({ startMs, text, speakerName }) => {
    const name = speakerName !== undefined && speakerName !== speaker ? `<b>${escaped(speakerName)}:</b> ` : '';
    speaker = speakerName;
    return `<p>${momentLink(startMs, timestamp(startMs))} ${name}${escaped(text)}</p>`;
  });
  return `<section id="transcript" class="transcript"><h2>${words.transcript}</h2><div${theirs}>${lines.join('\n')}</div></section>`;
}
