/** Chapters from the transcript, by where its words, pauses and phrases change. */
import { makeChapters } from '../../transcript/chapters.js';
import type { RunStep } from '../step.js';
import { done } from '../step.js';

export const chapters: RunStep<'chapters'> = async (_task, tools) => {
  const { transcript, media } = tools.given;
  if (!transcript) throw new Error('chapters was run before transcribe.');
  tools.expectParts(1);
  tools.progress(10, 'Looking for changes of topic');
  const { segments } = transcript;
  const durationMs = media?.durationMs ?? transcript.durationMs;
  const found = await tools.part('chapters', { segments, durationMs }, () =>
    Promise.resolve(makeChapters(segments, durationMs)),
  );
  if (found.length === 0) await tools.log('Nothing was said, so there are no chapters.');
  return done<'chapters'>(found);
};
