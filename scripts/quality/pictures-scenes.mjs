/**
 * Recordings with known truth for `pictures.mjs`: what a screen shows, as HTML for each moment, and what moves on top of it.
 * A state is what a person would call a picture of its own: it is to be found once while it is there.
 */

const page = (body, style = '') => `<!doctype html><meta charset="utf-8"><style>
*{box-sizing:border-box}html,body{margin:0;width:1280px;height:720px;overflow:hidden;font-family:"DejaVu Sans",Arial,sans-serif}
${style}</style>${body}`;

const WHITE =
  'body{background:#fff;color:#222;padding:60px 80px}h1{font-size:46px;margin:0 0 30px}li{font-size:27px;margin:16px 0}p{font-size:24px}';
const DARK =
  'body{background:#14213d;color:#f1f1f1;padding:60px 80px}h1{font-size:46px;margin:0 0 30px}li{font-size:27px;margin:16px 0}';
const CODE =
  'body{background:#1e1e1e;color:#d4d4d4;padding:20px;font:19px/27px "DejaVu Sans Mono",monospace;white-space:pre}';

const WORDS =
  'cache index query token socket worker queue commit branch merge deploy cluster replica shard schema column lease fence event stream buffer batch retry timeout signal header cookie session scope closure promise thread mutex heap stack frame pixel layout margin router render state props effect hook test mock fixture'.split(
    ' ',
  );

const pick = (random, list) => list[Math.floor(random() * list.length)];
const phrase = (random, n) => Array.from({ length: n }, () => pick(random, WORDS)).join(' ');
const title = (random) => `The ${pick(random, WORDS)} and its ${pick(random, WORDS)}`;
const slide = (random, style, n = 5) =>
  page(
    `<h1>${title(random)}</h1><ul>${Array.from({ length: n }, () => `<li>${phrase(random, 6)}</li>`).join('')}</ul>`,
    style,
  );

/** Of a moment: `html`, `seconds`, and `state`, the number of the state that it belongs to; none for what only leads to one. */
const still = (html, seconds, state) => ({ html, seconds, state });

function slides(random, style, number, seconds = 12) {
  return Array.from({ length: number }, (_, i) => still(slide(random, style), seconds + Math.floor(random() * 9), i));
}

function bullets(random, style) {
  const moments = [];
  for (let s = 0; s < 5; s++) {
    const heading = title(random);
    const points = Array.from({ length: 3 + Math.floor(random() * 3) }, () => phrase(random, 6));
    for (let n = 1; n <= points.length; n++) {
      const list = points
        .slice(0, n)
        .map((point) => `<li>${point}</li>`)
        .join('');
      moments.push(
        still(
          page(`<h1>${heading}</h1><ul>${list}</ul>`, style),
          5 + Math.floor(random() * 9),
          n === points.length ? s : undefined,
        ),
      );
    }
  }
  return moments;
}

function codeLine(random) {
  const indent = '  '.repeat(Math.floor(random() * 3));
  return `${indent}const ${pick(random, WORDS)} = ${pick(random, WORDS)}.${pick(random, WORDS)}(${pick(random, WORDS)}, ${Math.floor(random() * 90)});`;
}

/** Typed into the middle of a file; each time it rests, that is a state. */
function editor(random) {
  const moments = [];
  let lines = Array.from({ length: 14 }, () => codeLine(random));
  for (let s = 0; s < 7; s++) {
    if (s === 4) lines = Array.from({ length: 12 }, () => codeLine(random));
    const at = 2 + Math.floor(random() * 8);
    const written = Array.from({ length: 2 + Math.floor(random() * 3) }, () => codeLine(random)).join('\n');
    for (let n = 4; n < written.length; n += 6 + Math.floor(random() * 6)) {
      const now = [...lines.slice(0, at), ...written.slice(0, n).split('\n')];
      now[now.length - 1] += '▏';
      moments.push(still(page([...now, ...lines.slice(at)].join('\n').replaceAll('<', '&lt;'), CODE), 0.8));
    }
    lines = [...lines.slice(0, at), ...written.split('\n'), ...lines.slice(at)].slice(0, 25);
    moments.push(still(page(lines.join('\n'), CODE), 9 + Math.floor(random() * 12), s));
  }
  return moments;
}

