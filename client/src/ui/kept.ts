/**
 * What somebody typed into a form, kept in this browser until it is stored or given up: through other pages, reloads and
 * crashes. It belongs to the tab it was typed in, as long as that is open; then to the next one that shows the form.
 */
import { useCallback, useEffect, useState } from 'react';
import { newId } from './new-id.js';

const PREFIX = 'devreel:form:';
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
    let isGone = false;
    void leftBehind(key).then((value) => {
      if (!isGone && value !== null) keep(value as T);
    });
    return () => {
      isGone = true;
    };
  }, [key, keep]);
  return [kept, keep];
}

/** What a page kept that is gone. */
async function leftBehind(key: string): Promise<unknown> {
  const found = read(key);
  if (!found || found.owner === me) return null;
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some(({ name }) => name === lockOf(found.owner)) ? null : found.value;
}

function read(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null') as Kept | null;
  } catch {
    // Not what this page has written: there is nothing to go on with.
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value !== null) localStorage.setItem(PREFIX + key, JSON.stringify({ owner: me, value } satisfies Kept));
    else if (read(key)?.owner === me) localStorage.removeItem(PREFIX + key);
  } catch {
    // Where the browser's storage is full, it is kept as long as the form is open.
  }
}
