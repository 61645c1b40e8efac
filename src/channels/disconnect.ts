/** A tab is gone. Its rooms are left by themselves; a room that is empty now costs nothing any more. */
import type { Feed } from './feed.js';

export interface DisconnectTools {
  feed: Feed;
}

export function disconnect({ feed }: DisconnectTools): void {
  feed.forgetEmpty();
}
