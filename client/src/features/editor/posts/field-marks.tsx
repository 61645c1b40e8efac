import { useEffect, useRef } from 'react';
import type { Match } from './field-finder.js';

export interface FieldMarksProps {
  text: string;
  /** In this field, in order. */
  matches: readonly Match[];
  selected: Match | undefined;
}

/** Behind a field: the same letters unseen, with marks where words were found, since a field can show none itself. */
export function FieldMarks({ text, matches, selected }: FieldMarksProps) {
  const meant = useRef<HTMLElement>(null);
  useEffect(() => {
    // Browsers may answer a promise, which is no cleanup.
    meant.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  if (matches.length === 0) return null;
  const pieces = matches.map((match, i) => {
    const isMeant = selected !== undefined && match.from === selected.from;
    return (
      <span key={match.from}>
        {text.slice(matches[i - 1]?.to ?? 0, match.from)}
        <mark ref={isMeant ? meant : null} className={isMeant ? 'found found-selected' : 'found'}>
          {text.slice(match.from, match.to)}
        </mark>
      </span>
    );
  });
  return (
    <div className="post-text field-marks" aria-hidden>
      {pieces}
      {text.slice(matches.at(-1)?.to ?? 0)}
    </div>
  );
}
