import { useEffect, useState } from 'react';
import { ApiProblem, isProblem } from '../http.js';

export type Resource<T> =
  | { state: 'loading' }
  | { state: 'there'; value: T }
  | { state: 'not-ready' }
  | { state: 'failed'; problem: unknown; again: () => void };

interface Loaded<T> {
  key: string;
  resource: Resource<T>;
}

const AGAIN_MS = 3_000;

/**
 * What `load` resolves to. It is loaded again when `version` changes, and the old value stays until then; another `key` starts
 * from nothing. Tries again by itself while the server cannot be reached.
 */
export function useResource<T>(key: string, version: string, load: () => Promise<T>): Resource<T> {
  const [loaded, setLoaded] = useState<Loaded<T> | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => setTries((n) => n + 1);
    load().then(
      (value) => current && setLoaded({ key, resource: { state: 'there', value } }),
      (problem: unknown) => {
        if (!current) return;
        if (isProblem(problem, 'not_ready')) return setLoaded({ key, resource: { state: 'not-ready' } });
        setLoaded((before) => {
          const keep = before?.key === key && before.resource.state === 'there';
          return keep ? before : { key, resource: { state: 'failed', problem, again } };
        });
        if (problem instanceof ApiProblem && problem.status === 0) timer = setTimeout(again, AGAIN_MS);
      },
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // `load` is a new function at each render; what it asks for is named by key and version.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, version, tries]);

  return loaded?.key === key ? loaded.resource : { state: 'loading' };
}
