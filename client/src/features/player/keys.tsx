import { useEffect, useRef } from 'react';
import type { Chapter } from '../../../../src/contract/content.js';
import { Button } from '../../ui/button.js';
import { t } from '../../words/words.js';
import type { Playback } from './playback.js';
import { usePlayback } from './playback.js';

/** What keys do while nobody types. `key`: as browsers name it. */
interface PlayerKey {
  keys: readonly string[];
  /** As they are shown. */
  shown: string;
  /** The name of its words. */
  does:
    | 'toggle'
    | 'back5'
    | 'on5'
    | 'back10'
    | 'on10'
    | 'frameBack'
    | 'frameOn'
    | 'slower'
    | 'faster'
    | 'chapterBack'
    | 'chapterOn'
    | 'lineBack'
    | 'lineOn'
    | 'picture';
  /** Together with Shift, where the key itself does not say so. */
  shift?: true;
  run: (playback: Playback, known: Known) => void;
}

/** What can be jumped to. */
interface Known {
  chapters: readonly Chapter[];
  /** Where the lines of the transcript begin; asked for when somebody wants to go to one. */
  lines: () => Promise<readonly { startMs: number }[]>;
}

const STEP_MS = 5_000;
const JUMP_MS = 10_000;
/** Of a film with 25 frames a second; browsers do not tell how many there are. */
const FRAME_MS = 40;

export const PLAYER_KEYS: readonly PlayerKey[] = [
  {
    keys: [' ', 'k'],
    get shown() {
      return t('player.spaceOrK');
    },
    does: 'toggle',
    run: (playback) => playback.toggle(),
  },
  { keys: ['ArrowLeft'], shown: '←', does: 'back5', run: (playback) => playback.skip(-STEP_MS) },
  { keys: ['ArrowRight'], shown: '→', does: 'on5', run: (playback) => playback.skip(STEP_MS) },
  { keys: ['j'], shown: 'J', does: 'back10', run: (playback) => playback.skip(-JUMP_MS) },
  { keys: ['l'], shown: 'L', does: 'on10', run: (playback) => playback.skip(JUMP_MS) },
  { keys: [','], shown: ',', does: 'frameBack', run: (playback) => playback.skip(-FRAME_MS) },
  { keys: ['.'], shown: '.', does: 'frameOn', run: (playback) => playback.skip(FRAME_MS) },
  { keys: ['<'], shown: '<', does: 'slower', run: (playback) => playback.changeSpeed(-1) },
  { keys: ['>'], shown: '>', does: 'faster', run: (playback) => playback.changeSpeed(1) },
  {
    keys: ['J'],
    shown: 'Shift+J',
    does: 'chapterBack',
    run: (playback, { chapters }) => jump(playback, chapters, -1),
  },
  {
    keys: ['L'],
    shown: 'Shift+L',
    does: 'chapterOn',
    run: (playback, { chapters }) => jump(playback, chapters, 1),
  },
  {
    keys: ['ArrowLeft'],
    shift: true,
    shown: 'Shift+←',
    does: 'lineBack',
    run: (playback, { lines }) => toLine(playback, lines, -1),
  },
  {
    keys: ['ArrowRight'],
    shift: true,
    shown: 'Shift+→',
    does: 'lineOn',
    run: (playback, { lines }) => toLine(playback, lines, 1),
  },
  { keys: ['p'], shown: 'P', does: 'picture', run: (playback) => playback.pictureInPicture() },
];

/** Back goes to the beginning of where it is first, where that was left a while ago. */
function jump(playback: Playback, places: readonly { startMs: number }[], by: 1 | -1, whileMs = 2_000): void {
  const { timeMs } = playback.state.get();
  const next =
    by === 1
      ? places.find(({ startMs }) => startMs > timeMs)
      : places.findLast(({ startMs }) => startMs < timeMs - whileMs);
  playback.seek(next?.startMs ?? (by === 1 ? timeMs : 0));
}

function toLine(playback: Playback, lines: Known['lines'], by: 1 | -1): void {
  // Without the lines, as after a lost connection, it stays where it is.
  void lines().then((places) => places.length > 0 && jump(playback, places, by, 700));
}

const TYPING = 'input, textarea, select, [contenteditable="true"], [role="textbox"], dialog, audio, video';
/** What a press of the space bar works on. */
const PRESSED = 'button, a, summary, [role="button"]';

/** Whether a key is for the player: nobody types, and no control wants it. */
export function isForPlayer({ target, key, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || ctrlKey || metaKey || altKey || !(target instanceof Element)) return false;
  return target.closest(TYPING) === null && (key !== ' ' || target.closest(PRESSED) === null);
}

/** Letters are other letters with Shift; arrows are not. */
const keyOf = ({ key, shiftKey }: KeyboardEvent): PlayerKey | undefined =>
  PLAYER_KEYS.find(({ keys, shift = false }) => keys.includes(key) && (!key.startsWith('Arrow') || shift === shiftKey));

/** Keys work wherever the focus is on the page, as long as nobody types. */
export function usePlayerKeys(known: Known): void {
  const playback = usePlayback();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const found = isForPlayer(event) && keyOf(event);
      if (!found) return;
      event.preventDefault();
      found.run(playback, known);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [playback, known]);
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
        {t('player.keysButton')}
      </Button>
      <dialog ref={dialog} className="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">{t('player.keysTitle')}</h2>
        <dl>
          {PLAYER_KEYS.map(({ shown, does }) => (
            <div key={shown}>
              <dt>
                <kbd>{shown.replace('Shift', t('keys.shift'))}</kbd>
              </dt>
              <dd>{t(`player.keys.${does}`)}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <Button type="submit" autoFocus>
            {t('player.close')}
          </Button>
        </form>
      </dialog>
    </>
  );
}
