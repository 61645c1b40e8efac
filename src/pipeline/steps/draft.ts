/** A draft of one content type, from the transcript, the chapters and the screenshots. */
import { contentTypes } from '../../content/content-types.js';
import type { ContentType, Talk } from '../../content/talk.js';
import type { Results, RunStep, StepTask, Tools } from '../step.js';
import { done, failed } from '../step.js';

const NOTHING_TO_WRITE =
  'There is nothing to write about: the transcript is empty. Add the captions of this recording (.srt or .vtt), then try again.';

export const draft: RunStep<'draft'> = async (task, tools) => {
  const type = typeOf(task);
  const talk = talkOf(task, tools);
  if (!talk.segments.some(({ text }) => text.trim() !== '')) return failed('nothing_to_write', NOTHING_TO_WRITE);
  tools.expectParts(1);
  tools.progress(10, `Writing the ${type.label.toLowerCase()}`);
  const result = await tools.part(task.key, talk, () => Promise.resolve(write(type, talk)));
  return done<'draft'>(result);
};

/** Throws when the task's key names no content type: such a task should not have been made. */
function typeOf({ key }: StepTask): ContentType {
  const id = key.slice('draft:'.length);
  const found = Object.entries<ContentType>(contentTypes).find(([known]) => known === id);
  if (!found) throw new Error(`There is no content type “${id}”.`);
  return found[1];
}

function talkOf({ instructions }: StepTask, { given }: Tools): Talk {
  const { projectTitle: title, media, transcript, chapters, screenshots } = given;
  if (!transcript) throw new Error('draft was run before transcribe.');
  return {
    ...{ title, chapters, instructions },
    durationMs: media?.durationMs ?? transcript.durationMs,
    segments: transcript.segments,
    screenshots: screenshots.map(({ index, atMs, distinct }) => ({ index, atMs, distinct })),
  };
}

const write = (type: ContentType, talk: Talk): Results['draft'] => ({
  origin: 'offline',
  ...type.check(type.outline(talk), talk),
});
