/** Recordings of slides, drawn by a real browser. */
import { join } from 'node:path';
import type { Studio } from './media.js';
import { launchChromium } from './chromium.js';

const SIZE = { width: 1280, height: 720 };

export const slideOf = (title: string, points: string[]): string =>
  `<body style="margin:60px 90px;font:28px DejaVu Sans,Arial,sans-serif;background:#fff;color:#222"><h1 style="font-size:52px">${title}</h1><ul>${points
    .map((point) => `<li style="margin:18px 0">${point}</li>`)
    .join('')}</ul>`;

export const editorOf = (lines: string[]): string =>
  `<body style="margin:40px 60px;background:#1e1e1e;color:#d4d4d4"><pre style="font:28px/42px DejaVu Sans Mono,monospace">${lines
    .join('\n')
    .replaceAll('<', '&lt;')}</pre>`;

/** The path of a video that shows each page for so many seconds. */
export async function filmOf(studio: Studio, name: string, pages: string[], secondsEach = 6): Promise<string> {
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage({ viewport: SIZE });
    for (const [i, html] of pages.entries()) {
      await tab.setContent(html);
      await studio.write(`${name}-${i}.png`, await tab.screenshot());
    }
  } finally {
    await browser.close();
  }
  const inputs = pages.flatMap((_, i) => {
    const png = join(studio.folder, `${name}-${i}.png`);
    return ['-loop', '1', '-framerate', '2', '-t', String(secondsEach), '-i', png];
  });
  const joined = `concat=n=${pages.length}:v=1:a=0,format=yuv420p`;
  return studio.make(`${name}.mp4`, [...inputs, '-filter_complex', joined, '-c:v', 'libx264', '-preset', 'ultrafast']);
}
