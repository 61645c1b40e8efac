/** What makes a talk findable. Its passages are written by whoever changes the words; what is left to do then are vectors. */
import { cutTranscript } from '../search/cut.js';
import type { RunStep } from './step.js';
import { embedded, indexed } from './embed.js';

export const index: RunStep<'index'> = async (task, tools) => {
  const { transcript } = tools.given;
  if (!transcript) throw new Error('index was run before transcribe.');
  const texts = cutTranscript(transcript.segments).map(({ text }) => text);
  tools.progress(10, 'Making the talk findable');
  const vectors = await embedded(task, tools, texts, 0);
  return indexed<'index'>({ passages: texts.length, vectors }, texts.length);
};
