/**
 * (c) What a language model that sees says of pictures: kinds, text, code and alt texts with OCR beside it and without, what of an invention is
 * kept, and whether the calls are in the ledger as they were, within what was reserved, and as they were estimated. The stand-in knows each
 * picture by its bytes: whoever sends it another one is told that there is nothing on it.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { createWriter } from '../../dist/server/outside/language-model/openai-writer.js';
import { cost } from '../../dist/server/steps/slides/cost.js';
import { run } from '../../dist/server/steps/slides/run.js';
import { randomFrom } from './random.mjs';
import { mean } from './score.mjs';
import { filmed, linesRight, openStudio, share } from './slides.mjs';
import { scenes } from './slides-scenes.mjs';

const MODEL = 'gpt-5.4-mini';
/** OpenAI's guide to images and vision: patches of so many pixels, and how many tokens this model counts for each. */
const PATCH = { pixels: 32, most: 1_536, tokens: 1.62 };
/** In dollars for a million tokens. */
const PRICES = { in: 1, out: 6 };

const NOTHING = { kind: 'other', text: '', code: null, language: null, alt: 'An empty picture' };

/** `says`: the answer, made of a true one and that of another picture. `sign`: what tells that an invention was kept; `ocr`: it is read, too. */
const models = {
  'none: OCR alone': { says: null, ocr: true },
  'a careful one, beside OCR': { says: (truth) => truth, ocr: true },
  'a careful one, OCR=off': { says: (truth) => truth, ocr: false },
  'invents a line': {
    says: (truth) => ({ ...truth, text: `${truth.text}\nRevenue tripled within weeks in Norway` }),
    sign: /tripled within weeks/,
    ocr: true,
  },
  'invents code': {
    says: (truth) => ({ ...truth, code: 'dropEverything(production, forever);' }),
    sign: /dropEverything/,
    ocr: true,
  },
  'invents a figure in the alt text': {
    says: (truth) => ({ ...truth, alt: `${truth.alt}, seen by 98765 people` }),
    sign: /98765/,
    ocr: true,
  },
  'invents an alt text in words': {
    says: (truth) => ({ ...truth, alt: 'A herd of elephants crosses a frozen river' }),
    sign: /elephants/,
    ocr: true,
  },
  'tells of another picture': {
    says: (truth, other) => ({ ...other, alt: truth.alt, text: `${other.text}\nzebrafish` }),
    sign: /zebrafish/,
    ocr: true,
  },
  refuses: {
    says: () => ({ ...NOTHING, alt: "I'm sorry, but I can't help with that." }),
    sign: /I'm sorry/,
    ocr: true,
  },
  'is no model: answers without form': { says: () => 'It is a nice picture.', sign: /nice picture/, ocr: true },
};

export async function measure() {
  const studio = await openStudio();
  const folder = await mkdtemp(join(tmpdir(), 'devreel-quality-looks-'));
  try {
    const pictures = [];
    for (const [name, make] of Object.entries(scenes)) pictures.push(await picture(studio, folder, name, make));
    // What OCR reads of a picture is the same for all.
    const read = new Map();
    const rows = [];
    for (const [name, model] of Object.entries(models))
      rows.push([name, ...(await row({ studio, folder, read }, pictures, model))]);
    return [
      {
        title: 'Pictures that a model looks at',
        note: `${pictures.length} pictures, one of each kind; the alt texts that are the model's own, of all; pictures on which something invented was kept. Tokens as the ledger holds them, and as the stand-in has counted; the most that was reserved for a call, and the most that one took; cost at $${PRICES.in} and $${PRICES.out} for a million tokens.`,
        columns: [
          'model',
          'kind right',
          'recall',
          'precision',
          'lines of code right',
          'alt texts of the model',
          'inventions kept',
          'calls',
          'in the ledger',
          'tokens',
          'in the ledger',
          'reserved',
          'taken',
          'cost (ct)',
          'estimated',
          'off by %',
        ],
        rows,
      },
    ];
  } finally {
    await studio.close();
    await rm(folder, { recursive: true });
  }
}

async function picture({ ffmpeg, ...studio }, folder, name, make) {
  const scene = make(randomFrom(`${name} 1`));
  const slug = name.replaceAll(/\W+/g, '-');
  const jpeg = await filmed(studio, `look-${slug}`, scene);
  const seen = join(folder, `${slug}-seen.jpg`);
  await ffmpeg.toSee(jpeg, seen, new AbortController().signal);
  return { name, scene, jpeg, hash: hashOf(await readFile(seen)), truth: truthOf(scene, name) };
}

const truthOf = ({ kind, lines, code }, name) => ({
  kind,
  text: lines.join('\n'),
  code: code || kind === 'terminal' ? lines.join('\n') : null,
  language: lines.length > 0 ? 'en' : null,
  alt: lines.length > 0 ? `What is shown as “${name}”, such as “${lines[0]}”` : `What is shown as “${name}”`,
});

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function row({ studio, folder, read }, pictures, model) {
  const server = model.says ? await startSeeing(pictures, model.says) : null;
  const ledger = { asks: [], ends: [] };
  const outcome = await run(TASK, toolsFor({ studio, folder, read }, pictures, { model, server, ledger }));
  await server?.stop();
  const found = new Map(outcome.result.pictures.map((one) => [one.index, one]));
  const each = pictures.map((one, index) => ({ ...one, seen: found.get(index) ?? { ...NOTHING, alt: '' } }));
  const kept = ({ text, code, alt }) => model.sign?.test(`${text}\n${code ?? ''}\n${alt}`) === true;
  const around = ({ lines, around = [] }) => [...lines, ...around].join('\n');
  return [
    mean(each.map(({ scene, seen }) => Number(scene.kind === seen.kind))),
    mean(each.map(({ scene, seen }) => share(scene.lines, seen.text))),
    mean(each.map(({ scene, seen }) => share([seen.text], around(scene)))),
    mean(each.flatMap(({ scene, seen }) => (scene.code ? [linesRight(scene.lines, seen.code ?? '')] : []))),
    server ? mean(each.map(({ truth, seen }) => Number(truth.alt === seen.alt))) : '',
    each.filter(({ seen }) => kept(seen)).length,
    ...(server ? accounts(server.spent, ledger, pictures.length) : Array(9).fill('')),
  ];
}

