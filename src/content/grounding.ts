/** Every timestamp and image of a draft exists in the talk, or it is repaired or removed. */
import type { Grounding } from '../contract/content.js';
import { timestamp } from '../transcript/chapters.js';
import type { Talk } from './talk.js';

type Known = Pick<Talk, 'durationMs' | 'screenshots'>;

/** Rounding explains a time this much too late; more was invented. */
const CLAMPED_MS = 5_000;
/** A screenshot's number this much beside an existing one is taken for it. */
const CLOSE_BY = 2;

/** Inline links and images, unless escaped. Groups: `!`, text, address. */
const REFERENCE = /(?<!\\)(!?)\[((?:\\.|[^\]\\[])*)\]\(\s*<?([^)\s>]*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g;
/** `![alt][ref]`, which would need a definition, and images in HTML. */
const OTHER_IMAGE = /(?<!\\)!\[(?:\\.|[^\]\\])*\](?:\[[^\]]*\])|<img\b[^>]*>/gi;
const LOOKS_LIKE_TIME = /^\s*(?:\d+:)?\d{1,2}:\d{2}\s*$/;
/** Code is not read as Markdown. */
const CODE = /(^```[\s\S]*?^```[^\n]*$|(?<!\\)`[^`\n]+`)/m;

/**
 * Checks each `[…](#t=seconds)` and each image of `markdown` against the talk. Kept or repaired ones are counted as
 * `timestamps` and `images`; what the talk does not have is taken out and counted as `removed`, though a link's words
 * stay unless they are nothing but the time. Other links are left alone. Pure.
 */
export function ground(markdown: string, talk: Known): { body: string; grounding: Grounding } {
  const grounding: Grounding = { timestamps: 0, images: 0, removed: 0 };
  const prose = (text: string): string =>
    text
      .replace(REFERENCE, (whole: string, bang: string, label: string, address: string) => {
        const kind = bang ? 'images' : 'timestamps';
        if (!bang && !/^#t=/i.test(address)) return whole;
        const checked = bang ? checkedImage(label, address, talk) : checkedTimestamp(label, address, talk);
        grounding[checked === null ? 'removed' : kind]++;
        return checked ?? (bang || LOOKS_LIKE_TIME.test(label) ? '' : label);
      })
      .replace(OTHER_IMAGE, () => {
        grounding.removed++;
        return '';
      });
  const tidied = (text: string): string => {
    const { removed } = grounding;
    const checked = prose(text);
    return grounding.removed > removed ? tidy(checked) : checked;
  };
  const body = markdown
    .split(CODE)
    .map((text, i) => (i % 2 === 0 ? tidied(text) : text))
    .join('');
  return { body, grounding };
}

function checkedTimestamp(label: string, address: string, { durationMs }: Known): string | null {
  const ms = timeOf(address.slice('#t='.length));
  if (ms === null || ms > durationMs + CLAMPED_MS) return null;
  const last = Math.max(0, Math.ceil(durationMs / 1_000) - 1);
  const seconds = Math.min(Math.max(0, Math.floor(ms / 1_000)), last);
  const text = LOOKS_LIKE_TIME.test(label) ? timestamp(seconds * 1_000) : label;
  return `[${text}](#t=${seconds})`;
}

/** `53`, `53.1`, `53s`, `0:53` or `1:02:03` in ms. */
function timeOf(text: string): number | null {
  const match = /^(-?)(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)s?$/.exec(text);
  if (!match) return null;
  const [, sign, hours, minutes, seconds] = match;
  const total = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds);
  return total * 1_000 * (sign ? -1 : 1);
}

function checkedImage(label: string, address: string, { screenshots }: Known): string | null {
  const match = /^(?:\.\/|\/)?screenshots\/(\d+)(?:\.jpe?g|\.png|\.webp)?$/i.exec(address);
  if (!match) return null;
  const wanted = Number(match[1]);
  const distance = ({ index }: { index: number }): number => Math.abs(index - wanted);
  const [first, ...others] = screenshots;
  if (!first) return null;
  const found = others.reduce((best, shot) => (distance(shot) < distance(best) ? shot : best), first);
  if (distance(found) > CLOSE_BY) return null;
  const text = found.index === wanted ? label : `Screenshot at ${timestamp(found.atMs)}`;
  return `![${text}](screenshots/${found.index}.jpg)`;
}

/** What a removal leaves: empty brackets, doubled spaces, a heap of empty lines. */
const tidy = (text: string): string =>
  text
    .replace(/ ?\(\s*\)/g, '')
    .replace(/(?<=\S) {2,}(?=\S)/g, ' ')
    .replace(/ +(?=[.,;:!?](?:\s|$))/g, '')
    .replace(/\n{3,}/g, '\n\n');
