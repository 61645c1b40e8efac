/** What models put around a draft although they were told not to: thoughts, a fence, remarks to the person who asked. */
import type { FindFaults, Finding } from './finding.js';
import { quoted, withoutCode } from './finding.js';

const TAGS = 'think|thinking|thought|thoughts|reasoning|analysis|scratchpad|reflection';
/** Also `[THINK]…[/THINK]`, and the channels of models that have several. */
const THOUGHTS = new RegExp(
  [
    `<(${TAGS})>[\\s\\S]*?(?:</\\1>|(?![\\s\\S]))\\s*`,
    `\\[THINK\\][\\s\\S]*?(?:\\[/THINK\\]|(?![\\s\\S]))\\s*`,
    `<\\|channel\\|>(?:analysis|commentary)[\\s\\S]*?(?=<\\|channel\\|>final|(?![\\s\\S]))`,
    `<\\|(?:channel\\|>final(?:<\\|message\\|>)?|[a-z_]{2,20}\\|>)\\s*`,
  ].join('|'),
  'gi',
);
/** The end of thoughts that began in the prompt, as some servers have it. */
const UNOPENED = new RegExp(`</(?:${TAGS})>\\s*`, 'gi');

/** `<think>…</think>` and the like. One that was never closed goes to the end, one that was never opened begins at the start. */
export const thoughts: FindFaults = (draft) => {
  const prose = withoutCode(draft);
  const says = 'Your thoughts stand in the draft. Leave them out.';
  const found = [...prose.matchAll(THOUGHTS)].map(({ 0: text, index }) => [index, index + text.length] as const);
  const inside = (at: number): boolean => found.some(([start, end]) => at >= start && at < end);
  const end = [...prose.matchAll(UNOPENED)].findLast(({ index }) => !inside(index));
  const places = end ? [[0, end.index + end[0].length] as const, ...found] : found;
  return places.map(([start, end]) => ({ start, end, instead: '', says }));
};

/** What models call a block with a whole draft in it; other names are those of code. */
const WHOLES = /^(?:|markdown|md|mdx|text|txt|plaintext|html|json)$/i;
const OPENS = /^(`{3,})([\w+-]*)[ \t]*$/;
const INTRODUCES = /:[ \t]*$/;

/** A code fence around the whole of a draft, with at most a line before and after it. */
export const fences: FindFaults = (draft) => {
  const lines = draft.split('\n');
  const filled = lines.flatMap((line, i) => (line.trim() === '' ? [] : [i]));
  const [first = -1, second = -1] = filled;
  const [last = -1, before = -1] = filled.toReversed();
  const from = INTRODUCES.test(lines[first] ?? '') ? second : first;
  const [, mark = '', name = ''] = OPENS.exec(lines[from]?.trimStart() ?? '') ?? [];
  const to = [last, before].find((i) => lines[i]?.trimEnd() === mark) ?? -1;
  if (mark === '' || to <= from || !WHOLES.test(name)) return [];
  const inside = lines.slice(from + 1, to);
  // Each block within it begins and ends.
  const within = inside.filter((line) => line.startsWith(mark)).length;
  if (within > 0 && (name === '' || within % 2 === 1)) return [];
  const says = 'A code fence stands around the whole. Leave it out.';
  return [{ start: 0, end: draft.length, instead: inside.join('\n'), says }];
};

/** The first words of remarks before a draft: “Sure! Here is the blog post:”. */
const BEFORE =
  /^(?:(?:sure|certainly|of course|absolutely|okay|ok|great|got it|happy to help)\b[^\n]{0,200}|(?:here(?:['’]s| is| are)|below is|this is|i(?:['’]ve| have) (?:written|drafted|prepared|created))\b[^\n]{0,160}\b(?:draft|post|article|newsletter|thread|description|version|blog|summary)\b[^\n]{0,80}[:.!]|(?:hier ist|hier sind|gerne|natürlich|selbstverständlich|voici|bien sûr|aquí (?:está|tienes)|claro|por supuesto|aqui está|claro que sim|com certeza)\b[^\n]{0,160}[:!]|(?:もちろん|承知|以下は|かしこまりました)[^\n]{0,80}[。:：！])\s*$/i;

/** Remarks behind it: “Let me know if you would like any changes!” */
const BEHIND =
  /^(?:\W*)(?:let me know\b|feel free to\b|i hope (?:this|that|it)\b|hope this helps|would you like me to|do you want me to|if you(?:['’]d| would) like\b[^\n]{0,80}\b(?:me to|changes|adjust|version)|i can (?:also )?(?:adjust|shorten|rewrite|expand|change)|this (?:draft|post|article|thread|version) (?:is|was|stays|keeps|follows|uses|contains|has been)\b|note(?: to (?:the )?(?:editor|author|user))?:\s*(?:i|this draft|the (?:transcript|draft))\b|\(?(?:word|character) count:|as requested\b|lass mich wissen|sag(?:en sie)? (?:mir )?bescheid|ich hoffe,? (?:das|dies)|n['’]hésite[zs]? pas|j['’]espère que|dime si|espero que (?:esto|te|le|isto)|avísame|házmelo saber|me avise|diga-me se|ご(?:確認|要望)|必要であれば|お知らせください)/i;

/** Instructions and placeholders that a draft must not show: “[Insert link here]”. */
const PLACEHOLDER =
  /\[(?:insert|add|your|link to|link here|placeholder|name of|company|tbd|todo|fill in|hier einfügen|insérer|insertar|inserir)\b[^\]\n]{0,80}\](?!\()/gi;

/** Remarks to the person who asked, before, behind and within the draft. */
export const remarks: FindFaults = (draft) => {
  const found: Finding[] = [];
  const paragraphs = [...draft.matchAll(/[^\n]+(?:\n(?![^\S\n]*\n)[^\n]+)*/g)];
  const first = paragraphs[0];
  if (first && paragraphs.length > 1 && BEFORE.test(first[0].trim()))
    found.push(remark(first.index, first[0], 'before'));
  for (let i = paragraphs.length - 1; i > 0; i--) {
    const last = paragraphs[i];
    if (!last) break;
    if (RULE.test(last[0])) continue;
    if (!BEHIND.test(last[0].trim())) break;
    const rule = paragraphs[i - 1];
    const from = rule && i > 1 && RULE.test(rule[0]) ? rule.index : last.index;
    found.push({ ...remark(last.index, last[0], 'behind'), start: from });
  }
  for (const { 0: text, index } of draft.matchAll(PLACEHOLDER)) {
    const says = `${quoted(text)} is a placeholder. Leave it out, with what only makes sense with it.`;
    found.push({ start: index, end: index + text.length, instead: '', says });
  }
  return found;
};

const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;

const remark = (start: number, text: string, where: string): Finding => ({
  start,
  end: start + text.length,
  instead: '',
  says: `A remark stands ${where} the draft: ${quoted(text)} Answer with the draft alone.`,
});
