/** Which notices this browser has shown a person, kept in IndexedDB for all of its tabs and for the next visit. */
import { createStore, get, update } from 'idb-keyval';

export interface Shown {
  /** Ids of the notices that were shown, newest last. */
  ids: readonly string[];
  /** Notices up to this time are history: they were there before this browser first asked. Null until it has asked. */
  floor: string | null;
  /** Dismissed here, but the server does not know it yet. */
  dismissed: readonly string[];
}

const NOTHING: Shown = { ids: [], floor: null, dismissed: [] };
const MOST_REMEMBERED = 300;
/** A tab that hangs in the middle of a change keeps all others waiting. */
const SOON_MS = 1_000;

export class ShownNotices {
  private readonly store = createStore('devreel', 'notices');
  /** As last read or written by this tab. All there is where the browser lets us store nothing. */
  private known = NOTHING;

  constructor(private readonly userId: string) {}

  read(): Promise<Shown> {
    return this.remember(() => get<Shown>(this.userId, this.store), this.known);
  }

  /** The same, or what this tab knew before where the browser does not answer soon. */
  readSoon(): Promise<Shown> {
    const known = new Promise<Shown>((resolve) => setTimeout(() => resolve(this.known), SOON_MS));
    return Promise.race([this.read(), known]);
  }

  async add(ids: readonly string[]): Promise<void> {
    await this.change((shown) => ({ ...shown, ids: [...new Set([...shown.ids, ...ids])].slice(-MOST_REMEMBERED) }));
  }

  /** What was there at the first request of this browser is history. Later calls change nothing. */
  async setFloor(floor: string): Promise<void> {
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
    this.known = after;
    await this.remember(async () => {
      await update<Shown>(this.userId, (before) => (after = how(before ?? NOTHING)), this.store);
      return after;
    }, after);
  }

  private async remember(access: () => Promise<Shown | undefined>, fallback: Shown): Promise<Shown> {
    try {
      this.known = (await access()) ?? NOTHING;
    } catch (error) {
      console.warn('This browser keeps nothing for Devreel: each tab shows its own toasts.', error);
      this.known = fallback;
    }
    return this.known;
  }
}
