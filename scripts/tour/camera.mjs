/** Takes the stills of a state: in both themes, at three widths. */
/* global document, innerHeight, requestAnimationFrame -- within the page */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const THEMES = ['light', 'dark'];
/** Pixels: a telephone, a laptop, a large screen. `scale`: of what is kept. */
export const SIZES = [
  { width: 360, height: 740, scale: 1, touch: true },
  { width: 1440, height: 900, scale: 0.75, touch: false },
  { width: 2560, height: 1440, scale: 0.375, touch: false },
];
const QUALITY = 30;
/** How much of a page is taken where all of it is wanted. In pixels. */
const LONGEST = 4_000;
const PATIENCE_MS = 20_000;

export const fileOf = (name, { width }, theme) => `${name}-${width}-${theme}.webp`;

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{name: string, says: string, path?: string, show?: (page: Page) => Promise<unknown>, once?: boolean,
 *   leave?: (page: Page) => Promise<unknown>}} State
 *   `path` is opened at each width, and `show` brings the page into what the sentence speaks of; with `once` both happen only once,
 *   where a state cannot be had a second time; `leave` takes back what others should not see of it
 */

export class Camera {
  /** @type {State[]} all that there are, in their order */
  known = [];
  taken = 0;
  /** @type {string[]} why, of those that could not be taken */
  missed = [];

  constructor({ folder, only, whole, say }) {
    this.folder = folder;
    this.only = only;
    this.whole = whole;
    this.say = say;
    if (only === null) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  wants = ({ name }) => this.only === null || this.only.includes(name);

  /** One state after another. What goes wrong with one is told at the end. */
  async take(page, states) {
    page.setDefaultTimeout(PATIENCE_MS);
    this.known.push(...states);
    for (const state of states.filter(this.wants)) {
      try {
        await this.#takeOne(page, state);
        this.taken++;
        this.say(state.name);
      } catch (error) {
        this.missed.push(`${state.name} (${error.message})`);
      }
    }
  }

  async #takeOne(page, state) {
    let isThere = false;
    for (const size of SIZES) {
      const { width, height } = size;
      await page.setViewportSize({ width, height });
      await asTouched(page, size.touch);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      if (!(state.once && isThere)) await arrive(page, state);
      isThere = true;
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await inTime(settle(page), 'coming to rest');
        await this.#still(page, fileOf(state.name, size, theme), size);
      }
      await state.leave?.(page);
    }
  }

  async #still(page, file, { width, height, scale }) {
    const tall = this.whole ? await page.evaluate('document.documentElement.scrollHeight') : height;
    const { x, y } = await page.evaluate('({ x: scrollX, y: scrollY })');
    const clip = { x, y: this.whole ? 0 : y, width, height: Math.min(tall, LONGEST), scale };
    const session = await page.context().newCDPSession(page);
    const options = { format: 'webp', quality: QUALITY, clip, captureBeyondViewport: this.whole };
    const { data } = await inTime(session.send('Page.captureScreenshot', options), 'a still');
    await session.detach();
    writeFileSync(join(this.folder, file), Buffer.from(data, 'base64'));
  }
}

/** What one session has turned on, another cannot turn off. */
const sessions = new WeakMap();

/** A finger instead of a pointer. */
async function asTouched(page, enabled) {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled, maxTouchPoints: 5 });
}

async function arrive(page, { path, show }) {
  if (path !== undefined) {
    await page.goto(path, { waitUntil: 'load' });
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  }
  await show?.(page);
}

/** What Chromium may leave unanswered for ever. */
async function inTime(work, what) {
  const over = new AbortController();
  const late = wait(PATIENCE_MS, undefined, { signal: over.signal }).then(
    () => Promise.reject(new Error(`${what} takes longer than ${PATIENCE_MS / 1_000} s`)),
    () => undefined,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

/** Until fonts, pictures in view and the film are there, and what moves in has moved in. */
async function settle(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // Those that are not are not loaded, and never decoded.
    const isInView = (image) => {
      const { top, bottom, width } = image.getBoundingClientRect();
      return width > 0 && top < innerHeight && bottom > 0;
    };
    const inView = [...document.images].filter(isInView);
    await Promise.all(inView.map((image) => image.decode().catch(() => undefined)));
    const films = [...document.querySelectorAll('video')].filter((video) => video.readyState < 2 && !video.error);
    await Promise.all(films.map((film) => new Promise((resolve) => film.addEventListener('loadeddata', resolve))));
    const ends = ({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity;
    await Promise.all(
      document
        .getAnimations()
        .filter(ends)
        .map((animation) => animation.finished.catch(() => undefined)),
    );
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
