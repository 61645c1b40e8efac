import type { ReactNode } from 'react';

/** A page of a project. */
export interface ProjectPage {
  /** Below the project's own address; '' is that address. */
  path: string;
  /** The name of its tab; null for a page without a tab. */
  tab: 'overview' | 'transcript' | 'screenshots' | 'chapters' | null;
  /**
   * Large on a page that shows what was made from the recording; `first`: the same, and on narrow screens it scrolls away, while on
   * wide ones the transcript is below it; beside a page where one writes, where there is room; or none.
   */
  player: 'main' | 'first' | 'beside' | 'none';
  element: ReactNode;
}
