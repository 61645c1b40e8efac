/**
 * Pictures with known words for `slides.mjs`: what a screen shows, as HTML, and the lines that are to be read on it. `kind`: what it is;
 * `code`: of these lines the indentation counts, too.
 */

const page = (body, style, { width = 1920, height = 1080 } = {}) => `<!doctype html><meta charset="utf-8"><style>
*{box-sizing:border-box}html,body{margin:0;width:${width}px;height:${height}px;overflow:hidden;font-family:"DejaVu Sans",Arial,sans-serif}
${style}</style>${body}`;

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const LIGHT =
  'body{background:#fff;color:#222;padding:90px 120px}h1{font-size:70px;margin:0 0 45px}li{font-size:40px;margin:24px 0}';
const DARK =
  'body{background:linear-gradient(135deg,#0b1d3a,#27324f);color:#f1f1f1;padding:90px 120px}h1{font-size:70px;margin:0 0 45px;color:#ffd166}li{font-size:40px;margin:24px 0}';
const MONO = 'font-family:"DejaVu Sans Mono",monospace;white-space:pre';

const ENGLISH = [
  'A hook runs before the commit is made',
  'Rebase rewrites the history of a branch',
  'Latency grows with the length of the queue',
  'The cache must never outlive its source',
  'Workers renew their lease each second',
  'Every index costs something at each write',
  'Measure first, then change one thing',
  'Tests that sleep will fail on Monday',
  'Backpressure keeps memory within bounds',
  'Requests without a deadline wait for ever',
  'Deploy small changes, several times a day',
  'An outage of 12 minutes cost 4,300 orders',
  'Version 2.7 removed the global lock',
  'Secrets do not belong into the repository',
];
const TITLES = [
  'Git hooks in practice',
  'Why queues fill up',
  'Caching without tears',
  'Anatomy of an outage',
  'Zero downtime migrations',
  'Observability on a budget',
];
const GERMAN = [
  'Größere Änderungen über Nacht prüfen',
  'Öffentliche Schlüssel gehören zum Gerät',
  'Rückgängig machen heißt nicht löschen',
  'Für jede Abhängigkeit ein Verantwortlicher',
  'Überwachung läuft auf eigenen Rechnern',
  'Zwölf Prüfungen dauern fünf Minuten',
];
const SPANISH = [
  'La configuración vive fuera del código',
  'Cada petición tiene un límite de tiempo',
  'El año pasado hubo tres caídas del servicio',
  'La revisión empieza por las pruebas más pequeñas',
  'Después de cada migración se mide otra vez',
  'Ningún diseño sobrevive al primer día',
];
const SCRIPT = [
  [
    'async function retry(work, times = 5) {',
    '  for (let n = 1; n <= times; n++) {',
    '    try {',
    '      return await work(n);',
    '    } catch (error) {',
    '      if (n === times) throw error;',
    '      await pause(100 * 2 ** n);',
    '    }',
    '  }',
    '}',
  ],
  [
    'export class Pool {',
    '  constructor(size) {',
    '    this.free = Array.from({ length: size }, connect);',
    '  }',
    '',
    '  async use(work) {',
    '    const client = this.free.pop();',
    '    if (!client) return this.wait(work);',
    '    return work(client);',
    '  }',
    '}',
  ],
];
const PYTHON = [
  [
    'def load(path, strict=True):',
    '    rows = []',
    '    with open(path) as file:',
    '        for line in file:',
    '            name, value = line.split("=")',
    '            if strict and not value:',
    '                raise ValueError(name)',
    '            rows.append((name, value))',
    '    return dict(rows)',
  ],
  [
    'class Worker(Thread):',
    '    def run(self):',
    '        while not self.stopped:',
    '            job = self.queue.get(timeout=1)',
    '            if job is None:',
    '                continue',
    '            self.handle(job)',
    '            self.queue.task_done()',
  ],
];
const TERMINAL = [
  [
    '$ git log --oneline -3',
    '4f2a9c1 Remove the global lock',
    'b81d0e7 Add a test for retries',
    '09c3e55 First version',
    '$ npm test',
    'Tests  42 passed (42)',
    'Duration  3.18s',
    '$ git push origin main',
    'To github.com:example/queue.git',
    '   4f2a9c1..b81d0e7  main -> main',
  ],
  [
    'anna@build:~/app$ docker ps',
    'CONTAINER ID   IMAGE        STATUS',
    '3e1f77a2b9c4   redis:7      Up 3 hours',
    '9a0c41d2e8f1   postgres:16  Up 3 hours',
    'anna@build:~/app$ curl -s localhost:3000/healthz',
    '{"status":"ok"}',
    'anna@build:~/app$ tail -2 app.log',
    'INFO ready on port 3000',
    'WARN queue length is 118',
  ],
];

