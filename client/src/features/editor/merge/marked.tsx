import { useMemo } from 'react';
import { isDifference, piecesOf } from './hunks.js';
import { short } from './short.js';
import { t } from '../../../words/words.js';
import { Sentence } from '../../../words/sentence.js';

interface Text {
  version: number;
  body: string;
}

/** What is new and what is gone, to be read. */
export function Marked({ older, current }: { older: Text; current: Text }) {
  const pieces = useMemo(() => piecesOf(older.body, current.body), [older.body, current.body]);
  if (!pieces.some(isDifference)) return <p className="muted">{t('editor.merge.same')}</p>;
  return (
    <>
      <p className="hint">
        <Sentence
          i18nKey="editor.merge.marks"
          values={{ now: current.version, before: older.version }}
          components={{ ins: <ins />, del: <del /> }}
        />
      </p>
      <pre tabIndex={0} aria-label={t('editor.merge.differences')}>
        {pieces.map((piece, i) =>
          isDifference(piece) ? (
            <span key={i}>
              {piece.mine !== '' && <del>{piece.mine}</del>}
              {piece.theirs !== '' && <ins>{piece.theirs}</ins>}
            </span>
          ) : (
            <span key={i}>{short(piece.same)}</span>
          ),
        )}
      </pre>
    </>
  );
}
