/** The position in the recording: shared by the player and by the lines, chapters and screenshots beside it. */
import { createContext, useContext } from 'react';
import type { Store } from '../../tiny-store.js';
import { createStore } from '../../tiny-store.js';

export interface PlaybackState {
  timeMs: number;
  playing: boolean;
  /** How fast it plays: 1 as it was recorded. */
  speed: number;
}

type Media = Pick<
  HTMLMediaElement,
  'currentTime' | 'paused' | 'playbackRate' | 'play' | 'pause' | 'addEventListener' | 'removeEventListener'
> &
  Partial<Pick<HTMLVideoElement, 'requestPictureInPicture'>>;

const MOVES = ['timeupdate', 'seeking', 'play', 'pause', 'ended', 'ratechange'] as const;
/** As fast as it can be set by key. */
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];

export class Playback {
  readonly state: Store<PlaybackState> = createStore<PlaybackState>({ timeMs: 0, playing: false, speed: 1 });
  private media: Media | null = null;

  /** Returns the function that detaches the element. The next element starts where the last one was. */
  attach(media: Media): () => void {
    this.media = media;
    const { timeMs, speed } = this.state.get();
    media.playbackRate = speed;
    if (timeMs > 0) media.currentTime = timeMs / 1_000;
    const read = (): void => {
      const timeMs = Math.round(media.currentTime * 1_000);
      this.state.set({ timeMs, playing: !media.paused, speed: media.playbackRate });
    };
    for (const move of MOVES) media.addEventListener(move, read);
    return () => {
      for (const move of MOVES) media.removeEventListener(move, read);
      if (this.media !== media) return;
      this.media = null;
      this.state.set({ ...this.state.get(), playing: false });
    };
  }

  /** Whether there is a player on the page. */
  get isThere(): boolean {
    return this.media !== null;
  }

  /** Without a player the position is kept all the same, and what is beside it shows it. */
  seek(timeMs: number): void {
    this.state.set({ ...this.state.get(), timeMs });
    if (this.media) this.media.currentTime = timeMs / 1_000;
  }

  /** From where it is, so many ms on, or back where they are negative. */
  skip(byMs: number): void {
    this.seek(Math.max(0, this.state.get().timeMs + byMs));
  }

  /** Plays from there. A browser may refuse to play before somebody has pressed anything. */
  playFrom(timeMs: number): void {
    this.seek(timeMs);
    this.play();
  }

  /** Plays or pauses. */
  toggle(): void {
    if (this.media?.paused === false) this.media.pause();
    else this.play();
  }

  /** One step faster, or slower where `by` is negative. */
  changeSpeed(by: 1 | -1): void {
    const { speed } = this.state.get();
    const at = SPEEDS.findIndex((one) => one >= speed);
    const next = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))] ?? 1;
    if (this.media) this.media.playbackRate = next;
    this.state.set({ ...this.state.get(), speed: next });
  }

  /** Over all windows, or back to its place. Browsers refuse it for sound, and before the recording is there. */
  pictureInPicture(): void {
    const done =
      document.pictureInPictureElement === null
        ? this.media?.requestPictureInPicture?.()
        : document.exitPictureInPicture();
    done?.catch((error: unknown) => console.warn(error));
  }

  private play(): void {
    // Refused, it stays paused, and its button shows so.
    this.media?.play().catch(() => this.state.set({ ...this.state.get(), playing: false }));
  }
}

export const PlaybackContext = createContext(new Playback());
export const usePlayback = (): Playback => useContext(PlaybackContext);
