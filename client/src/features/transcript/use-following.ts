import { useEffect, useState } from 'react';

/** Scrolls to the current line: whenever the address names a time, and while the recording plays. */
export function useFollowing(
  list: { current: HTMLOListElement | null },
  at: number,
  arrival: string,
  playing: boolean,
) {
  const [following, setFollowing] = useState(true);
  useEffect(() => {
    if (arrival !== '') requestAnimationFrame(() => showCurrent(list.current, 'instant'));
  }, [arrival, list]);
  useEffect(() => {
    if (playing && following) showCurrent(list.current, calm() ? 'instant' : 'smooth');
  }, [at, playing, following, list]);
  useEffect(() => {
    const away = (): void => setFollowing(false);
    for (const move of BY_HAND) window.addEventListener(move, away, { passive: true });
    return () => {
      for (const move of BY_HAND) window.removeEventListener(move, away);
    };
  }, []);
  return { following, follow: () => setFollowing(true) };
}

/** In a box of its own beside a draft, which itself must not move; else on the page. */
function showCurrent(list: HTMLOListElement | null, behavior: ScrollBehavior): void {
  const line = list?.querySelector<HTMLElement>('.line-current');
  const box = list?.closest('.transcript-beside');
  if (!line) return;
  if (box) box.scrollTo({ top: line.offsetTop - box.clientHeight / 2, behavior });
  else line.scrollIntoView({ block: 'center', behavior });
}

const BY_HAND = ['wheel', 'touchmove'] as const;
const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
