/** Reads a caption file, in the thread of a sandbox. */
import { clean } from '../../contract/text.js';
import { decodeText, UnknownEncoding } from '../../outside/decode-text.js';
import { answerFromThread, givenToThread, inputOfThread } from '../../outside/sandbox/thread.js';
import { parseCaptions } from './captions.js';
import { CaptionsError } from './cue.js';
import { refuseOtherFiles } from './other-files.js';
import type { Asked, Told } from './reader.js';

answerFromThread(answer(givenToThread() as Asked, inputOfThread()));

function answer(asked: Asked, bytes: Uint8Array): Told {
  try {
    refuseOtherFiles(bytes);
    const text = clean(decodeText(bytes));
    const segments = parseCaptions(text);
    return asked === 'check' ? { checked: { text, cues: segments.length } } : { segments };
  } catch (error) {
    if (error instanceof CaptionsError) return { refused: error.reason, line: error.line };
    if (error instanceof UnknownEncoding) return { refused: error.message, line: null };
    throw error;
  }
}