function terminal(random) {
  const moments = [];
  let lines = [];
  for (let s = 0; s < 12; s++) {
    const command = `$ ${phrase(random, 3)}`;
    for (let n = 3; n <= command.length; n += 5) {
      moments.push({ ...still(page([...lines, command.slice(0, n)].slice(-24).join('\n'), CODE), 0.4), typing: true });
    }
    lines.push(command);
    for (let n = 3 + Math.floor(random() * 8); n > 0; n--) {
      lines.push(`  ${phrase(random, 7)}`);
      moments.push(still(page(lines.slice(-24).join('\n'), CODE), 0.3));
    }
    lines.push('$ ');
    moments.push({
      ...still(page(lines.slice(-24).join('\n'), CODE), 8 + Math.floor(random() * 10), s),
      lines: lines.length,
    });
    lines.pop();
  }
  // What is only added to is shown whole by the next.
  const rests = moments.filter((moment) => moment.lines !== undefined);
  for (const [i, rest] of rests.entries()) {
    if ((rests[i + 1]?.lines ?? Infinity) <= 24) delete rest.state;
    // The next command is typed below.
    else for (let m = moments.indexOf(rest) + 1; moments[m]?.typing; m++) moments[m].state = rest.state;
  }
  return moments;
}

function oneLine(random, style) {
  const heading = title(random);
  const points = Array.from({ length: 5 }, () => phrase(random, 6));
  return Array.from({ length: 10 }, (_, s) => {
    points[Math.floor(random() * 5)] = phrase(random, 6);
    return still(
      page(`<h1>${heading}</h1><ul>${points.map((point) => `<li>${point}</li>`).join('')}</ul>`, style),
      9 + Math.floor(random() * 9),
      s,
    );
  });
}

/** Back and forth between the speaker, who fills the picture, and slides. */
function cuts(random) {
  const moments = [];
  const speaker = page('', 'body{background:linear-gradient(#5a4a42,#2c2522)}');
  for (let s = 0; s < 6; s++) {
    moments.push(still(speaker, 8 + Math.floor(random() * 8), 100));
    moments.push(still(slide(random, WHITE), 9 + Math.floor(random() * 9), s));
  }
  return moments.map((moment) => ({ ...moment, speaker: moment.state === 100 }));
}

/** A kind: what moves over it (`head`, `video`, `cursor`, `speaker`), `fade` in seconds, `crf`. */
export const scenes = {
  'slides beside a talking head': (random) => ({ moments: slides(random, WHITE, 12), over: 'head' }),
  'dark slides beside a head': (random) => ({ moments: slides(random, DARK, 12), over: 'head' }),
  'an editor typed in': (random) => ({ moments: editor(random) }),
  'an editor beside a head': (random) => ({ moments: editor(random), over: 'head' }),
  'a terminal': (random) => ({ moments: terminal(random) }),
  'cross-fades': (random) => ({ moments: slides(random, WHITE, 12, 9), fade: 1 }),
  'slow cross-fades': (random) => ({ moments: slides(random, DARK, 10, 12), fade: 4 }),
  'a video within a slide': (random) => ({ moments: slides(random, WHITE, 10), over: 'video' }),
  'one line changed': (random) => ({ moments: oneLine(random, WHITE) }),
  'one line changed beside a head': (random) => ({ moments: oneLine(random, DARK), over: 'head' }),
  'bullets that build up': (random) => ({ moments: bullets(random, WHITE) }),
  'bullets beside a head': (random) => ({ moments: bullets(random, DARK), over: 'head' }),
  'a pointer that moves': (random) => ({ moments: slides(random, WHITE, 10), over: 'cursor' }),
  'strongly compressed': (random) => ({ moments: slides(random, WHITE, 12), over: 'head', crf: 40 }),
  'speaker and slides by turns': (random) => ({ moments: cuts(random), over: 'speaker' }),
};
