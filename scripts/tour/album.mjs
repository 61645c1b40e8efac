/** All stills on one page, a sentence with each. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIZES, THEMES, fileOf } from './camera.mjs';

const [, LAPTOP] = SIZES;
const HEIGHT = 150;

/** @param {{name: string, says: string}[]} all in the order in which they are shown; those without stills are left out */
export function writeAlbum(folder, all) {
  const states = all.filter(({ name }) => existsSync(join(folder, fileOf(name, LAPTOP, 'light'))));
  const head =
    '# A tour\n\nMade by `npm run tour`, from the sample talk: every page and state, on a telephone (360 pixels wide), a laptop (1,440,\nshown at three quarters of its size) and a large screen (2,560, at three eighths), light and dark.\n';
  const list = states.map(({ name, says }) => `- [${says}](#${name})`).join('\n');
  writeFileSync(join(folder, 'README.md'), `${head}\n${list}\n\n${states.map(pictures).join('\n')}`);
}

function pictures({ name, says }) {
  const first = fileOf(name, LAPTOP, 'light');
  const others = SIZES.flatMap((size) => THEMES.map((theme) => fileOf(name, size, theme))).filter(
    (file) => file !== first,
  );
  const small = others.map((file) => `<a href="${file}"><img src="${file}" alt="" height="${HEIGHT}"></a>`);
  return `<a id="${name}"></a>\n\n## ${says}\n\n![${says}](${first})\n\n${small.join('\n')}\n`;
}