function accounts(spent, { asks, ends }, count) {
  const sum = (list, name) => list.reduce((total, one) => total + (one[name] ?? 0), 0);
  const estimated = cost({ distinctScreenshots: count, durationMs: null, pictureless: false }, { seer: MODEL });
  const cents = (tokensIn, tokensOut) => (PRICES.in * tokensIn + PRICES.out * tokensOut) / 1e4;
  const took = cents(spent.tokensIn, spent.tokensOut);
  const expected = cents(sum(estimated, 'tokensIn'), sum(estimated, 'tokensOut'));
  return [
    spent.calls,
    ends.filter(({ outcome }) => outcome === 'answered').length,
    spent.tokensIn + spent.tokensOut,
    sum(ends, 'tokensIn') + sum(ends, 'tokensOut'),
    Math.max(...asks.map(({ maxTokensIn }) => maxTokensIn)),
    spent.most,
    took,
    expected,
    Math.round((expected / took - 1) * 100),
  ];
}

const TASK = {
  id: 't',
  projectId: 'p',
  key: 'slides',
  runId: 'r',
  instructions: null,
  attempt: 1,
  failures: 0,
  maxAttempts: 1,
};

function toolsFor({ studio, folder, read }, pictures, { model, server, ledger }) {
  const nothing = () => undefined;
  const answers = new Map();
  const writer = { baseUrl: server?.baseUrl, apiKey: '', model: MODEL };
  const kept = new Map();
  const calls = {
    begin: (ask) => {
      ledger.asks.push(ask);
      return Promise.resolve({ kind: 'go', settle: (end) => void ledger.ends.push(end) });
    },
    recall: (question) => Promise.resolve(kept.get(JSON.stringify(question)) ?? null),
    keep: (question, answer) => Promise.resolve(void kept.set(JSON.stringify(question), answer)),
  };
  return {
    given: {
      screenshots: pictures.map(({ jpeg }, index) => ({
        index,
        atMs: index * 3_000,
        sinceMs: index * 3_000,
        key: jpeg,
        width: 1280,
        height: 720,
        distinct: true,
      })),
      transcript: null,
      language: 'en',
    },
    ocr: model.ocr ? studio.ocr : null,
    seer: server ? createWriter({ writer, aiTimeoutMs: 60_000, aiConcurrency: 4 }) : null,
    part: async (name, input, work) => {
      const [key, memory] = [`${name} ${JSON.stringify(input)}`, name.startsWith('picture at') ? read : answers];
      if (!memory.has(key)) memory.set(key, await work(calls));
      return memory.get(key);
    },
    expectParts: nothing,
    progress: nothing,
    log: () => Promise.resolve(),
    signal: new AbortController().signal,
    scratch: folder,
    storage: { fetchTo: (key, to) => copyFile(key, to) },
    ffmpeg: studio.ffmpeg,
  };
}

/** A server that speaks OpenAI's API, and knows what is on the pictures that it is sent. */
async function startSeeing(pictures, says) {
  const spent = { calls: 0, tokensIn: 0, tokensOut: 0, most: 0 };
  const truths = new Map(pictures.map(({ hash, truth }, i) => [hash, [truth, pictures.at(i - 1).truth]]));
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { messages } = JSON.parse(Buffer.concat(chunks).toString());
    const parts = messages.flatMap(({ content }) =>
      typeof content === 'string' ? [{ type: 'text', text: content }] : content,
    );
    const images = parts.flatMap(({ type, image_url: image }) =>
      type === 'image_url' ? [Buffer.from(image.url.split(',')[1], 'base64')] : [],
    );
    const known = truths.get(hashOf(images[0] ?? Buffer.alloc(0)));
    const said = known ? says(...known) : NOTHING;
    const text = typeof said === 'string' ? said : JSON.stringify(said);
    const words = countTokens(parts.map(({ text: own = '' }) => own).join('\n')) + 8;
    const usage = {
      prompt_tokens: words + images.reduce((sum, jpeg) => sum + tokensOf(jpeg), 0),
      completion_tokens: countTokens(text),
    };
    spent.calls++;
    spent.tokensIn += usage.prompt_tokens;
    spent.tokensOut += usage.completion_tokens;
    spent.most = Math.max(spent.most, usage.prompt_tokens);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (value) => response.write(`data: ${JSON.stringify(value)}\n\n`);
    send({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] });
    send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    send({ choices: [], usage });
    response.end('data: [DONE]\n\n');
  };
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}/v1`,
    spent,
    stop: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

/** As the model counts a picture. */
function tokensOf(jpeg) {
  const { width, height } = sizeOf(jpeg);
  const patches = Math.ceil(width / PATCH.pixels) * Math.ceil(height / PATCH.pixels);
  return Math.ceil(Math.min(PATCH.most, patches) * PATCH.tokens);
}

/** Of its frame header: ITU-T T.81, B.2.2. */
function sizeOf(jpeg) {
  for (let at = 2; at < jpeg.length;) {
    const marker = jpeg[at + 1];
    if (marker >= 0xc0 && marker <= 0xc3)
      return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) };
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  throw new Error('What was sent is no JPEG.');
}
