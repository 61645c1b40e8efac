import { useState } from 'react';
import { toast } from 'sonner';
import type { Deed } from '../../../../src/contract/activity.js';
import type { Page } from '../../api.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import type { Resource } from '../../ui/resource.js';
import { useResource } from '../../ui/resource.js';
import { t } from '../../words/words.js';

interface Deeds {
  /** Those that are shown: the newest page, and what was asked for besides. */
  shown: (newest: Page<Deed>) => Page<Deed>;
  newest: Resource<Page<Deed>>;
  more: (shown: Page<Deed>) => Promise<void>;
  busy: boolean;
}

/** Who did what, newest first. The newest page is asked for again when `version` changes; what was shown of the others stays. */
export function useDeeds(projectId: string, version: string): Deeds {
  const newest = useResource(`activity:${projectId}`, version, () => api.activity(projectId, null));
  const [known, setKnown] = useState<Page<Deed> | null>(null);
  const [busy, setBusy] = useState(false);

  async function more({ items, nextCursor }: Page<Deed>): Promise<void> {
    setBusy(true);
    try {
      const page = await api.activity(projectId, nextCursor);
      setKnown({ items: [...items, ...page.items], nextCursor: page.nextCursor });
    } catch (error) {
      toast.error(t('members.activity.noMore'), { description: messageOf(error) });
    } finally {
      setBusy(false);
    }
  }

  return { newest, shown: (page) => (known ? joined(page, known) : page), more, busy };
}

/** The newest page, and below it what was known: nothing twice, and nothing where more came than a page holds, which would leave a gap. */
function joined(newest: Page<Deed>, known: Page<Deed>): Page<Deed> {
  const last = newest.items.at(-1);
  const at = known.items.findIndex(({ id }) => id === last?.id);
  if (at < 0) return newest;
  return { items: [...newest.items, ...known.items.slice(at + 1)], nextCursor: known.nextCursor };
}
