import type { KeyboardEvent, ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { useStore } from '../../../tiny-store.js';
import { IconButton } from '../../../ui/icon-button.js';
import { t } from '../../../words/words.js';
import { FindBar } from '../find-bar.js';
import type { Match, Searched } from './field-finder.js';
import { FieldFinder, matchesIn } from './field-finder.js';

interface Finding {
  /** Opens the bar with what is selected. */
  start: () => void;
  /** Answers whether the key was meant for it. */
  onKey: (event: KeyboardEvent) => boolean;
  bar: ReactNode;
  /** What is found in the field at this place, and which of it is meant. */
  marksOf: (field: number) => { matches: Match[]; selected: Match | undefined };
}

/** Find and replace for a draft that is written in fields. */
export function useFinding(draft: Searched): Finding {
  const finder = useMemo(() => new FieldFinder(draft), [draft]);
  const [words, setWords] = useState<string | null>(null);
  const { wanted, selected } = useStore(finder.marked, (state) => state);
  const matches = matchesIn(draft.texts, wanted);
  const meant = selected === null ? undefined : matches[selected];
  const start = (): void => setWords(selectedWords());
  return {
    start,
    onKey: (event) => {
      if (!'fh'.includes(event.key.toLowerCase()) || !(event.ctrlKey || event.metaKey) || event.altKey) return false;
      start();
      return true;
    },
    bar: words !== null && <FindBar in={finder} words={words} onClose={() => setWords(null)} />,
    marksOf: (field) => ({
      matches: matches.filter((match) => match.field === field),
      selected: meant?.field === field ? meant : undefined,
    }),
  };
}

/** Of the field that the cursor is in. */
function selectedWords(): string {
  const field = document.activeElement;
  return field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : '';
}

export const FindButton = ({ onFind }: { onFind: () => void }) => (
  <IconButton name={t('editor.tools.find')} icon="search" keys="Control+F" onClick={onFind} />
);
