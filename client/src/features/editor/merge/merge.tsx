import type { ReactNode } from 'react';
import { useId, useMemo, useState } from 'react';
import { Button } from '../../../ui/button.js';
import type { Difference, Piece, Side } from './hunks.js';
import { isDifference, likelySides, mergedText, piecesOf } from './hunks.js';
import { short } from './short.js';
import { t } from '../../../words/words.js';
import { Sentence } from '../../../words/sentence.js';

interface MergeProps {
  mine: string;
  theirs: string;
  /** The text that both began with; null where there is none. */
  base: string | null;
  /** What people call the two texts. */
  names: Record<Side, string>;
  busy: boolean;
  /** The text with one side of each difference. */
  onDone: (text: string) => void;
  /** More that can be done, behind the button that takes the chosen text. */
  children?: ReactNode;
}

/** Two texts as one, word by word: of each difference one side is chosen. */
export function Merge({ mine, theirs, base, names, busy, onDone, children }: MergeProps) {
  const id = useId();
  const pieces = useMemo(() => piecesOf(mine, theirs), [mine, theirs]);
  const likely = useMemo(() => likelySides(pieces, base), [pieces, base]);
  const [chosen, setChosen] = useState<{ of: readonly Piece[]; sides: readonly Side[] }>({ of: pieces, sides: likely });
  // Another text came meanwhile: what was chosen belongs to other differences.
  const sides = chosen.of === pieces ? chosen.sides : likely;
  const choose = (next: readonly Side[]): void => setChosen({ of: pieces, sides: next });
  if (likely.length === 0) return <p className="muted">{t('editor.merge.same')}</p>;
  return (
    <div className="merge">
      <p className="hint" id={id}>
        <Sentence i18nKey="editor.merge.hint" values={names} components={{ del: <del />, ins: <ins /> }} />
      </p>
      <div className="merge-all">
        <Button small onClick={() => choose(likely.map(() => 'mine'))}>
          {t('editor.merge.all', { name: names.mine })}
        </Button>
        <Button small onClick={() => choose(likely.map(() => 'theirs'))}>
          {t('editor.merge.all', { name: names.theirs })}
        </Button>
        <span className="muted">
          {t('editor.merge.taken', {
            taken: sides.filter((side) => side === 'theirs').length,
            of: likely.length,
            name: names.theirs,
          })}
        </span>
      </div>
      <div
        className="merge-text"
        role="group"
        aria-describedby={id}
        aria-label={t('editor.merge.differences')}
        tabIndex={0}
      >
        <Pieces pieces={pieces} sides={sides} names={names} onChoose={choose} />
      </div>
      <div className="section-actions">
        <Button look="primary" busy={busy} onClick={() => onDone(mergedText(pieces, sides))}>
          {t('editor.merge.done')}
        </Button>
        {children}
      </div>
    </div>
  );
}

interface PiecesProps {
  pieces: readonly Piece[];
  sides: readonly Side[];
  names: Record<Side, string>;
  onChoose: (sides: readonly Side[]) => void;
}

function Pieces({ pieces, sides, names, onChoose }: PiecesProps) {
  let count = 0;
  return pieces.map((piece, i) => {
    if (!isDifference(piece)) return <span key={i}>{short(piece.same)}</span>;
    const number = count++;
    return (
      <Choice
        key={i}
        number={number + 1}
        of={sides.length}
        difference={piece}
        chosen={sides[number] ?? 'mine'}
        names={names}
        onChoose={(side) => onChoose(sides.map((one, place) => (place === number ? side : one)))}
      />
    );
  });
}

interface ChoiceProps {
  number: number;
  of: number;
  difference: Difference;
  chosen: Side;
  names: Record<Side, string>;
  onChoose: (side: Side) => void;
}

function Choice({ number, of, difference, chosen, names, onChoose }: ChoiceProps) {
  return (
    <span className="merge-choice" role="group" aria-label={t('editor.merge.difference', { number, of })}>
      {(['mine', 'theirs'] as const).map((side) => (
        <button
          key={side}
          type="button"
          className={`merge-side merge-${side}`}
          aria-pressed={chosen === side}
          aria-label={`${names[side]}: ${difference[side].trim() || t('editor.merge.nothing')}`}
          onClick={() => onChoose(side)}
        >
          {difference[side].trim() === '' ? <span className="merge-nothing">∅</span> : difference[side]}
        </button>
      ))}
    </span>
  );
}
