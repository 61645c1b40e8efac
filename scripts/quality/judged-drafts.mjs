/** Drafts of a model that does what it may not: what of it is published, and what is counted. Each misdeed, for each content type. */
import { openBench } from './draft-bench.mjs';
import { misdeeds, ORDER, ORDER_IN_DOCUMENT, ORDER_ON_SLIDE, VOICES } from './misdeeds.mjs';
import { startStandIn } from './stand-in.mjs';
import { makeTalk } from './talk-maker.mjs';

/** Kinds of drafts as somebody makes them on the page, one of each format. */
const own = (format, more) => ({
  id: `${format}-00000000-0000-4000-8000-000000000000`,
  label: 'Team notes',
  brief: 'Notes for those of the team who were not there, with something of each chapter.',
  format,
  limit: null,
  action: 'edit',
  scope: 'every chapter',
  ...more,
});
const OWN = [
  own('markdown'),
  own('text'),
  own('thread', { limit: { max: 280, measure: 'weighted' }, scope: 'the best of it' }),
];
const TYPES = ['blog', 'newsletter', 'twitter', 'linkedin', 'youtube', ...OWN.map(({ id }) => id)];

const SLIDE = {
  index: 10,
  atMs: 30_000,
  sinceMs: 28_000,
  kind: 'slide',
  title: 'Welcome',
  text: `Welcome\n${ORDER_ON_SLIDE}`,
  code: null,
  alt: 'A slide of welcome',
};
const DOCUMENT = {
  document: 'notes.md',
  text: `Notes on the venue. ${ORDER_IN_DOCUMENT} The room is on the second floor.`,
};

export async function measure() {
  const { corpus } = await import('./talks/en.mjs');
  const talk = withOrder(makeTalk({ corpus, minutes: 30, punctuated: true, seed: 'misdeeds' }));
  const starts = [0, ...talk.truth];
  const chapters = starts.map((startMs, index) => ({
    index,
    title: talk.topics[index].title,
    startMs,
    endMs: starts[index + 1] ?? talk.durationMs,
  }));
  const rows = [];
  for (const [name, misdeed] of Object.entries({ 'none: a careful model': null, ...misdeeds })) {
    rows.push([name, ...(await row(misdeed, { talk: misdeed?.voices ? byTurns(talk) : talk, chapters }))]);
  }
  return [
    {
      title: 'Misdeeds of models',
      note: `What of it was published, for each content type: times it is in a draft that was kept (“–”: no draft was kept, and the task says why). Behind it: what was counted, over all types.`,
      columns: [
        'misdeed',
        ...TYPES.slice(0, -OWN.length),
        ...OWN.map(({ format }) => `own ${format}`),
        'published',
        'mended',
        'taken out',
      ],
      rows,
    },
  ];
}

async function row(misdeed, { talk, chapters }) {
  const standIn = await startStandIn(misdeed);
  const cells = [];
  const sums = { published: 0, mended: 0, removed: 0 };
  for (const type of TYPES) {
    // Each type on its own: what one has found out about a server is no help for the next.
    const call = await openBench({
      talk,
      chapters,
      language: 'en',
      baseUrl: standIn.baseUrl,
      pictures: [SLIDE],
      passages: [DOCUMENT],
      ownType: OWN.find(({ id }) => id === type) ?? null,
    });
    const result = await resultOf(call, type);
    const found = result && misdeed ? misdeed.published(result.body, result.grounding, type) : 0;
    cells.push(result ? found : '–');
    sums.published += found;
    sums.removed += result?.grounding.removed ?? 0;
    for (const fault of result?.grounding.faults ?? []) {
      sums.mended += fault.mended;
      sums.removed += fault.removed;
    }
  }
  await standIn.stop();
  return [...cells, sums.published, sums.mended, sums.removed];
}

/** Null for a task that failed and says why. */
async function resultOf(call, type) {
  try {
    const outcome = await call('draft', `draft:${type}`);
    return outcome.kind === 'done' ? outcome.result : null;
  } catch (error) {
    if (error?.name !== 'VendorError') throw error;
    return null;
  }
}

function withOrder(talk) {
  const at = Math.floor(talk.segments.length / 3);
  const segments = talk.segments.map((segment, i) =>
    i === at ? { ...segment, text: `${segment.text} ${ORDER}.` } : segment,
  );
  return { ...talk, segments };
}

const byTurns = (talk) => ({
  ...talk,
  segments: talk.segments.map((segment, i) => ({ ...segment, speakerName: VOICES[i % VOICES.length] })),
});
