import { useLayoutEffect, useRef } from 'react';

/** The boxes that scroll, in the live draft and in the editor that replaces it. */
const BOXES = ['.draft', '.preview'];

/** When the editor replaces a growing draft, readers keep their scroll position. */
export function useSamePlace(isLive: boolean) {
  const around = useRef<HTMLDivElement>(null);
  const tops = useRef<number[]>([]);
  useLayoutEffect(() => {
    const all = (): (HTMLElement | null)[] =>
      BOXES.map((box) => around.current?.querySelector<HTMLElement>(box) ?? null);
    if (isLive) {
      const note = (): void => void (tops.current = all().map((box) => box?.scrollTop ?? 0));
      const element = around.current;
      // Scroll events do not bubble, but a capturing listener gets them.
      element?.addEventListener('scroll', note, true);
      return () => element?.removeEventListener('scroll', note, true);
    }
    all().forEach((box, index) => {
      if (box) box.scrollTop = tops.current[index] ?? 0;
    });
    tops.current = [];
    return undefined;
  }, [isLive]);
  return around;
}
