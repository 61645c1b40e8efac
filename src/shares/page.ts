/** The page that a share leads to: whole as it comes, with a script only for what leads to a second of the recording. */
import type { Chapter, Transcript } from '../contract/content.js';
import { escaped } from '../contract/text.js';
import { timestamp } from '../transcript/chapters.js';
import { named } from '../transcript/speakers.js';
import type { Shared, SharedDraft } from './shared.js';

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

/** `base`: the address of the page. */
export function sharedPage(shared: Shared, base: string): string {
  const { title, transcript, drafts, chapters } = shared;
  const parts = [
    `<header><h1>${escaped(title)}</h1>${linksTo(shared)}</header>`,
    shared.player || chapters.length > 0
      ? `<div class="watch">${player(shared, base)}${chaptersOf(chapters)}</div>`
      : '',
    ...drafts.map(draft),
    transcript ? spoken(transcript) : '',
    isEmpty(shared) ? '<p class="muted">There is nothing here yet. Come back in a while.</p>' : '',
  ];
  return htmlOf(title, transcript?.language ?? null, `<main>${parts.filter(Boolean).join('\n')}</main>`);
}

/** For a link that has ended, and for one that there never was. */
export const endedPage = (): string =>
  htmlOf(
    'Nothing here',
    'en',
    '<main class="ended"><h1>There is nothing here</h1><p>This link has ended, or was not copied whole. Ask who sent it for another one.</p></main>',
  );

function htmlOf(title: string, language: string | null, body: string): string {
  return `<!doctype html>
<html${language === null ? '' : ` lang="${escaped(language)}"`}>
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
<footer>Made with Devreel</footer>
</body>
</html>
`;
}

const isEmpty = ({ player, transcript, drafts, chapters }: Shared): boolean =>
  player === null && transcript === null && drafts.length === 0 && chapters.length === 0;

/** Only where there is more than one part to go to. */
function linksTo({ drafts, transcript }: Shared): string {
  const links = [
    ...drafts.map(({ type, label }) => link(`draft-${type}`, label)),
    ...(transcript ? [link('transcript', 'Transcript')] : []),
  ];
  return links.length > 1 ? `<nav aria-label="On this page">${links.join('')}</nav>` : '';
}

const link = (id: string, words: string): string => `<a href="#${escaped(id)}">${escaped(words)}</a>`;

function player({ player: kind }: Shared, base: string): string {
  if (kind === null) return '';
  const track = `<track kind="captions" src="${base}/captions.vtt" default>`;
  const playsInline = kind === 'video' ? ' playsinline' : '';
  return `<div class="player"><${kind} id="player" controls preload="metadata"${playsInline} src="${base}/recording">${track}</${kind}></div>`;
}

function chaptersOf(chapters: readonly Chapter[]): string {
  if (chapters.length === 0) return '';
  const items = chapters.map(
    ({ startMs, title }) =>
      `<li>${momentLink(startMs, `<span class="at">${timestamp(startMs)}</span> ${escaped(title)}`)}</li>`,
  );
  return `<nav class="chapters" aria-labelledby="chapters"><h2 id="chapters">Chapters</h2><ol>${items.join('')}</ol></nav>`;
}

const momentLink = (ms: number, inside: string): string =>
  `<a class="moment" href="#t=${Math.floor(ms / 1_000)}">${inside}</a>`;

const draft = ({ type, label, html }: SharedDraft): string =>
  `<article id="draft-${escaped(type)}" aria-label="${escaped(label)}"><p class="kind">${escaped(label)}</p>\n${html}</article>`;

function spoken(transcript: Transcript): string {
  let speaker: string | undefined;
  const lines = named(transcript).map(({ startMs, text, speakerName }) => {
    const name = speakerName !== undefined && speakerName !== speaker ? `<b>${escaped(speakerName)}:</b> ` : '';
    speaker = speakerName;
    return `<p>${momentLink(startMs, timestamp(startMs))} ${name}${escaped(text)}</p>`;
  });
  return `<section id="transcript" class="transcript"><h2>Transcript</h2>${lines.join('\n')}</section>`;
}
