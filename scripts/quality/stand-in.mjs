/**
 * A language model for the measures: a server that speaks OpenAI's API and writes carefully, from nothing but what it was sent. With a
 * misdeed it does what models do. It counts tokens as OpenAI's models do.
 */
import { createServer } from 'node:http';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** Of a stretch of the talk, so many lines become notes. */
const NOTED = 0.22;
/** As each type is asked for. In words. */
const LENGTHS = { blog: 1_000, newsletter: 375, twitter: 250, linkedin: 280, youtube: 200 };
const TITLE = { words: 4, characters: 40 };

/** `misdeed`: see misdeeds.mjs; null for a careful one. `spent`: what it has counted. */
export async function startStandIn(misdeed = null) {
  const spent = { calls: 0, tokensIn: 0, tokensOut: 0 };
  const server = createServer((request, response) => void answer(request, response, misdeed, spent));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}/v1`,
    spent,
    stop: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

async function answer(request, response, misdeed, spent) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { messages } = JSON.parse(Buffer.concat(chunks).toString());
  const sent = messages.map(({ content }) => content).join('\n');
  const read = misdeed?.reads?.(sent) ?? sent;
  const careful = written(read);
  const text = misdeed?.writes && isDraft(read) ? misdeed.writes(careful, read) : careful;
  const usage = { prompt_tokens: countTokens(read) + 8, completion_tokens: countTokens(text) };
  spent.calls++;
  spent.tokensIn += usage.prompt_tokens;
  spent.tokensOut += usage.completion_tokens;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  send({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] });
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  if (!misdeed?.silent) send({ choices: [], usage });
  response.end('data: [DONE]\n\n');
}

const isDraft = (read) => /Write this now:|Write the whole draft again/.test(read);

function written(read) {
  if (/^Answer with the one word/.test(read)) return 'read';
  const lines = [...read.matchAll(/^\[((?:\d+:)?\d+:\d{2})\] (.+)$/gm)].map(([, time, text]) => ({ time, text }));
  if (/You divide the talk|make one list/.test(read)) return chaptersOf(lines);
  const codes = [...read.matchAll(/^MARK (\w+)$/gm)].map(([, code]) => code);
  const marks = codes.length > 0 ? `Marks: ${codes.join(' ')}\n\n` : '';
  return marks + (isDraft(read) ? draftOf(read, lines) : notesOn(lines));
}

function chaptersOf(lines) {
  const step = Math.max(1, Math.floor(lines.length / 6));
  const chosen = lines.filter((_, i) => i % step === 0).slice(0, 6);
  const chapters = chosen.map(({ time, text }) => ({ start: time, title: titleOf(text) }));
  return JSON.stringify({ chapters });
}

function titleOf(text) {
  const words = text.split(/\s+/).slice(0, TITLE.words).join(' ');
  return [...words].slice(0, TITLE.characters).join('');
}

const notesOn = (lines) =>
  lines
    .filter((_, i) => Math.floor((i + 1) * NOTED) > Math.floor(i * NOTED))
    .map(({ time, text }) => `[${time}] FACT ${text}`)
    .join('\n');

const TYPES = {
  'A blog post': 'blog',
  'A newsletter': 'newsletter',
  'A thread': 'twitter',
  'A LinkedIn': 'linkedin',
  'The description': 'youtube',
};

function draftOf(read, lines) {
  const asked = /Write this now: (.*)/.exec(read)?.[1] ?? '';
  const type = Object.entries(TYPES).find(([begin]) => asked.startsWith(begin))?.[1] ?? 'blog';
  const list = /BEGIN chapters \w+\n([\s\S]*?)\nEND chapters/.exec(read)?.[1] ?? '';
  const chapters = [...list.matchAll(/^\[((?:\d+:)?\d+:\d{2})\] (.+)$/gm)].map(([, time, title]) => ({ time, title }));
  const talk = lines.filter(({ time, text }) => !chapters.some((one) => one.time === time && one.title === text));
  // Nothing is said twice.
  const said = new Set();
  const pieces = (chapters.length > 0 ? chapters : [{ time: '0:00', title: 'The talk' }]).map((chapter, i, all) => {
    const until = all[i + 1] ? seconds(all[i + 1].time) : Infinity;
    const inside = talk.filter(({ time }) => seconds(time) >= seconds(chapter.time) && seconds(time) < until);
    return { ...chapter, codes: [], texts: sentencesFor(inside, LENGTHS[type] / all.length, said) };
  });
  const title = /BEGIN title \w+\n([\s\S]*?)\nEND title/.exec(read)?.[1] ?? 'The talk';
  const codes = [...read.matchAll(/BEGIN code on a slide \w+\n\[([\d:]+)\]\n([\s\S]*?)\nEND code on a slide/g)];
  for (const [, time, code] of type === 'blog' ? codes : []) {
    const shown = pieces.findLast((piece) => seconds(piece.time) <= seconds(time)) ?? pieces[0];
    shown.codes.push(code);
  }
  return layouts[type](
    pieces.filter(({ texts }) => texts.length > 0),
    title,
  );
}

/** Sentences of these lines that were not used before, of so many words together. */
function sentencesFor(lines, words, said) {
  const texts = [];
  let left = words;
  for (const { text } of lines) {
    for (const { segment } of SENTENCES.segment(text.replace(/^FACT /, ''))) {
      const sentence = segment.trim();
      const key = sentence
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
      if (left <= 0 || said.has(key)) continue;
      said.add(key);
      texts.push(sentence);
      left -= [...WORDS.segment(sentence)].filter(({ isWordLike }) => isWordLike).length;
    }
  }
  return texts;
}

const SENTENCES = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

const link = (time) => `[${time}](#t=${seconds(time)})`;
const section = (mark) => (pieces, title) =>
  `# ${title}\n\n${pieces.map(({ title, time, texts, codes }) => [`${mark} ${title}`, `${link(time)} ${texts.join(' ')}`, ...codes.map(fenced)].join('\n\n')).join('\n\n')}\n`;
const fenced = (code) => `\`\`\`\n${code}\n\`\`\``;
const layouts = {
  blog: section('##'),
  newsletter: section('###'),
  twitter: (pieces) =>
    pieces
      .slice(0, 8)
      .map(({ time, texts }) => `${texts[0]} (${time})`)
      .join('\n\n---\n\n'),
  linkedin: (pieces) =>
    pieces
      .slice(0, 5)
      .map(({ texts }) => (/\p{Sentence_Terminal}$/u.test(texts[0]) ? texts[0] : `${texts[0]}.`))
      .join('\n\n'),
  youtube: (pieces) =>
    `${pieces.map(({ texts }) => texts.join(' ')).join(' ')}\n\nChapters\n${pieces.map(({ time, title }) => `${time} ${title}`).join('\n')}\n`,
};

const seconds = (time) => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
