import type { KeyboardEvent } from 'react';
import { useEffect, useId, useState } from 'react';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { t } from '../../words/words.js';

interface Wanted {
  search: string;
  replace: string;
  caseSensitive: boolean;
}

interface Found {
  all: number;
  selected: number;
}

/** What can look for words in a text on the screen. */
export interface Findable {
  look: (wanted: Wanted) => void;
  next: () => void;
  previous: () => void;
  replace: () => void;
  replaceAll: () => void;
  found: Found;
}

interface FindBarProps {
  in: Findable;
  /** What to look for at first. */
  words: string;
  onClose: () => void;
}

const NOTHING: Wanted = { search: '', replace: '', caseSensitive: false };

/** Find and replace, above a text. */
export function FindBar({ in: text, words, onClose }: FindBarProps) {
  const { wanted, found, look, run } = useFinding(text, words);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
    // A form of several fields and no button for it is not sent by Enter.
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
      run(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
  };
  return (
    <form
      role="search"
      className="find-bar"
      aria-label={t('editor.find.title')}
      onKeyDown={onKeyDown}
      onSubmit={(event) => event.preventDefault()}
    >
      <Words
        label={t('editor.find.find')}
        value={wanted.search}
        autoFocus
        onChange={(search) => look({ ...wanted, search })}
      />
      <span className="find-count muted" role="status">
        {wanted.search !== '' && countOf(found)}
      </span>
      <IconButton name={t('editor.find.previous')} icon="up" onClick={() => run('previous')} />
      <IconButton name={t('editor.find.next')} icon="down" onClick={() => run('next')} />
      <label className="find-case">
        <input
          type="checkbox"
          checked={wanted.caseSensitive}
          onChange={(event) => look({ ...wanted, caseSensitive: event.target.checked })}
        />
        {t('editor.find.case')}
      </label>
      <Words
        label={t('editor.find.with')}
        value={wanted.replace}
        onChange={(replace) => look({ ...wanted, replace })}
      />
      <Button small onClick={() => run('replace')}>
        {t('editor.find.replace')}
      </Button>
      <Button small onClick={() => run('replaceAll')}>
        {t('editor.find.all')}
      </Button>
      <IconButton name={t('editor.find.close')} icon="cross" onClick={onClose} />
    </form>
  );
}

function useFinding(text: Findable, words: string) {
  const [wanted, setWanted] = useState<Wanted>({ ...NOTHING, search: words });
  const [found, setFound] = useState<Found>(() => {
    text.look(wanted);
    return text.found;
  });
  const look = (next: Wanted): void => {
    setWanted(next);
    text.look(next);
    setFound(text.found);
  };
  const run = (what: 'next' | 'previous' | 'replace' | 'replaceAll'): void => {
    text.look(wanted);
    text[what]();
    setFound(text.found);
  };
  useEffect(() => () => text.look(NOTHING), [text]);
  return { wanted, found, look, run };
}

const countOf = ({ all, selected }: Found): string => {
  if (all === 0) return t('editor.find.none');
  return selected > 0 ? t('editor.find.at', { selected, all }) : String(all);
};

interface WordsProps {
  label: string;
  value: string;
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

function Words({ label, value, autoFocus = false, onChange }: WordsProps) {
  const id = useId();
  return (
    <span className="find-words">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        autoFocus={autoFocus}
        value={value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}
