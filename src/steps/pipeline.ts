/** What happens to a talk. Each step is a file, or a folder, with all that is said of it; the page shows them in this order. */
import { chapters } from './chapters/step.js';
import { checkPipeline } from './check-pipeline.js';
import type { Pipeline } from './check-pipeline.js';
import { document } from './document/step.js';
import { draft } from './draft/step.js';
import { frame } from './frame/step.js';
import { probe } from './probe/step.js';
import { screenshots } from './screenshots/step.js';
import { searchIndex as index } from './search-index/step.js';
import { slides } from './slides/step.js';
import { transcribe } from './transcribe/step.js';

export const pipeline = {
  probe,
  transcribe,
  screenshots,
  slides,
  chapters,
  index,
  draft,
  document,
  frame,
} satisfies Pipeline;

export type Step = keyof typeof pipeline;

checkPipeline(pipeline);
