/** What is asked for of the projects stands in the address, so that it is there on the way back, and can be kept as a bookmark. */
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { projectSorts, projectStates } from '../../../../src/contract/project-lists.js';
import type { Wanted } from './projects-list.js';

const oneOf = <T extends string>(all: readonly T[], given: string | null): T | null =>
  all.find((one) => one === given) ?? null;

export function useWanted(): [wanted: Wanted, want: (change: Partial<Wanted>) => void] {
  const [search, setSearch] = useSearchParams();
  const wanted: Wanted = {
    q: search.get('q') ?? '',
    sort: oneOf(projectSorts, search.get('sort')) ?? 'recent',
    state: oneOf(projectStates, search.get('state')),
    tag: search.get('tag'),
  };
  const want = useCallback(
    (change: Partial<Wanted>) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) {
            if (value === null || value === '' || (name === 'sort' && value === 'recent')) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return [wanted, want];
}
