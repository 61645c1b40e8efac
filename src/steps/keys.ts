/** Keys of tasks: the name of the step, and where it has several tasks, which of them: `<step>:<which>`. Pure. */
import type { TaskKey } from '../contract/task.js';

export const stepNameOf = (key: TaskKey): string => key.split(':', 1)[0] ?? key;

/** Of `draft:blog` this is `blog`; empty for a key that names only its step. */
export const whichOf = (key: TaskKey): string => key.slice(stepNameOf(key).length + 1);
