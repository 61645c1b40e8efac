/** Drafts of a model that does what it may not: what of it is published, and what is counted. Each misdeed, for each content type. */
import { openBench } from './draft-bench.mjs';
import { misdeeds, ORDER } from './misdeeds.mjs';
import { startStandIn } from './stand-in.mjs';
import { makeTalk } from './talk-maker.mjs';

/** A kind of draft as somebody makes it on the page. */
const OWN = {
  id: 'markdown-00000000-0000-4000-8000-000000000000',
  label: 'Team notes',
  brief: 'Notes for those of the team who were not there, with a section for each chapter.',
  format: 'markdown',
  limit: null,
  action: 'edit',
  scope: 'every chapter',
};
const TYPES = ['blog', 'newsletter', 'twitter', 'linkedin', 'youtube', OWN.id];

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
    rows.push([name, ...(await row(misdeed, { talk, chapters }))]);
  }
  return [
    {
      title: 'Misdeeds of models',
      note: `What of it was published, for each content type: times it is in a draft that was kept (“–”: no draft was kept, and the task says why). Behind it: what was counted, over all types.`,
      columns: ['misdeed', ...TYPES.slice(0, -1), 'one’s own', 'published', 'mended', 'taken out'],
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
      ...(type === OWN.id && { ownType: OWN }),
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
