import { useState } from 'react';
import type { Speaker } from '../../../../src/contract/content.js';
import type { EditedTranscript } from './use-transcript.js';

/** The speakers with the name that somebody gave just now, until the transcript that has it is here. */
export function useNewestNames({ transcript, etag }: EditedTranscript) {
  const [renamed, setRenamed] = useState<{ speaker: Speaker; etag: string } | null>(null);
  const newest = renamed?.etag === etag ? renamed.speaker : null;
  const speakers = transcript.speakers.map((speaker) => (speaker.id === newest?.id ? newest : speaker));
  return { speakers, onRenamed: (speaker: Speaker) => setRenamed({ speaker, etag }) };
}
