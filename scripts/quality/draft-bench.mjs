/** Runs steps of dist/server with a stand-in for the language model, with parts in memory. */

/** `talk` of talk-maker.mjs; `pictures`: what was read on its screenshots, in the form of the step `slides`; `passages` of documents; `more`: what else is given (`ownType`, `voice`). `call(step, key)` runs a step and returns its outcome; its `parts` are shared as those of one project are. */
export async function openBench({
  talk,
  chapters,
  language,
  baseUrl,
  pictures = [],
  passages = [],
  title = 'A talk',
  ...more
}) {
  const { createWriter } = await import('../../dist/server/outside/language-model/openai-writer.js');
  const steps = {
    draft: (await import('../../dist/server/steps/draft/run.js')).run,
    chapters: (await import('../../dist/server/steps/chapters/run.js')).run,
  };
  const writer = createWriter({
    writer: { baseUrl, apiKey: '', model: 'stand-in' },
    aiTimeoutMs: 60_000,
    aiConcurrency: 2,
  });
  const answers = new Map();
  const part = async (name, input, work) => {
    const key = `${name} ${JSON.stringify(input)}`;
    if (!answers.has(key)) answers.set(key, await work(openLedger()));
    return answers.get(key);
  };
  const given = {
    projectTitle: title,
    media: null,
    transcript: {
      language,
      source: 'captions',
      coverage: 1,
      missing: [],
      durationMs: talk.durationMs,
      segments: talk.segments,
    },
    speakers: [],
    chapters,
    chaptersByHand: null,
    screenshots: pictures.map(({ index, atMs, sinceMs }) => ({ index, atMs, sinceMs, distinct: true })),
    pictures,
    ownType: null,
    voice: null,
    ...more,
  };
  const nothing = () => undefined;
  const tools = {
    given,
    writer,
    part,
    sharedPart: part,
    expectParts: nothing,
    progress: nothing,
    stream: nothing,
    log: () => Promise.resolve(),
    signal: new AbortController().signal,
    passagesFor: () => Promise.resolve(passages),
  };
  return (step, key) =>
    steps[step](
      { id: 't', projectId: 'p', key, runId: 'r', instructions: null, attempt: 1, failures: 0, maxAttempts: 1 },
      tools,
    );
}

function openLedger() {
  const kept = new Map();
  return {
    begin: () => Promise.resolve({ kind: 'go', settle: () => undefined }),
    recall: (question) => Promise.resolve(kept.get(JSON.stringify(question)) ?? null),
    keep: (question, answer) => Promise.resolve(void kept.set(JSON.stringify(question), answer)),
  };
}
