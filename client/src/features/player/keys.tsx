import { useEffect, useRef } from 'react';
import type { Chapter } from '../../../../src/contract/content.js';
import { Button } from '../../ui/button.js';
import type { Playback } from './playback.js';
import { usePlayback } from './playback.js';

/** What keys do while nobody types. `key`: as browsers name it. */
interface PlayerKey {
  keys: readonly string[];
  /** As they are shown. */
  shown: string;
  does: string;
  run: (playback: Playback, chapters: readonly Chapter[]) => void;
}

const STEP_MS = 5_000;
const JUMP_MS = 10_000;
/** Of a film with 25 frames a second; browsers do not tell how many there are. */
const FRAME_MS = 40;

export const PLAYER_KEYS: readonly PlayerKey[] = [
  { keys: [' ', 'k'], shown: 'Space or K', does: 'Play or pause', run: (playback) => playback.toggle() },
  { keys: ['ArrowLeft'], shown: '←', does: '5 seconds back', run: (playback) => playback.skip(-STEP_MS) },
  { keys: ['ArrowRight'], shown: '→', does: '5 seconds on', run: (playback) => playback.skip(STEP_MS) },
  { keys: ['j'], shown: 'J', does: '10 seconds back', run: (playback) => playback.skip(-JUMP_MS) },
  { keys: ['l'], shown: 'L', does: '10 seconds on', run: (playback) => playback.skip(JUMP_MS) },
  { keys: [','], shown: ',', does: 'One frame back', run: (playback) => playback.skip(-FRAME_MS) },
  { keys: ['.'], shown: '.', does: 'One frame on', run: (playback) => playback.skip(FRAME_MS) },
  { keys: ['<'], shown: '<', does: 'Slower', run: (playback) => playback.changeSpeed(-1) },
  { keys: ['>'], shown: '>', does: 'Faster', run: (playback) => playback.changeSpeed(1) },
  { keys: ['J'], shown: 'Shift+J', does: 'The chapter before', run: (playback, all) => toChapter(playback, all, -1) },
  { keys: ['L'], shown: 'Shift+L', does: 'The next chapter', run: (playback, all) => toChapter(playback, all, 1) },
];

/** Back goes to the beginning of the chapter first, where it was left more than 2 s ago. */
function toChapter(playback: Playback, chapters: readonly Chapter[], by: 1 | -1): void {
  const { timeMs } = playback.state.get();
  const next =
    by === 1
      ? chapters.find(({ startMs }) => startMs > timeMs)
      : chapters.findLast(({ startMs }) => startMs < timeMs - 2_000);
  playback.seek(next?.startMs ?? (by === 1 ? timeMs : 0));
}

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="textbox"], dialog, audio, video';
/** What a press of the space bar works on. */
const PRESSED = 'button, a, summary, [role="button"]';

/** Whether a key is for the player: nobody types, and no control wants it. */
export function isForPlayer({ target, key, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || ctrlKey || metaKey || altKey || !(target instanceof Element)) return false;
  return target.closest(TYPING) === null && (key !== ' ' || target.closest(PRESSED) === null);
}

/** Keys work wherever the focus is on the page, as long as nobody types. */
export function usePlayerKeys(chapters: readonly Chapter[]): void {
  const playback = usePlayback();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const found = isForPlayer(event) && PLAYER_KEYS.find(({ keys }) => keys.includes(event.key));
      if (!found) return;
      event.preventDefault();
      found.run(playback, chapters);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [playback, chapters]);
}

/** The list of keys; `?` opens it, too. */
export function KeysButton() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === '?' && isForPlayer(event)) dialog.current?.showModal();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button small look="quiet" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
        Keys
      </Button>
      <dialog ref={dialog} className="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">Keys of the player</h2>
        <dl>
          {PLAYER_KEYS.map(({ shown, does }) => (
            <div key={shown}>
              <dt>
                <kbd>{shown}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <Button type="submit" autoFocus>
            Close
          </Button>
        </form>
      </dialog>
    </>
  );
}
