/** Reads a caption file, in the thread of a sandbox. */
import { clean } from '../../contract/text.js';
import { decodeText, UnknownEncoding } from '../../outside/encodings/decode-text.js';
import { answerFromThread, givenToThread, inputOfThread } from '../../outside/sandbox/thread.js';
import { parseCaptions } from './captions.js';
import { CaptionsError } from './cue.js';
import { refuseOtherFiles } from './other-files.js';
import type { Asked, Told } from './reader.js';

const DECLARATION_BYTES = 200;

answerFromThread(await answer(givenToThread() as Asked, inputOfThread()));

async function answer(asked: Asked, bytes: Uint8Array): Promise<Told> {
  try {
    refuseOtherFiles(bytes);
    const text = clean(await decodeText(bytes, declaredIn(bytes)));
    const segments = parseCaptions(text);
    return asked === 'check' ? { checked: { text, cues: segments.length } } : { segments };
  } catch (error) {
    if (error instanceof CaptionsError) return { refused: error.reason, line: error.line };
    if (error instanceof UnknownEncoding) return { refused: error.message, line: null };
    throw error;
  }
}

/** What XML says of itself, as TTML does. Programs lie about it, so that it is only one of those that are tried. */
function declaredIn(bytes: Uint8Array): string | undefined {
  const beginning = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  return /^\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w.:-]+)/.exec(beginning)?.[1];
}