const slide = (chance, sentences, style, { number = 5, size, beside = '' } = {}) => {
  const title = chance.pick(TITLES);
  const points = chance.shuffled(sentences).slice(0, number);
  const body = `<h1>${title}</h1><ul>${points.map((point) => `<li>${point}</li>`).join('')}</ul>${beside}`;
  return { html: page(body, style, size), lines: [title, ...points], kind: 'slide', size };
};

/** Keywords, strings and numbers in colours, as editors show them. */
const coloured = (line) =>
  escaped(line)
    .replace(/("[^"]*")/g, '<i style="color:#ce9178;font-style:normal">$1</i>')
    .replace(
      /\b(async|function|for|let|try|return|await|catch|if|throw|export|class|constructor|const|def|with|open|in|and|not|raise|while|is|continue|self|this)\b(?![^<]*>)/g,
      '<b style="color:#569cd6;font-weight:normal">$1</b>',
    );

const editor = (lines, style) => ({
  html: page(lines.map(coloured).join('\n'), `body{${MONO};${style}}`),
  lines: lines.filter(Boolean),
  kind: 'code',
  code: true,
});

/** A face before a wall, without a word. */
const FACE = (
  x,
  width,
  height,
) => `<svg viewBox="0 0 480 360" preserveAspectRatio="xMidYMid slice" width="${width}" height="${height}" style="position:absolute;right:${x}px;bottom:${x}px">
<defs><filter id="grain"><feTurbulence baseFrequency="0.7" numOctaves="3"/><feColorMatrix values="0 0 0 0 0.5 0 0 0 0 0.45 0 0 0 0 0.4 0.5 0 0 0 -0.1"/></filter>
<radialGradient id="skin"><stop offset="0" stop-color="#e8c39e"/><stop offset="1" stop-color="#b98a63"/></radialGradient></defs>
<rect width="480" height="360" fill="#7d6b5d"/><rect x="30" y="20" width="90" height="140" fill="#9a8878"/><rect x="370" y="60" width="80" height="200" fill="#59483b"/>
<ellipse cx="240" cy="390" rx="150" ry="140" fill="#2a4d69"/><ellipse cx="240" cy="150" rx="66" ry="88" fill="url(#skin)"/><ellipse cx="240" cy="84" rx="68" ry="36" fill="#3a2a1e"/>
<circle cx="216" cy="142" r="7" fill="#222"/><circle cx="264" cy="142" r="7" fill="#222"/><ellipse cx="240" cy="192" rx="24" ry="8" fill="#7a2e2e"/><rect width="480" height="360" filter="url(#grain)" opacity="0.35"/></svg>`;

const table = (chance) => {
  const rows = Array.from({ length: 14 }, (_, i) => [
    chance.pick(ENGLISH),
    `${(chance.next() * 90 + 5).toFixed(1)} ms`,
    `${Math.floor(chance.next() * 9_000) + 900}`,
    `run ${i + 1}`,
  ]);
  const title = chance.pick(TITLES);
  const note = 'Source: own measurements on two cores, median of 40 runs';
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('');
  const style =
    'body{background:#fafafa;color:#333;padding:60px 90px}h1{font-size:44px;margin:0 0 24px}td{font-size:21px;padding:10px 60px 10px 0}p{font-size:17px;color:#666}';
  return {
    html: page(`<h1>${title}</h1><table>${cells}</table><p>${note}</p>`, style),
    lines: [title, ...rows.map((row) => row.join(' ')), note],
    kind: 'slide',
  };
};

const columns = (chance) => {
  const title = chance.pick(TITLES);
  const points = chance.shuffled(ENGLISH).slice(0, 6);
  const list = (part) =>
    `<div><h2>${part[0]}</h2><ul>${part[1].map((point) => `<li>${point}</li>`).join('')}</ul></div>`;
  const parts = [
    ['Before', points.slice(0, 3)],
    ['Afterwards', points.slice(3)],
  ];
  const style = `${LIGHT}section{display:flex;gap:120px}div{width:780px}h2{font-size:46px}li{font-size:34px}`;
  return {
    html: page(`<h1>${title}</h1><section>${parts.map(list).join('')}</section>`, style),
    lines: [title, ...parts.flatMap(([head, list]) => [head, ...list])],
    kind: 'slide',
  };
};

/** An editor as it is: files at the left, numbers before the lines, a bar at the foot. What is to be read is the code. */
const workbench = (chance) => {
  const lines = chance.pick(SCRIPT);
  const code = lines
    .map((line, i) => `<i style="color:#858585;font-style:normal">${String(i + 1).padStart(3)}</i>  ${coloured(line)}`)
    .join('\n');
  const files = ['src', '  pool.js', '  retry.js', '  queue.js', 'test', '  pool.test.js', 'package.json'];
  const style = `body{background:#1e1e1e;color:#d4d4d4}aside{position:absolute;width:320px;height:1080px;background:#252526;padding:60px 20px;${MONO};font-size:21px;line-height:34px}pre{position:absolute;left:340px;top:60px;margin:0;${MONO};font-size:24px;line-height:38px}footer{position:absolute;bottom:0;width:1920px;background:#007acc;font-size:18px;padding:6px 20px}`;
  return {
    html: page(
      `<aside>${files.join('\n')}</aside><pre>${code}</pre><footer>main Ln 4, Col 12 UTF-8 JavaScript</footer>`,
      style,
    ),
    lines: lines.filter(Boolean),
    around: [...files, 'main Ln 4, Col 12 UTF-8 JavaScript', ...lines.map((_, i) => String(i + 1))],
    kind: 'code',
    code: true,
  };
};

/** Pale words, and words over a picture. */
const PALE =
  'body{background:#f4f4f2;color:#9a9a9a;padding:90px 120px}h1{font-size:64px;margin:0 0 45px;color:#7fa7c9}li{font-size:34px;margin:22px 0}';
const OVER_PICTURE =
  'body{background:repeating-radial-gradient(circle at 30% 40%,#24506b 0 40px,#3b2a52 60px 90px,#1d3b34 120px);color:#fff;padding:90px 120px}h1{font-size:72px;margin:0 0 45px}li{font-size:44px;margin:24px 0}';

const HALF = { width: 1280, height: 720 };
const small = (style) => style.replaceAll(/(\d+)px/g, (_, px) => `${Math.round((px * 2) / 3)}px`);

/** Of a kind: `crf` of the film that it is a picture of. */
export const scenes = {
  'light slide': (chance) => slide(chance, ENGLISH, LIGHT),
  'dark slide': (chance) => slide(chance, ENGLISH, DARK),
  'slide with two columns': columns,
  'slide beside a head': (chance) => slide(chance, ENGLISH, LIGHT, { number: 4, beside: FACE(20, 400, 300) }),
  'code, light': (chance) =>
    editor(chance.pick(SCRIPT), 'background:#fff;color:#1b1b1b;padding:60px 90px;font-size:34px;line-height:52px'),
  'code, dark': (chance) =>
    editor(chance.pick(PYTHON), 'background:#1e1e1e;color:#d4d4d4;padding:50px 70px;font-size:30px;line-height:45px'),
  terminal: (chance) => {
    const lines = chance.pick(TERMINAL);
    const style = `body{${MONO};background:#000;color:#d0d0d0;padding:30px;font-size:26px;line-height:38px}`;
    return { html: page(lines.map(escaped).join('\n'), style), lines, kind: 'terminal' };
  },
  'small print': table,
  '720p, compressed': (chance) => ({ ...slide(chance, ENGLISH, small(LIGHT), { size: HALF, number: 6 }), crf: 32 }),
  'dark 720p, compressed': (chance) => ({ ...slide(chance, ENGLISH, small(DARK), { size: HALF, number: 6 }), crf: 32 }),
  '1080p, compressed': (chance) => ({ ...table(chance), crf: 32 }),
  'small print, 720p': (chance) => {
    const { html, ...rest } = table(chance);
    return {
      ...rest,
      html: html.replaceAll(/(\d+)px/g, (_, px) => `${Math.round((px * 2) / 3)}px`),
      size: HALF,
      crf: 28,
    };
  },
  '360p': (chance) => {
    const third = LIGHT.replaceAll(/(\d+)px/g, (_, px) => `${Math.round(px / 3)}px`);
    return { ...slide(chance, ENGLISH, third, { size: { width: 640, height: 360 } }), crf: 28 };
  },
  'an editor with its files': workbench,
  'pale words': (chance) => slide(chance, ENGLISH, PALE),
  'words over a picture': (chance) => slide(chance, ENGLISH, OVER_PICTURE),
  German: (chance) => slide(chance, GERMAN, LIGHT),
  Spanish: (chance) => slide(chance, SPANISH, DARK),
  'a talking head': () => ({ html: page(FACE(0, 1920, 1080), 'body{background:#7d6b5d}'), lines: [], kind: 'person' }),
};
