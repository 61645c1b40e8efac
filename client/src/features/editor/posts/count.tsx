import { count, wordsIn } from '../../../ui/times-and-sizes.js';

/** How much of a limit is used; in words where it is passed. */
export function Count({ used, max }: { used: number; max: number | null }) {
  const shown = used.toLocaleString('en');
  if (max === null) return <span className="count">{shown} characters</span>;
  const left = max - used;
  const state = left < 0 ? 'count-over' : left < max / 10 ? 'count-near' : '';
  return (
    <span className={`count ${state}`} role={left < 0 ? 'status' : undefined}>
      {shown} of {max.toLocaleString('en')}
      {left < 0 && `, ${(-left).toLocaleString('en')} too many`}
    </span>
  );
}

/** How many words a text has, and how much of its limit it uses. */
export const Counts = ({ text, max }: { text: string; max: number | null }) => (
  <span className="counts">
    <span className="muted">{count(wordsIn(text), 'word')}</span> <Count used={text.trim().length} max={max} />
  </span>
);
