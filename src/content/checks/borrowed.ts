/** Sentences that stand in what the person wrote before, and not in the talk: they were given for their sound only. */
import { piecesOf } from '../../transcript/pieces.js';
import type { FindFaults } from './finding.js';
import { materialText, quoted, withoutCode } from './finding.js';
import { bareWords, SpokenWords } from './said.js';

/** Shorter ones are turns of speech, which a voice is made of. */
const LEAST_WORDS = 8;

export const borrowed: FindFaults = (draft, material) => {
  const before = material.voice ?? [];
  if (before.length === 0) return [];
  const [written, known] = [new SpokenWords(before.join('\n')), new SpokenWords(materialText(material))];
  const prose = withoutCode(draft);
  return [...piecesOf('sentence', prose)].flatMap(({ index, text }) => {
    const sentence = text.trim();
    if (bareWords(sentence).length < LEAST_WORDS || !written.has(sentence) || known.has(sentence)) return [];
    const start = index + text.indexOf(sentence);
    return [
      {
        start,
        end: start + sentence.length,
        instead: '',
        says: `${quoted(sentence)} is from an earlier post, not from the talk.`,
      },
    ];
  });
};
