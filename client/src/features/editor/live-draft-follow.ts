import { useEffect, useLayoutEffect, useRef } from 'react';

/** Pixels from the end that still count as being there. */
const NEAR = 48;

/**
 * For a box with a growing text: keeps the end in view for readers who are at the end. Readers who scroll up are left alone
 * until they go back to the end.
 */
export function useFollow<E extends HTMLElement>(text: string) {
  const box = useRef<E>(null);
  const following = useRef(true);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let before = placeIn(element).top;
    const look = (): void => {
      const { top, left } = placeIn(element);
      // The text may have grown since the last scroll to the end: only scrolling up means that the reader wants to stay.
      if (left <= NEAR) following.current = true;
      else if (top < before) following.current = false;
      before = top;
    };
    for (const target of [element, window]) target.addEventListener('scroll', look, { passive: true });
    return () => {
      for (const target of [element, window]) target.removeEventListener('scroll', look);
    };
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !following.current) return;
    const { left, scroller } = placeIn(element);
    if (left > 0) scroller.scrollTop += left;
  }, [text]);

  return box;
}

/** The element that scrolls to the box's end: the box itself or, where it is as tall as its text, the page. */
function placeIn(box: HTMLElement): { scroller: Element; top: number; left: number } {
  const isOwn = ['auto', 'scroll'].includes(getComputedStyle(box).overflowY);
  const scroller = isOwn ? box : document.documentElement;
  const hidden = isOwn
    ? box.scrollHeight - box.clientHeight - box.scrollTop
    : box.getBoundingClientRect().bottom - window.innerHeight;
  return { scroller, top: scroller.scrollTop, left: Math.max(0, hidden) };
}
