/** The Markdown that blocks of a draft were read from: what nobody touched is written back letter by letter. */
import type { Node } from '@milkdown/prose/model';

/** Where each block of a text begins and ends, in characters; null where blocks of the text depend on each other. */
export type Blocks = readonly { start: number; end: number }[] | null;

interface Source {
  /** The text that the block was read from, and which block of it this is. */
  text: string;
  blocks: NonNullable<Blocks>;
  place: number;
}

export class KeptSource {
  /** The editor changes no node; one that was touched is another. */
  private readonly sources = new WeakMap<Node, Source>();

  /** Call it with each text that was read. */
  remember(doc: Node, text: string, blocks: Blocks): void {
    if (blocks?.length !== doc.childCount) return;
    doc.forEach((node, _offset, place) => this.sources.set(node, { text, blocks, place }));
  }

  /** The Markdown that a block was read from; undefined for one that was touched since. */
  of(node: Node): string | undefined {
    const source = this.sources.get(node);
    return source?.text.slice(...range(source));
  }

  /** The document as Markdown; `anew` writes blocks that have no text of their own. */
  write(doc: Node, anew: (blocks: readonly Node[]) => string): string {
    const written: string[] = [];
    let before: Source | undefined;
    for (const { source, nodes } of runs(doc, this.sources)) {
      const text = source ? source.text.slice(...range(source)) : anew(nodes);
      if (text === '') continue;
      written.push(gap(written.length > 0, before, source), text);
      before = source;
    }
    return written.join('') + (before ? rest(before) : written.length > 0 ? '\n' : '');
  }
}

/** Neighbours without a source are written together: lists that follow each other need to know of each other. */
function runs(doc: Node, sources: WeakMap<Node, Source>): { source: Source | undefined; nodes: Node[] }[] {
  const all: { source: Source | undefined; nodes: Node[] }[] = [];
  doc.forEach((node) => {
    const source = sources.get(node);
    const last = all.at(-1);
    if (source === undefined && last && last.source === undefined) last.nodes.push(node);
    else all.push({ source, nodes: [node] });
  });
  return all;
}

function range({ blocks, place }: Source): [number, number] {
  const block = blocks[place];
  return [block?.start ?? 0, block?.end ?? 0];
}

/** What stands between two blocks, or before the first. */
function gap(isInside: boolean, before: Source | undefined, source: Source | undefined): string {
  if (!isInside) return source?.place === 0 ? source.text.slice(0, range(source)[0]) : '';
  const together = before !== undefined && source?.text === before.text && source.place === before.place + 1;
  return together ? source.text.slice(range(before)[1], range(source)[0]) : '\n\n';
}

/** What stands behind the last block of its text. */
const rest = (last: Source): string => (last.place === last.blocks.length - 1 ? last.text.slice(range(last)[1]) : '\n');
