/** The position in the recording: shared by the player and by the lines, chapters and screenshots beside it. */
import { createContext, useContext } from 'react';
import type { Store } from '../../tiny-store.js';
import { createStore } from '../../tiny-store.js';

export interface PlaybackState {
  timeMs: number;
  playing: boolean;
}

type Media = Pick<HTMLMediaElement, 'currentTime' | 'paused' | 'play' | 'addEventListener' | 'removeEventListener'>;

const MOVES = ['timeupdate', 'seeking', 'play', 'pause', 'ended'] as const;

export class Playback {
  readonly state: Store<PlaybackState> = createStore<PlaybackState>({ timeMs: 0, playing: false });
  private media: Media | null = null;

  /** Returns the function that detaches the element. The next element starts where the last one was. */
  attach(media: Media): () => void {
    this.media = media;
    const { timeMs } = this.state.get();
    if (timeMs > 0) media.currentTime = timeMs / 1_000;
    const read = (): void => {
      this.state.set({ timeMs: Math.round(media.currentTime * 1_000), playing: !media.paused });
    };
    for (const move of MOVES) media.addEventListener(move, read);
    return () => {
      for (const move of MOVES) media.removeEventListener(move, read);
      if (this.media !== media) return;
      this.media = null;
      this.state.set({ ...this.state.get(), playing: false });
    };
  }

  /** Without a player the position is kept all the same, and what is beside it shows it. */
  seek(timeMs: number): void {
    this.state.set({ ...this.state.get(), timeMs });
    if (this.media) this.media.currentTime = timeMs / 1_000;
  }
}

export const PlaybackContext = createContext(new Playback());
export const usePlayback = (): Playback => useContext(PlaybackContext);
