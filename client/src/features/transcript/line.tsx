import type { MouseEvent, ReactNode } from 'react';
import { memo } from 'react';
import { Link } from 'react-router';
import type { Segment } from '../../../../src/contract/content.js';
import { Icon } from '../../ui/icon.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { atTime } from '../player/time-address.js';
import type { Found } from './find.js';
import { SpeakerName } from './speaker-name.js';
import { offsetAt } from './when-said.js';

interface LineProps {
  segment: Segment;
  /** Null where it is the one of the line before, or nobody knows. */
  speakerName: string | null;
  current: boolean;
  /** What was found in it, and the one of these that is looked at. */
  found: readonly Found[] | undefined;
  foundNow: Found | null;
  onWord: (line: Segment, offset: number) => void;
  onEdit: ((line: Segment) => void) | null;
  onRename: ((line: number) => void) | null;
  /** In the place of the name. */
  editor: ReactNode;
}

export const Line = memo(function Line(props: LineProps) {
  const { segment, speakerName, current, found, foundNow, onWord, onEdit, onRename, editor } = props;
  const { index, startMs, text } = segment;
  // The keyboard has the time for it. A press that ends a selection goes nowhere.
  const onPress = ({ currentTarget, clientX, clientY }: MouseEvent): void => {
    const offset = getSelection()?.isCollapsed === false ? null : offsetAt(currentTarget, clientX, clientY);
    if (offset !== null) onWord(segment, offset);
  };
  return (
    <li className={current ? 'line line-current' : 'line'} aria-current={current || undefined}>
      {editor ??
        (speakerName !== null && <SpeakerName name={speakerName} onEdit={onRename && (() => onRename(index))} />)}
      <Link to={atTime(startMs)} replace preventScrollReset>
        {clock(startMs)}
      </Link>
      <span className="line-text" data-line={index} onClick={onPress}>
        {found ? <Marked text={text} found={found} now={foundNow} /> : text}
      </span>
      {onEdit && (
        <button
          type="button"
          className="line-edit"
          aria-label={t('transcript.correctAt', { time: clock(startMs) })}
          onClick={() => onEdit(segment)}
        >
          <Icon name="pencil" />
        </button>
      )}
    </li>
  );
});

function Marked({ text, found, now }: { text: string; found: readonly Found[]; now: Found | null }) {
  return (
    <>
      {found.map((place, i) => (
        <span key={place.from}>
          {text.slice(found[i - 1]?.to ?? 0, place.from)}
          <mark className={place.from === now?.from ? 'found found-now' : 'found'}>
            {text.slice(place.from, place.to)}
          </mark>
        </span>
      ))}
      {text.slice(found.at(-1)?.to ?? 0)}
    </>
  );
}
