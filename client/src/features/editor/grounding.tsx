import type { Content } from '../../../../src/contract/content.js';
import { count } from '../../ui/times-and-sizes.js';

/** Where the text comes from, and what was checked against the talk. */
export function Grounding({ content }: { content: Content }) {
  const { timestamps, images, removed, cut = 0, faults = [], coverage, code, voice } = content.grounding;
  const facts = [
    `Version ${content.version}`,
    content.origin === 'offline' &&
      'an outline from the talk’s own sentences, made offline without a language model, which follows no instructions',
    content.origin === 'model' && 'written by a language model',
    voice && voiceWords(voice),
    checked(timestamps, images),
    cut > 0 && `${count(cut, 'character')} beyond the limit left out`,
    removed > 0 && `${removed} invented ${removed === 1 ? 'one' : 'ones'} removed`,
    code && codeWords(code),
    coverage && coverage.left.length > 0 && chaptersIn(coverage),
    ...faults.map(faultWords),
  ];
  return <p className="muted">{facts.filter(Boolean).join(' · ')}</p>;
}

/** Whose voice it is, only that person knows: who asked for the draft. */
const voiceWords = ({ posts, keepTo }: NonNullable<Content['grounding']['voice']>): string => {
  const of = [posts > 0 && count(posts, 'earlier post'), keepTo && 'what to keep to'].filter(Boolean);
  return `in the voice of who asked for it${of.length > 0 ? ` (${of.join(' and ')})` : ''}`;
};

const chaptersIn = ({ chapters, of, left }: NonNullable<Content['grounding']['coverage']>): string =>
  `${chapters} of ${of} chapters are in it, without ${left.map(({ title }) => `“${title}”`).join(', ')}`;

/** Whoever publishes code wants to know whether it was on a slide, letter by letter, or is the model's own. */
function codeWords({ onSlides, said, elsewhere }: NonNullable<Content['grounding']['code']>): string {
  const kinds = [
    onSlides > 0 && `${count(onSlides, 'block')} of code taken from slides`,
    said > 0 && `${count(said, 'block')} of code put together from what was said`,
    elsewhere > 0 && `${count(elsewhere, 'block')} of code not from the talk: check before you publish`,
  ];
  return kinds.filter((kind) => kind !== false).join(', ');
}

function checked(timestamps: number, images: number): string | false {
  const kinds = [timestamps > 0 && count(timestamps, 'timestamp'), images > 0 && count(images, 'image')];
  const words = kinds.filter((kind) => kind !== false).join(' and ');
  return words !== '' && `${words} checked against the talk`;
}

/** What was wrong with a draft, by the kind of fault. A kind that this page does not know yet is shown by its name. */
const KINDS: Record<string, [one: string, many: string]> = {
  thoughts: ['thought of the model', 'thoughts of the model'],
  fences: ['code fence around it', 'code fences around it'],
  remarks: ['remark of the model', 'remarks of the model'],
  markup: ['text in HTML', 'texts in HTML'],
  repetition: ['repetition', 'repetitions'],
  likeness: ['paragraph said once more', 'paragraphs said once more'],
  quotations: ['quotation that nobody said', 'quotations that nobody said'],
  links: ['invented link', 'invented links'],
  numbers: ['invented figure', 'invented figures'],
  pictures: ['picture described as what it is not', 'pictures described as what they are not'],
  orders: ['sentence that the material orders', 'sentences that the material orders'],
  unfounded: ['part that the talk does not have', 'parts that the talk does not have'],
  borrowed: ['sentence from an earlier post', 'sentences from earlier posts'],
  times: ['moment named for what is said elsewhere', 'moments named for what is said elsewhere'],
};

function faultWords({ kind, mended, removed }: NonNullable<Content['grounding']['faults']>[number]): string {
  const [one, many] = KINDS[kind] ?? [kind, kind];
  const named = (n: number): string => `${n} ${n === 1 ? one : many}`;
  return [mended > 0 && `${named(mended)} mended`, removed > 0 && `${named(removed)} taken out`]
    .filter(Boolean)
    .join(', ');
}
