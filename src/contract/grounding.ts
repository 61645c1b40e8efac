/** What was checked of a draft against the talk. */
import { z } from 'zod';
import { count } from './answers.js';

export const grounding = z
  .object({
    timestamps: count,
    images: count,
    removed: count,
    faults: z
      .array(z.object({ kind: z.string(), mended: count, removed: count }))
      .exactOptional()
      .describe('Other faults of what a model wrote, by kind: mended by the model when it was told, or taken out.'),
    mends: z
      .array(
        z.object({
          index: count,
          start: count,
          kind: z.string(),
          was: z.string(),
          now: z.string().nullable(),
        }),
      )
      .exactOptional()
      .describe(
        'Of these the places that can be told, at most 50, by the paragraph (`index` and `start` as of `paragraphs`): what stood there, and what stands there now; null where nothing does. `kind` is one of `faults`, or `timestamps` or `images` for an invented reference; or, where nothing was mended and `was` is empty, `chapters` for a chapter that the model left out and that was added in the words of the talk, or `code` for a block of code that is on no slide and was not said.',
      ),
    code: z
      .object({ onSlides: count, said: count, elsewhere: count })
      .exactOptional()
      .describe(
        'Blocks of code by where they come from: `elsewhere` is on no slide, and was not said nor given. Absent where there is no code.',
      ),
    coverage: z
      .object({
        chapters: count,
        of: count,
        left: z.array(z.object({ index: count, title: z.string(), startMs: count })),
      })
      .exactOptional()
      .describe(
        'How many chapters of the talk the draft speaks of, and which it leaves out; absent where the talk has none.',
      ),
    paragraphs: z
      .array(z.object({ index: count, start: count, startMs: count, endMs: count }))
      .exactOptional()
      .describe(
        'Where paragraphs come from: `index` counts what blank lines part, `start` is where it begins in `body`, in UTF-16 code units. Those of which that cannot be told are left out.',
      ),
    voice: z
      .object({ posts: count, keepTo: z.boolean() })
      .exactOptional()
      .describe(
        'It was asked for in the voice of a person, of so many earlier posts; `keepTo`: and of what to keep to. Absent where there was none.',
      ),
    cut: count.exactOptional().describe("Characters that went beyond the type's limit; absent where nothing did."),
  })
  .meta({
    id: 'Grounding',
    description:
      'What was checked against the talk: counts of references kept and of those that were removed as invented.',
  });
export type Grounding = z.infer<typeof grounding>;
