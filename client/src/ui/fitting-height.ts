import type { RefObject } from 'react';
import { useLayoutEffect, useRef } from 'react';

/** For a field that shall be as high as its text, in browsers that do not do so by themselves. */
export function useFittingHeight(text: string): RefObject<HTMLTextAreaElement | null> {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const { current } = field;
    if (!current || CSS.supports('field-sizing', 'content')) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight}px`;
  }, [text]);
  return field;
}
