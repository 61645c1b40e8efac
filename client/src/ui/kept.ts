/**
 * What somebody typed into a form, kept in this browser until it is stored or given up: through other pages, reloads and
 * crashes. It belongs to the tab it was typed in, as long as that is open; then to the next one that shows the form.
 */
import { useCallback, useEffect, useState } from 'react';
import { newId } from './new-id.js';

/** Whose forms they are: what one person typed is not shown to the next one at the same browser. */
let person = '';
const placeOf = (key: string): string => `devreel:form:${person}:${key}`;

/** Their id, for what is kept by other means. Empty as long as nobody has signed in. */
export const keptFor = (): string => person;

/** Call it when somebody has signed in, before any form is shown. */
export function keepFor(userId: string): void {
  person = userId;
}

/** This page until it is left or loaded anew. */
const me = newId();
const lockOf = (owner: string): string => `devreel:page:${owner}`;

/** Held until the page is gone. Browsers have no locks where a page comes without encryption from another machine. */
const locks = (navigator as Partial<Navigator>).locks;
void locks?.request(lockOf(me), () => new Promise(() => undefined));

interface Kept {
  owner: string;
  value: unknown;
}

/** The value kept under `key`, or null; and what keeps another. Null forgets it. */
export function useKept<T>(key: string): [kept: T | null, keep: (value: T | null) => void] {
  const [kept, setKept] = useState<T | null>(() => {
    const found = read(key);
    return found?.owner === me ? (found.value as T) : null;
  });
  const keep = useCallback(
    (value: T | null) => {
      setKept(value);
      write(key, value);
    },
    [key],
  );
  useEffect(() => {
    const left = new AbortController();
    leftBehind(key, left.signal).then(
      (value) => {
        if (!left.signal.aborted && value !== null) setKept(value as T);
      },
      (error: unknown) => {
        if (!left.signal.aborted) throw error;
      },
    );
    return () => left.abort();
  }, [key]);
  return [kept, keep];
}

/**
 * What a page kept that is gone, or goes while this form is open: it is this page's from then on. Null when there is nothing, or
 * something was typed here meanwhile. Rejects when `signal` is aborted before that.
 */
async function leftBehind(key: string, signal: AbortSignal): Promise<unknown> {
  for (let found = read(key); found !== null && found.owner !== me; found = read(key)) {
    const { owner } = found;
    const takeOver = (): unknown => taken(key, owner);
    // The lock of a page comes free with its end. One page after another gets it: the first takes what was kept.
    const value = locks ? await locks.request(lockOf(owner), { signal }, takeOver) : takeOver();
    if (value !== null) return value;
  }
  return null;
}

/** Makes it this page's, if it is that owner's still. */
function taken(key: string, owner: string): unknown {
  const found = read(key);
  if (found?.owner !== owner) return null;
  write(key, found.value);
  return found.value;
}

function read(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(placeOf(key)) ?? 'null') as Kept | null;
  } catch {
    // Not what this page has written: there is nothing to go on with.
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value !== null) localStorage.setItem(placeOf(key), JSON.stringify({ owner: me, value } satisfies Kept));
    else if (read(key)?.owner === me) localStorage.removeItem(placeOf(key));
  } catch {
    // Where the browser's storage is full, it is kept as long as the form is open.
  }
}
