import type { KeyboardEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import type { Segment, TranscriptCorrections } from '../../../../src/contract/content.js';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { t } from '../../words/words.js';
import type { Found, Wanted } from './find.js';
import { findIn, replacedAt } from './find.js';
import { MOST_LINES } from './line-history.js';

/** What is looked for, and which of the places is the current one. */
export interface Finding {
  wanted: Wanted;
  setWanted: (wanted: Wanted) => void;
  found: readonly Found[];
  at: number;
  go: (at: number) => void;
  /** How many were replaced by the last press, since it was looked for; null for none. */
  replaced: number | null;
  tellReplaced: (many: number) => void;
}

const NOTHING: Wanted = { find: '', matchCase: false, wholeWord: false };

/** Null `segments`: nothing is looked for. */
export function useFinding(segments: readonly Segment[] | null): Finding {
  const [wanted, setWanted] = useState(NOTHING);
  const [at, setAt] = useState(0);
  const [replaced, tellReplaced] = useState<number | null>(null);
  const found = useMemo(() => (segments ? findIn(segments, wanted) : []), [segments, wanted]);
  const place = Math.min(at, Math.max(0, found.length - 1));
  return {
    wanted,
    found,
    at: place,
    replaced,
    tellReplaced,
    setWanted: (next) => {
      setAt(0);
      tellReplaced(null);
      setWanted(next);
    },
    go: (to) => setAt(found.length === 0 ? 0 : (to + found.length) % found.length),
  };
}

interface FindBarProps {
  finding: Finding;
  segments: readonly Segment[];
  /** Null for those who may not change anything. */
  onChange: ((...asked: TranscriptCorrections[]) => Promise<boolean>) | null;
  busy: boolean;
  onClose: () => void;
}

/** Finds words in the lines, and puts others in their place: here, or everywhere. */
export function FindBar({ finding, segments, onChange, busy, onClose }: FindBarProps) {
  const { wanted, setWanted, found, at, go, replaced } = finding;
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <form
      className="find"
      role="search"
      aria-label={t('transcript.find.title')}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        go(at + 1);
      }}
    >
      <div className="find-row">
        <input
          aria-label={t('transcript.find.find')}
          placeholder={t('transcript.find.find')}
          value={wanted.find}
          autoFocus
          onChange={(event) => setWanted({ ...wanted, find: event.target.value })}
        />
        <span className="find-count" role="status" id={id}>
          {wanted.find.trim() !== '' && countOf(found.length, at, replaced)}
        </span>
        <IconButton
          name={t('transcript.find.before')}
          icon="up"
          disabled={found.length === 0}
          onClick={() => go(at - 1)}
        />
        <IconButton
          name={t('transcript.find.next')}
          icon="down"
          disabled={found.length === 0}
          onClick={() => go(at + 1)}
        />
        <Toggles wanted={wanted} onChange={setWanted} />
      </div>
      {onChange && <Replacing finding={finding} segments={segments} busy={busy} onChange={onChange} />}
    </form>
  );
}

function countOf(all: number, at: number, replaced: number | null): string {
  if (all > 0) return t('transcript.find.place', { place: at + 1, all });
  return replaced === null ? t('transcript.find.none') : t('transcript.find.replaced', { count: replaced });
}

function Toggles({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  return (
    <span className="find-toggles">
      <Button
        small
        look="quiet"
        className="toggle"
        aria-pressed={wanted.matchCase}
        onClick={() => onChange({ ...wanted, matchCase: !wanted.matchCase })}
      >
        {t('transcript.find.case')}
      </Button>
      <Button
        small
        look="quiet"
        className="toggle"
        aria-pressed={wanted.wholeWord}
        onClick={() => onChange({ ...wanted, wholeWord: !wanted.wholeWord })}
      >
        {t('transcript.find.word')}
      </Button>
    </span>
  );
}

type ReplacingProps = Pick<FindBarProps, 'finding' | 'segments' | 'busy'> & {
  onChange: NonNullable<FindBarProps['onChange']>;
};

function Replacing({ finding: { found, at, go, tellReplaced }, segments, busy, onChange }: ReplacingProps) {
  const [replacement, setReplacement] = useState('');
  const current = found[at];
  const replace = async (places: readonly Found[]): Promise<void> => {
    const lines = replacedAt(segments, places, replacement);
    const asked = Array.from({ length: Math.ceil(lines.length / MOST_LINES) }, (_, i) => ({
      segments: lines.slice(i * MOST_LINES, (i + 1) * MOST_LINES),
    }));
    if (!(await onChange(...asked))) return;
    tellReplaced(places.length);
    // The next place is now where this one was, unless what was put there is found again.
    if (places.length === 1 && findsItself(places, segments, replacement)) go(at + 1);
  };
  return (
    <div className="find-row">
      <input
        aria-label={t('transcript.find.replaceWith')}
        placeholder={t('transcript.find.replaceWith')}
        value={replacement}
        maxLength={1_000}
        onChange={(event) => setReplacement(event.target.value)}
      />
      <Button small busy={busy} disabled={!current} onClick={() => current && void replace([current])}>
        {t('transcript.find.replace')}
      </Button>
      {found.length !== 1 && (
        <Button small busy={busy} disabled={!current} onClick={() => void replace(found)}>
          {t('transcript.find.replaceAll', { count: found.length })}
        </Button>
      )}
    </div>
  );
}

/** Such as `Git` in the place of `git`. */
function findsItself([place]: readonly Found[], segments: readonly Segment[], replacement: string): boolean {
  const text = place && segments[place.index]?.text.slice(place.from, place.to);
  return text !== undefined && replacement.toLowerCase().includes(text.toLowerCase());
}
