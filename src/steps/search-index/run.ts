/** The vectors of the transcript's passages. */
import { cutTranscript } from '../../search/cut.js';
import type { RunStep } from '../step.js';
import { embedded } from '../embed.js';
import type { Vectors } from '../vectors.js';
import { indexed } from '../vectors.js';

export const run: RunStep<{ passages: number; vectors: Vectors }, 'transcript'> = async (task, tools) => {
  const { transcript } = tools.given;
  if (!transcript) throw new Error('index was run before transcribe.');
  const texts = cutTranscript(transcript.segments).map(({ text }) => text);
  tools.progress(10, 'Making the talk findable');
  const vectors = await embedded(task, tools, texts, 0);
  return indexed({ passages: texts.length, vectors }, texts.length);
};
