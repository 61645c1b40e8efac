/** What this browser has told a person, kept in IndexedDB for all of its tabs and for the next time. */
import { createStore, get, update } from 'idb-keyval';

export interface Shown {
  /** Of the notices that were told, newest last. */
  ids: readonly string[];
  /** Notices up to this time were there before this browser first looked: they are history. Null before that. */
  floor: string | null;
  /** Dismissed here, while the server could not be told. */
  dismissed: readonly string[];
}

const nothing: Shown = { ids: [], floor: null, dismissed: [] };
const MOST_REMEMBERED = 300;

export class ShownNotices {
  private readonly store = createStore('devreel', 'notices');
  /** As last read or written here: what counts where the browser keeps nothing for us. */
  private known = nothing;

  constructor(private readonly userId: string) {}

  read(): Promise<Shown> {
    return this.kept(() => get<Shown>(this.userId, this.store), this.known);
  }

  async add(ids: readonly string[]): Promise<void> {
    await this.change((shown) => ({ ...shown, ids: [...new Set([...shown.ids, ...ids])].slice(-MOST_REMEMBERED) }));
  }

  /** The first look of this browser sets where history ends. */
  async beginAt(floor: string): Promise<void> {
    await this.change((shown) => ({ ...shown, floor: shown.floor ?? floor }));
  }

  async addDismissed(id: string): Promise<void> {
    await this.change((shown) => ({ ...shown, dismissed: [...new Set([...shown.dismissed, id])] }));
  }

  async removeDismissed(id: string): Promise<void> {
    await this.change((shown) => ({ ...shown, dismissed: shown.dismissed.filter((other) => other !== id) }));
  }

  private async change(how: (shown: Shown) => Shown): Promise<void> {
    let after = how(this.known);
    await this.kept(async () => {
      await update<Shown>(this.userId, (before) => (after = how(before ?? nothing)), this.store);
      return after;
    }, after);
  }

  private async kept(reach: () => Promise<Shown | undefined>, otherwise: Shown): Promise<Shown> {
    try {
      this.known = (await reach()) ?? nothing;
    } catch (error) {
      console.warn('This browser keeps nothing for Devreel: each tab shows its own toasts.', error);
      this.known = otherwise;
    }
    return this.known;
  }
}
