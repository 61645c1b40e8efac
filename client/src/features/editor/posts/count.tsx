import { wordsIn } from '../../../ui/times-and-sizes.js';
import { t } from '../../../words/words.js';

/** How much of a limit is used; in words where it is passed. */
export function Count({ used, max }: { used: number; max: number | null }) {
  if (max === null) return <span className="count">{t('editor.posts.characters', { used })}</span>;
  const left = max - used;
  const state = left < 0 ? 'count-over' : left < max / 10 ? 'count-near' : '';
  return (
    <span className={`count ${state}`} role={left < 0 ? 'status' : undefined}>
      {t('editor.posts.of', { used, max })}
      {left < 0 && t('editor.posts.tooMany', { count: -left })}
    </span>
  );
}

/** How many words a text has, and how much of its limit it uses. */
export const Counts = ({ text, max }: { text: string; max: number | null }) => (
  <span className="counts">
    <span className="muted">{t('editor.words', { count: wordsIn(text) })}</span>{' '}
    <Count used={text.trim().length} max={max} />
  </span>
);
