/** Whether work flows: what `/readyz` and `/metrics` say, from the same looks at the same parts. */
import { Logger } from '@nestjs/common';
import { Gauge } from 'prom-client';
import type { Looked } from './parts.js';
import { partsOf } from './parts.js';
import type { PartState, Seen } from './watched.js';
import { partStates, Watched } from './watched.js';

export type PartName = keyof ReturnType<typeof partsOf>;

/** Without these nothing can be served; without others, what is there. */
const TO_SERVE: readonly PartName[] = ['database', 'migrations', 'storage'];

export interface Report {
  status: 'ok' | 'degraded' | 'unavailable';
  checks: Record<PartName, PartState>;
  /** Of those that are not `up`. */
  reasons: Record<string, string>;
  /** What works today, and may not tomorrow. */
  warnings: Record<string, string[]>;
}

export class Readiness {
  private readonly logger = new Logger(Readiness.name);
  private readonly parts: [PartName, Watched][];

  constructor(looked: Looked) {
    const watched = Object.entries(partsOf(looked)).map(([name, part]) => {
      const note = (before: PartState, after: Seen, cause: unknown): void => this.log(name, before, after, cause);
      return [name as PartName, new Watched(part, note)] as [PartName, Watched];
    });
    this.parts = watched;
  }

  /** Within seconds, whatever the parts do; however many ask, the parts are looked at no more often. */
  async report(): Promise<Report> {
    const all = await Promise.all(this.parts.map(async ([name, part]) => [name, await part.see()] as const));
    const stateOf = Object.fromEntries(all.map(([name, { state }]) => [name, state])) as Record<PartName, PartState>;
    return {
      status: statusOf(stateOf),
      checks: stateOf,
      reasons: Object.fromEntries(all.flatMap(([name, { reason }]) => (reason === undefined ? [] : [[name, reason]]))),
      warnings: Object.fromEntries(
        all.flatMap(([name, { warnings }]) => (warnings.length === 0 ? [] : [[name, warnings]])),
      ),
    };
  }

  /** For Prometheus: 1 for the state that each part is in. */
  measure(): void {
    const gauge: Gauge = new Gauge({
      name: 'devreel_part_state',
      help: '1 for the state in which a part is, by what /readyz says.',
      labelNames: ['part', 'state'],
      collect: async () => {
        for (const [part, found] of Object.entries((await this.report()).checks)) {
          for (const state of partStates) gauge.set({ part, state }, found === state ? 1 : 0);
        }
      },
    });
  }

  private log(name: string, before: PartState, { state, reason = '' }: Seen, cause: unknown): void {
    if (state === before) return;
    const why = cause instanceof Error ? ` (${cause.message})` : '';
    if (state === 'down') this.logger.warn(`${name} is down: ${reason}${why}`);
    else if (before === 'down') this.logger.log(`${name} is ${state} again.`);
  }
}

function statusOf(states: Record<PartName, PartState>): Report['status'] {
  if (TO_SERVE.some((name) => states[name] === 'down')) return 'unavailable';
  // Busy is what a machine that is paid for should be.
  return Object.values(states).every((state) => state === 'up' || state === 'busy') ? 'ok' : 'degraded';
}
