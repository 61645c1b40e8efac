/** A seeded source of chance, so that every run measures the same inputs (mulberry32, by Tommy Ettinger). */
export function randomFrom(seed) {
  let state = hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (share) => next() < share,
    pick: (list) => list[Math.floor(next() * list.length)],
    shuffled: (list) =>
      list
        .map((item) => [next(), item])
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item),
  };
}

/** FNV-1a, of the seed's text. */
function hash(seed) {
  let value = 0x811c9dc5;
  for (const letter of String(seed)) value = Math.imul(value ^ letter.codePointAt(0), 0x01000193);
  return value >>> 0;
}
