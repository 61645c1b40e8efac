/** What is searched for is in the address of the results, so that it can be kept, sent, and gone back to. */
export interface Wanted {
  q: string;
  /** Null for a search in all of one's projects. */
  projectId: string | null;
}

export function wantedIn(search: string): Wanted {
  const parameters = new URLSearchParams(search);
  return { q: parameters.get('q') ?? '', projectId: parameters.get('project') };
}

export function addressFor({ q, projectId }: Wanted): string {
  const parameters = new URLSearchParams();
  if (q !== '') parameters.set('q', q);
  if (projectId !== null) parameters.set('project', projectId);
  const search = parameters.toString();
  return search === '' ? '/search' : `/search?${search}`;
}

/** The id of the project whose page this is; null on any other page. */
export const projectIn = (pathname: string): string | null => /^\/projects\/([^/]+)/.exec(pathname)?.[1] ?? null;
