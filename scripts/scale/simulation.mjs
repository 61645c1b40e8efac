/**
 * The line of the lanes as src/tasks/line.ts has it, in time that is only counted: who comes first, who is free, how long each waits. Time
 * slices are left out: here a task that is begun runs to its end, so that waits come out rather too long than too short.
 */

/**
 * @typedef {{owner: string, lane: string, at: number, ms: number, then?: Work[]}} Work a task: asked for at `at`, it takes `ms`; when it is
 *   done those of `then` are asked for, whose `at` is the pause until then
 * @param {Work[]} works
 * @param {Record<string, number>} places how many tasks of each lane run at a time, over all workers
 * @returns {{owner: string, lane: string, name?: string, at: number, begun: number, ended: number}[]} in the order of their beginning
 */
export function simulate(works, places) {
  const events = new Heap((a, b) => a.at - b.at || a.n - b.n);
  const lanes = new Map(
    Object.entries(places).map(([lane, free]) => [
      lane,
      { free, line: new Heap((a, b) => a.place - b.place || a.at - b.at || a.n - b.n) },
    ]),
  );
  const unfinished = new Map();
  const done = [];
  let n = 0;
  const ask = (work, now) => events.push({ at: now + work.at, n: n++, arrives: work });
  for (const work of works) ask(work, 0);
  for (let event; (event = events.pop());) {
    const { at: now, arrives, ends } = event;
    if (arrives) {
      const key = `${arrives.lane} ${arrives.owner}`;
      const others = unfinished.get(key) ?? 0;
      unfinished.set(key, others + 1);
      lanes.get(arrives.lane).line.push({ place: 2 + Math.min(others, 500), at: now, n: n++, work: arrives });
    } else {
      const key = `${ends.lane} ${ends.owner}`;
      unfinished.set(key, unfinished.get(key) - 1);
      lanes.get(ends.lane).free += 1;
      for (const next of ends.then ?? []) ask(next, now);
    }
    const lane = lanes.get((arrives ?? ends).lane);
    while (lane.free > 0 && lane.line.size > 0) {
      const { work, at } = lane.line.pop();
      lane.free -= 1;
      done.push({ owner: work.owner, lane: work.lane, name: work.name, at, begun: now, ended: now + work.ms });
      events.push({ at: now + work.ms, n: n++, ends: work });
    }
  }
  return done;
}

/** The least first, by `compare`. */
class Heap {
  constructor(compare) {
    this.compare = compare;
    this.all = [];
  }
  get size() {
    return this.all.length;
  }
  push(value) {
    const { all, compare } = this;
    let i = all.push(value) - 1;
    for (let up; i > 0 && compare(all[i], all[(up = (i - 1) >> 1)]) < 0; i = up) [all[i], all[up]] = [all[up], all[i]];
  }
  pop() {
    const { all, compare } = this;
    if (all.length < 2) return all.pop();
    const [first] = all;
    all[0] = all.pop();
    for (let i = 0; ;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < all.length && compare(all[child], all[least]) < 0) least = child;
      if (least === i) return first;
      [all[i], all[least]] = [all[least], all[i]];
      i = least;
    }
  }
}
