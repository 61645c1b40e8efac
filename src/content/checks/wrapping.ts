/** What models put around a draft although they were told not to: thoughts, a fence, remarks to the person who asked. */
import type { FindFaults, Finding } from './finding.js';
import { materialText, quoted, withoutCode } from './finding.js';

const TAGS = 'think|thinking|thought|thoughts|reasoning|analysis|scratchpad|reflection';
/**
 * Also `[THINK]…[/THINK]`, and the channels of models that have several. They begin a line: within one a mark is spoken of, as in a talk about
 * such models.
 */
const THOUGHTS = new RegExp(
  [
    `^[ \\t]*<(${TAGS})>[\\s\\S]*?(?:</\\1>|(?![\\s\\S]))\\s*`,
    `^[ \\t]*\\[THINK\\][\\s\\S]*?(?:\\[/THINK\\]|(?![\\s\\S]))\\s*`,
    `<\\|channel\\|>(?:analysis|commentary)[\\s\\S]*?(?=<\\|channel\\|>final|(?![\\s\\S]))`,
    `<\\|(?:channel\\|>final(?:<\\|message\\|>)?|[a-z_]{2,20}\\|>)\\s*`,
  ].join('|'),
  'gim',
);
/** The end of thoughts that began in the prompt, as some servers have it: alone on its line, or with the draft's title behind it. */
const UNOPENED = new RegExp(
  `</(?:${TAGS})>(?:[ \\t]*(?:(?=#)|\\n\\s*\\n)\\s*|(?<=^[ \\t]*</\\w{1,12}>)[ \\t]*$\\s*)`,
  'gim',
);

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

/** What people call a draft, in the languages that models remark in. */
const DRAFT =
  '(?:(?:blog ?|linkedin ?|x ?|twitter ?)?(?:draft|post|article|newsletter|thread|description|version)|blog|write-up|entwurf|(?:blog-?)?beitrag|artikel|beschreibung|brouillon|article|billet|borrador|artículo|descripción|rascunho|artigo|descrição)';
/** They agree to what was asked. */
const AGREES =
  '(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|got it|happy to help|gerne|natürlich|selbstverständlich|klar|voici|bien sûr|claro(?: que sim)?|por supuesto|com certeza|もちろんです|承知(?:いた)?しました|かしこまりました)';
const HANDS_OVER = `(?:here(?:['’]s| is| are)|below is|i(?:['’]ve| have|['’]ll| will) (?:just )?(?:write|written|draft|drafted|prepared?|created?)|hier (?:ist|sind|kommt)|ich habe|voici|j['’]ai|aquí (?:está|tienes|va)|aqui está|segue|以下)`;

/**
 * The first words of remarks before a draft: “Sure! Here is the blog post:”. A post that begins with “Great teams …”, or “Here’s what I learned. A
 * thread:” is none.
 */
const BEFORE = new RegExp(
  [
    `^${AGREES}[\\s,.!。！–—-]*$`,
    `^${AGREES}[,.!。！–—-][^\\n]{0,200}(?:${HANDS_OVER}|\\b${DRAFT}\\b)[^\\n]{0,160}[.:!。：！]$`,
    `^${AGREES}[,.!]? ?${HANDS_OVER}[^\\n]{0,200}[.:!]$`,
    `^${HANDS_OVER} (?:(?:the|a|an|your|my|der|die|das|dein|deine|ihr|ihre|ein|eine|einen|el|la|un|una|tu|su|le|l['’]|votre|une|o|um|uma|seu) ?)(?:[\\w-]+ ){0,3}${DRAFT}\\b[^\\n]{0,120}[.:!]$`,
    `^以下は[^\\n]{0,80}[。:：]$`,
  ].join('|'),
  'i',
);

const CHANGES =
  '(?:chang|adjust|revis|edit|tweak|version|shorten|rewrit|differen|draft|works? for you|need(?:s|ed)? anything|anything else|ander|änder|anpass|passt|modifi|ajust|cambi|alter|mudan)';
/** Remarks behind it: “Let me know if you would like any changes!” What asks the readers is none. */
const BEHIND = new RegExp(
  [
    `^\\W*(?:let me know|feel free to|please (?:let me know|feel free to)|if you(?:['’]d| would) like|lass(?:en sie)? (?:es )?mich wissen|sag(?:en sie)? (?:mir )?(?:gerne )?bescheid|n['’]hésite[zs]? pas|dime si|avísame|házmelo saber|me avise|diga-me se)\\b[^\\n]{0,160}\\b${CHANGES}`,
    `^\\W*(?:(?:i )?hope (?:this|that|it) helps|i hope (?:this|the) (?:${DRAFT}|works|meets|fits|is what)|ich hoffe,? (?:das|dies|der entwurf) (?:hilft|passt|gefällt|entspricht)|j['’]espère que (?:cela|ça|ce (?:brouillon|texte))|espero que (?:esto|te|le|isto) (?:sirva|ayude|guste|ajude|funcione))\\b[^\\n]{0,160}$`,
    `^\\W*(?:would you like me to|do you want me to|i can (?:also )?(?:adjust|shorten|rewrite|expand|change)|note(?: to (?:the )?(?:editor|author|user))?:\\s*(?:i|this draft|the (?:transcript|draft))\\b|\\(?(?:word|character) count:|as requested\\b|this (?:draft|version) (?:is|was|stays|keeps|follows|uses|contains|has been)\\b|this (?:post|article|thread|newsletter) (?:stays|keeps|follows|uses|is|was)\\b[^\\n]{0,80}\\b(?:words|characters|limit|transcript|instructions|requested|format|tone|guidelines)\\b)`,
    `^\\W*(?:ご(?:確認|要望)|必要であれば|お知らせください)`,
  ].join('|'),
  'i',
);

/** Instructions and placeholders that a draft must not show: “[Insert link here]”. */
const PLACEHOLDER =
  /\[(?:insert|add|your|link to|link here|placeholder|name of|company|tbd|todo|fill in|hier einfügen|insérer|insertar|inserir)\b[^\]\n]{0,80}\](?!\()/gi;

/** Remarks to the person who asked, before, behind and within the draft. */
export const remarks: FindFaults = (draft, material) => {
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
  const given = materialText(material);
  for (const { 0: text, index } of draft.matchAll(PLACEHOLDER)) {
    // A button or a template that the talk shows.
    if (given.includes(text)) continue;
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
