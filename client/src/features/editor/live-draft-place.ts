import { useLayoutEffect, useRef } from 'react';

/** What scrolls by itself, in the live draft and in the editor that takes its place. */
const BOXES = ['.draft', '.preview'];

/** When the editor takes the place of a growing draft, readers stay where they were in it. */
export function useSamePlace(isLive: boolean) {
  const around = useRef<HTMLDivElement>(null);
  const tops = useRef<number[]>([]);
  useLayoutEffect(() => {
    const all = (): (HTMLElement | null)[] =>
      BOXES.map((box) => around.current?.querySelector<HTMLElement>(box) ?? null);
    if (isLive) {
      const note = (): void => void (tops.current = all().map((box) => box?.scrollTop ?? 0));
      const element = around.current;
      // Scrolling does not bubble, but it can be caught on its way down.
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
