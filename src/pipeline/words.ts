/** Tasks in people's words: the same word for the same thing everywhere. */
import { contentTypes } from '../content/content-types.js';
import type { TaskKey } from '../contract/task.js';

const labels: Record<string, string> = {
  probe: 'Check the recording',
  transcribe: 'Transcript',
  screenshots: 'Screenshots',
  chapters: 'Chapters',
};

/** What a task makes, such as `Transcript` or `Blog post`. */
export function labelOf(key: TaskKey): string {
  const type = key.startsWith('draft:') ? key.slice('draft:'.length) : null;
  const known = Object.entries(contentTypes).find(([id]) => id === type);
  return known?.[1].label ?? labels[key] ?? key;
}
