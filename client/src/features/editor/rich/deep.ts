/** Markdown that is nested more deeply than anybody means it. */
import { parserCtx, remarkCtx } from '@milkdown/core';
import type { Ctx } from '@milkdown/ctx';

const DEEPEST = 200;

interface Nested {
  children?: Nested[];
}

/** Milkdown's parser is of no use any more once a text has exceeded its stack: such a text is refused before, with a RangeError. */
export function refuseDeep(ctx: Ctx): void {
  const [parse, remark] = [ctx.get(parserCtx), ctx.get(remarkCtx)];
  ctx.set(parserCtx, (text) => {
    let level = [remark.parse(text) as Nested];
    for (let depth = 0; level.length > 0; depth++) {
      if (depth > DEEPEST) throw new RangeError(`nested-too-deeply:${DEEPEST}`);
      level = level.flatMap(({ children = [] }) => children);
    }
    return parse(text);
  });
}
