import { useLayoutEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { Chapter, Chapters } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import type { Tagged } from '../../http.js';
import { isProblem, messageOf } from '../../http.js';
import { useResource } from '../../ui/resource.js';
import { t } from '../../words/words.js';
import type { ChapterItem } from './chapter-moves.js';
import { chaptersOf, itemsOf } from './chapter-moves.js';

export interface EditedChapters {
  items: readonly Chapter[];
  /** Null for those who may not, and before there is a transcript. */
  change: ((items: ChapterItem[]) => Promise<void>) | null;
  /** Takes back the last change that was made here; null where there is none, or others have changed them since. */
  undo: (() => void) | null;
}

const NONE: Tagged<Chapters> = { value: { items: [], handmade: null }, etag: '*' };

interface History {
  /** Of the chapters after the last change of this page. */
  etag: string;
  before: ChapterItem[][];
}

/** The chapters of a project, as they were changed here last. */
export function useChapters(project: ProjectSnapshot): EditedChapters {
  const { id, role, transcript } = project;
  const durationMs = project.durationMs ?? 0;
  const revision = project.chapters?.revision ?? 0;
  const resource = useResource(`chapters:${id}`, String(revision), () => api.chapters(id));
  const loaded = resource.state === 'there' ? resource.value : NONE;
  const [changed, setChanged] = useState(loaded);
  const [wanted, setWanted] = useState<ChapterItem[] | null>(null);
  const [history, setHistory] = useState<History>({ etag: '', before: [] });
  const now = revisionOf(changed) > revisionOf(loaded) ? changed : loaded;
  const newest = useRef(now);
  useLayoutEffect(() => {
    newest.current = now;
  }, [now]);
  const before = history.etag === now.etag ? history.before : [];

  async function put(items: ChapterItem[], steps: ChapterItem[][]): Promise<void> {
    setWanted(items);
    try {
      const answer = await api.replaceChapters(id, items, newest.current.etag);
      setChanged(answer);
      setHistory({ etag: answer.etag, before: steps });
    } catch (error) {
      if (isProblem(error, 'version_conflict')) {
        setChanged({ value: error.details.current as Chapters, etag: error.etag });
      }
      toast.error(t('chapters.notChanged'), { description: refusalOf(error) });
    } finally {
      setWanted(null);
    }
  }

  const mayChange = role !== 'viewer' && durationMs > 0 && (transcript !== null || revision > 0);
  const last = before.at(-1);
  return {
    items: wanted ? chaptersOf(wanted, durationMs) : now.value.items,
    change: mayChange ? (items) => put(items, [...before, itemsOf(now.value.items)]) : null,
    undo: last && mayChange && !wanted ? () => void put(last, before.slice(0, -1)) : null,
  };
}

const refusalOf = (error: unknown): string =>
  isProblem(error, 'version_conflict') ? t('chapters.changedMeanwhile') : messageOf(error);

const revisionOf = ({ etag }: Tagged<Chapters>): number => Number(/\d+/.exec(etag)?.[0] ?? 0);
