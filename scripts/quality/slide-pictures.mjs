/** What is to be read on the screens of talks that are made here, in the form of the step `slides`. */

const CODE = Array.from({ length: 12 }, (_, i) => `  const line${i} = read(input, ${i});`).join('\n');

/** A slide for each change that a watcher would report, with three sentences of the talk on it. */
export function picturesOf({ slides, segments }) {
  return slides.map(({ atMs, title = null }, i) => {
    const near = segments.filter(({ startMs }) => startMs >= atMs).slice(0, 3);
    const words = [title ?? '', ...near.map(({ text }) => text)].join('\n');
    const code = i % 5 === 4 ? CODE.replaceAll('input', `input${i}`) : null;
    const text = code === null ? words : `${title ?? ''}\n${code}`;
    return {
      index: i,
      atMs,
      sinceMs: atMs,
      kind: code === null ? 'slide' : 'code',
      text,
      title,
      code,
      alt: title === null ? '' : `Slide: ${title}`,
    };
  });
}

/** The editor of a talk in talks/written, from the sentence on with which each of its `screens` comes. */
export const editorsOf = (screens, said) =>
  screens.map(({ from, title, code }, index) => {
    const atMs = Math.round(said.find(({ text }) => text.startsWith(from)).startMs);
    const alt = `Code: ${title}`;
    return { index, atMs, sinceMs: atMs, kind: 'code', text: `${title}\n${code}`, title, code, alt };
  });
