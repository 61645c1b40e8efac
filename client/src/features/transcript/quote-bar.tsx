import { useEffect, useState, useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import type { Segment, Speaker } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Button } from '../../ui/button.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { insertQuote, quotePlace } from '../editor/quote.js';
import { useContentTypes } from '../task/content-types.js';
import type { SelectedWords } from './selected-words.js';
import { selectedWords } from './selected-words.js';

interface QuoteBarProps {
  project: ProjectSnapshot;
  list: { current: HTMLOListElement | null };
  segments: readonly Segment[];
  speakers: readonly Speaker[];
}

/** While words are selected: puts them into a draft as a quote with its time. */
export function QuoteBar({ project, list, segments, speakers }: QuoteBarProps) {
  const selected = useSelectedWords(list, segments);
  const navigate = useNavigate();
  const types = useContentTypes(project.id) ?? [];
  const open = useSyncExternalStore(quotePlace.subscribe, () => quotePlace.get()?.type ?? null);
  if (!selected || project.role === 'viewer') return null;
  const { text, line, startMs } = selected;
  const speaker = speakers.find(({ id }) => id === line.speaker)?.name ?? null;
  const drafts = open === null ? project.contents.map(({ type }) => type) : [open];
  const put = (type: string): void => {
    const isThere = insertQuote({ text, speaker, startMs }, { projectId: project.id, type });
    getSelection()?.removeAllRanges();
    if (!isThere) void navigate(`/projects/${project.id}/contents/${type}`);
  };
  return (
    <div className="quote-bar" role="toolbar" aria-label={t('transcript.quote.title')}>
      <span className="muted">{t('transcript.quote.at', { time: clock(startMs) })}</span>
      {drafts.map((type) => (
        <Button
          key={type}
          small
          look={drafts.length === 1 ? 'primary' : 'secondary'}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => put(type)}
        >
          {t('transcript.quote.into', { draft: types.find(({ id }) => id === type)?.label ?? type })}
        </Button>
      ))}
      {drafts.length === 0 && <span>{t('transcript.quote.noDraft')}</span>}
    </div>
  );
}

/** What is selected now, as soon as the pointer or the key is let go. */
function useSelectedWords(list: QuoteBarProps['list'], segments: readonly Segment[]): SelectedWords | null {
  const [selected, setSelected] = useState<SelectedWords | null>(null);
  useEffect(() => {
    const read = (): void => setSelected(selectedWords(list.current, segments));
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, [list, segments]);
  return selected;
}
