/** A small talk of four topics, five sentences each, with a longer pause between them. */
import type { Segment } from '../../src/contract/content.js';

const TOPICS = [
  [
    'Hello everyone, and welcome to this short talk about how paper is made.',
    'Paper begins as wood, and the wood is cut into chips and cooked until only fibres are left.',
    'The fibres are washed and beaten, so that they hold together when the paper dries.',
    'A machine spreads the wet fibres on a wire, and the water runs off.',
    'Rollers press the paper, and at the end of the machine it is wound up.',
  ],
  [
    'Let us move on to the second topic, which is how lighthouses guide ships.',
    'A lighthouse stands where ships might run aground, and its lamp can be seen from far away.',
    'Each lamp has a rhythm of its own, so that sailors know which lighthouse they see.',
    'Before there was electricity, keepers carried oil up the stairs to the lamp every night.',
    'Today most ships use satellites, but sailors still like to see a lighthouse.',
  ],
  [
    'Now we come to the third topic, the growth of mushrooms.',
    'What we call a mushroom is only the fruit of a fungus that lives in the soil.',
    'The fungus sends out threads, and where two threads meet a mushroom may grow.',
    'After rain, mushrooms rise within a single night, because they fill up with water.',
    'Many trees feed the fungus with sugar and get minerals from the soil in return.',
  ],
  [
    'Finally, the last topic for today is tuning a piano at home.',
    'A piano has more than two hundred strings, and each string is held by a pin.',
    'Turn the pin a little with a lever, and listen until the beating between two strings slows down.',
    'Begin in the middle of the piano, and tune the other strings by octaves from there.',
    'Thank you very much for listening.',
  ],
];

/** Sentences as segments one after the other, 60 ms for each letter. */
export function spoken(texts: string[]): Segment[] {
  let startMs = 0;
  return texts.map((text, index) => {
    const segment = { index, startMs, endMs: startMs + 60 * text.length, text };
    startMs = segment.endMs;
    return segment;
  });
}

/** Half a second between sentences, two seconds between topics. */
export const FOUR_TOPICS: Segment[] = spoken(TOPICS.flat()).map((segment, i) => {
  const pauses = 500 * i + 1_500 * Math.floor(i / 5);
  return { ...segment, startMs: segment.startMs + pauses, endMs: segment.endMs + pauses };
});

export const TOPIC_STARTS: number[] = [0, 5, 10, 15].map((i) => FOUR_TOPICS[i]?.startMs ?? 0);
