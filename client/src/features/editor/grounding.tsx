import type { Content } from '../../../../src/contract/content.js';
import { t } from '../../words/words.js';

/** Where the text comes from, and what was checked against the talk. */
export function Grounding({ content }: { content: Content }) {
  const { timestamps, images, removed, cut = 0, faults = [], coverage, code, voice, mends = [] } = content.grounding;
  const facts = [
    t('editor.facts.version', { version: content.version }),
    content.origin === 'offline' && t('editor.facts.offline'),
    content.origin === 'model' && t('editor.facts.model'),
    voice && voiceWords(voice),
    checked(timestamps, images),
    cut > 0 && t('editor.facts.cut', { count: cut }),
    removed > 0 && t('editor.facts.removed', { count: removed }),
    code && codeWords(code),
    coverage && coverage.left.length > 0 && chaptersIn(coverage),
    added(mends),
    ...faults.map(faultWords),
  ];
  return <p className="grounding muted">{facts.filter(Boolean).join(' · ')}</p>;
}

/** Whose voice it is, only that person knows: who asked for the draft. */
const voiceWords = ({ posts, keepTo }: NonNullable<Content['grounding']['voice']>): string => {
  const of = both(posts > 0 && t('editor.facts.posts', { count: posts }), keepTo && t('editor.facts.keepTo'));
  return of === '' ? t('editor.facts.voice') : t('editor.facts.voiceOf', { of });
};

const chaptersIn = ({ chapters, of, left }: NonNullable<Content['grounding']['coverage']>): string =>
  t('editor.facts.chapters', {
    chapters,
    of,
    left: left.map(({ title }) => t('editor.facts.quoted', { title })).join(', '),
  });

function added(mends: NonNullable<Content['grounding']['mends']>): string | false {
  const count = mends.filter(({ kind }) => kind === 'chapters').length;
  return count > 0 && t('editor.facts.added', { count });
}

/** Whoever publishes code wants to know whether it was on a slide, letter by letter, or is the model's own. */
function codeWords({ onSlides, said, elsewhere }: NonNullable<Content['grounding']['code']>): string {
  const kinds = [
    onSlides > 0 && t('editor.facts.onSlides', { count: onSlides }),
    said > 0 && t('editor.facts.said', { count: said }),
    elsewhere > 0 && t('editor.facts.notFromTalk', { count: elsewhere }),
  ];
  return kinds.filter((kind) => kind !== false).join(', ');
}

function checked(timestamps: number, images: number): string | false {
  const what = both(
    timestamps > 0 && t('editor.facts.timestamps', { count: timestamps }),
    images > 0 && t('editor.facts.images', { count: images }),
  );
  return what !== '' && t('editor.facts.checked', { what });
}

/** The two of them, or the one that there is. */
const both = (one: string | false, other: string | false): string =>
  one && other ? t('editor.facts.both', { one, other }) : one || other || '';

/** What was wrong with a draft, by the kind of fault. A kind that this page does not know yet is shown by its name. */
const KINDS = [
  'thoughts',
  'fences',
  'remarks',
  'markup',
  'repetition',
  'likeness',
  'quotations',
  'attribution',
  'links',
  'numbers',
  'pictures',
  'orders',
  'room',
  'unfounded',
  'borrowed',
  'times',
] as const;

function faultWords({ kind, mended, removed }: NonNullable<Content['grounding']['faults']>[number]): string {
  const known = KINDS.find((one) => one === kind);
  const named = (n: number): string => (known ? t(`editor.facts.faults.${known}`, { count: n }) : `${n} ${kind}`);
  return [
    mended > 0 && t('editor.facts.mended', { what: named(mended) }),
    removed > 0 && t('editor.facts.takenOut', { what: named(removed) }),
  ]
    .filter(Boolean)
    .join(', ');
}
