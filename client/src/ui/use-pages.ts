import { useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../http.js';
import type { Resource } from './resource.js';
import { useResource } from './resource.js';

export interface PageOf<T> {
  items: T[];
  /** Null on the last page. */
  nextCursor: string | null;
}

interface Pages<T> {
  newest: Resource<PageOf<T>>;
  /** Those that are shown: the newest page, and what was asked for besides. */
  shown: (newest: PageOf<T>) => PageOf<T>;
  more: (shown: PageOf<T>) => Promise<void>;
  busy: boolean;
}

interface Wanted<T> {
  /** Another key starts from nothing. */
  key: string;
  /** The newest page is asked for again when it changes; what was shown of the others stays. */
  version: string;
  load: (cursor: string | null) => Promise<PageOf<T>>;
  /** Said when no more could be loaded. */
  noMore: string;
}

/** A list that comes page by page, newest first. */
export function usePages<T extends { id: string }>({ key, version, load, noMore }: Wanted<T>): Pages<T> {
  const newest = useResource(key, version, () => load(null));
  const [known, setKnown] = useState<{ key: string; page: PageOf<T> } | null>(null);
  const [busy, setBusy] = useState(false);

  async function more({ items, nextCursor }: PageOf<T>): Promise<void> {
    setBusy(true);
    try {
      const next = await load(nextCursor);
      setKnown({ key, page: { items: [...items, ...next.items], nextCursor: next.nextCursor } });
    } catch (error) {
      toast.error(noMore, { description: messageOf(error) });
    } finally {
      setBusy(false);
    }
  }

  return { newest, shown: (page) => (known?.key === key ? joined(page, known.page) : page), more, busy };
}

/** The newest page, and below it what was known: nothing twice, and nothing where more came than a page holds, which would leave a gap. */
export function joined<T extends { id: string }>(newest: PageOf<T>, known: PageOf<T>): PageOf<T> {
  const last = newest.items.at(-1);
  const at = known.items.findIndex(({ id }) => id === last?.id);
  if (at < 0) return newest;
  const above = new Set(newest.items.map(({ id }) => id));
  const below = known.items.slice(at + 1).filter(({ id }) => !above.has(id));
  return { items: [...newest.items, ...below], nextCursor: known.nextCursor };
}
