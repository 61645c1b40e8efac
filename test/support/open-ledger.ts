/** A ledger that allows every call and keeps its notes in memory, for tests of the calls themselves. `ends`: how they ended. */
import type { Ask, CallEnd, Ledger } from '../../src/outside/vendor/ledger.js';

export interface OpenLedger extends Ledger {
  asks: Ask[];
  ends: CallEnd[];
}

export function openLedger(): OpenLedger {
  const [asks, ends]: [Ask[], CallEnd[]] = [[], []];
  const kept = new Map<string, unknown>();
  return {
    asks,
    ends,
    begin(ask) {
      asks.push(ask);
      return Promise.resolve({ kind: 'go', settle: (end) => void ends.push(end) });
    },
    recall: (question) => Promise.resolve(kept.get(JSON.stringify(question)) ?? null),
    keep: (question, answer) => Promise.resolve(void kept.set(JSON.stringify(question), answer)),
  };
}
