import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import type { SearchHit } from '../../../../src/contract/search.js';
import type { Page } from '../../api.js';
import { api } from '../../api.js';
import { isProblem, messageOf } from '../../http.js';
import type { Wanted } from './search-address.js';
import { t } from '../../words/words.js';

export type Found =
  | { state: 'nothing-asked' }
  | { state: 'loading' }
  /** `outdated`: these are the hits of the search before, while the new answer is on its way. */
  | { state: 'there'; hits: readonly SearchHit[]; more: (() => void) | null; busy: boolean; outdated: boolean }
  | { state: 'failed'; problem: unknown; again: () => void };

/** While somebody types, the server is asked only after a pause of this length. */
const PAUSE_MS = 180;

interface Answer extends Page<SearchHit> {
  key: string;
}

/** What is found. The hits of the search before stay until the new answer is there; its request is aborted. */
export function useSearch({ q, projectId }: Wanted): Found {
  const query = q.trim();
  const key = JSON.stringify([query, projectId]);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failed, setFailed] = useState<{ key: string; problem: unknown } | null>(null);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (query === '') return;
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        setAnswer({ key, ...(await api.search(query, projectId, null, abort.signal)) });
        setFailed(null);
      } catch (problem) {
        if (!isProblem(problem, 'aborted')) setFailed({ key, problem });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, query, projectId, tries]);

  async function more(cursor: string): Promise<void> {
    setBusy(true);
    try {
      const page = await api.search(query, projectId, cursor);
      setAnswer((before) =>
        before?.key === key && before.nextCursor === cursor
          ? { key, items: [...before.items, ...page.items], nextCursor: page.nextCursor }
          : before,
      );
    } catch (error) {
      toast.error(t('search.noMore'), { description: messageOf(error) });
    } finally {
      setBusy(false);
    }
  }

  if (query === '') return { state: 'nothing-asked' };
  if (failed?.key === key) return { state: 'failed', problem: failed.problem, again: () => setTries(tries + 1) };
  if (answer === null) return { state: 'loading' };
  const { nextCursor } = answer;
  const outdated = answer.key !== key;
  const goOn = nextCursor === null || outdated ? null : () => void more(nextCursor);
  return { state: 'there', hits: answer.items, more: goOn, busy, outdated };
}
