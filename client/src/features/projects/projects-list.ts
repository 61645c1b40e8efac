/** The person's projects as they are asked for; what was shown is there again on the way back. */
import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { NavigationType, useNavigationType } from 'react-router';
import type { ProjectCard, ProjectSort, ProjectState } from '../../../../src/contract/project.js';
import type { Page } from '../../api.js';
import { api } from '../../api.js';
import { ApiProblem } from '../../http.js';
import { createStore, useStore } from '../../tiny-store.js';

export interface Wanted {
  q: string;
  sort: ProjectSort;
  state: ProjectState | null;
  tag: string | null;
}

export interface Shown {
  items: readonly ProjectCard[];
  cursor: string | null;
  pages: number;
}

type Pages = { state: 'loading' } | { state: 'failed'; problem: unknown } | { state: 'there'; shown: Shown };

/** While something of what is shown is being worked on. */
const LOOK_EACH_MS = 4_000;
const AGAIN_MS = 3_000;

/** Raised when a project was deleted or brought back on this page. */
const changes = createStore(0);
export const projectsChanged = (): void => changes.set(changes.get() + 1);

let remembered: { key: string; shown: Shown; scrollY: number } | null = null;

const isUnderWay = ({ state }: ProjectCard): boolean => state === 'working' || state === 'uploading';

async function load(wanted: Wanted, pages: number): Promise<Shown> {
  const items: ProjectCard[] = [];
  let cursor: string | null = null;
  let loaded = 0;
  do {
    const page: Page<ProjectCard> = await api.projects({ ...wanted, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
    loaded += 1;
  } while (cursor !== null && loaded < pages);
  return { items: once(items), cursor, pages: loaded };
}

/** What moved while pages were read may be on two of them. */
const once = (items: readonly ProjectCard[]): ProjectCard[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/** `news`: another text when something may have changed. */
export function useProjects(wanted: Wanted, news: string) {
  const key = JSON.stringify(wanted);
  const arrival = useNavigationType();
  const before = arrival === NavigationType.Pop && remembered?.key === key ? remembered : null;
  const [pages, setPages] = useState<Pages>(before ? { state: 'there', shown: before.shown } : { state: 'loading' });
  const [tries, setTries] = useState(0);
  const count = useRef(before?.shown.pages ?? 1);
  const changed = useStore(changes, (n) => n);

  useEffect(() => {
    let isHere = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    load(wanted, count.current).then(
      (shown) => {
        if (!isHere) return;
        startTransition(() => setPages({ state: 'there', shown }));
        if (shown.items.some(isUnderWay)) timer = setTimeout(() => setTries((n) => n + 1), LOOK_EACH_MS);
      },
      (problem: unknown) => {
        if (!isHere) return;
        setPages((now) => (now.state === 'there' ? now : { state: 'failed', problem }));
        if (problem instanceof ApiProblem && problem.status === 0)
          timer = setTimeout(() => setTries((n) => n + 1), AGAIN_MS);
      },
    );
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
    // `wanted` is a new object at each render; `key` says when it is another one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, news, changed, tries]);

  useRemembered(key, pages, before?.scrollY ?? null);
  const more = useCallback(() => {
    count.current += 1;
    setTries((n) => n + 1);
  }, []);
  return { pages, more, again: () => setTries((n) => n + 1) };
}

/** Keeps what is shown, and how far down, for when somebody comes back. */
function useRemembered(key: string, pages: Pages, scrollY: number | null): void {
  const shown = pages.state === 'there' ? pages.shown : null;
  // After the page around this one has put itself to the top.
  useEffect(() => {
    if (scrollY !== null) window.scrollTo(0, scrollY);
    // Once, on arrival.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    if (!shown) return;
    const note = (): void => {
      remembered = { key, shown, scrollY: window.scrollY };
    };
    note();
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, [key, shown]);
}
