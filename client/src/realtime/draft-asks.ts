/** Asks the server for the text so far of drafts that are being written, at most once a second for each. */
import type { TaskDetail } from '../../../src/contract/task.js';
import { hasHole, isWriting } from './live-drafts.js';
import type { Action, RealtimeState } from './store.js';

const AT_MOST_EVERY_MS = 1_000;

export interface DraftAskTools {
  getState: () => RealtimeState;
  dispatch: (action: Action) => void;
  readTask: (taskId: string) => Promise<TaskDetail>;
}

interface Ask {
  at: number;
  /** A request is planned or under way. */
  pending: boolean;
}

export class DraftAsks {
  private readonly asks = new Map<string, Ask>();

  constructor(private readonly tools: DraftAskTools) {}

  /** How many drafts it remembers having asked for. For tests. */
  get remembered(): number {
    return this.asks.size;
  }

  /** For a tab that is opened while drafts are being written: asks for all of them in the project. */
  askForAll(projectId: string): void {
    for (const { id } of this.writing(projectId)) this.ask(id, projectId);
  }

  /** Call it after each delta. If text before the delta is missing, asks for the draft until nothing is missing. */
  mend(projectId: string, taskId: string): void {
    const draft = this.tools.getState().drafts[taskId];
    if (hasHole(draft) && this.isWritten(projectId, taskId)) this.ask(taskId, projectId);
  }

  private writing(projectId: string) {
    return this.tools.getState().projects[projectId]?.project.tasks.filter(isWriting) ?? [];
  }

  private isWritten(projectId: string, taskId: string): boolean {
    return this.writing(projectId).some(({ id }) => id === taskId);
  }

  private ask(taskId: string, projectId: string): void {
    this.forgetPast();
    const ask = this.asks.get(taskId) ?? { at: -Infinity, pending: false };
    if (ask.pending) return;
    ask.pending = true;
    this.asks.set(taskId, ask);
    const wait = Math.max(0, ask.at + AT_MOST_EVERY_MS - Date.now());
    setTimeout(() => void this.read(taskId, projectId, ask), wait);
  }

  /** Forgets requests that are so old that the next one need not wait. */
  private forgetPast(): void {
    for (const [taskId, { at, pending }] of this.asks)
      if (!pending && at + AT_MOST_EVERY_MS <= Date.now()) this.asks.delete(taskId);
  }

  private async read(taskId: string, projectId: string, ask: Ask): Promise<void> {
    ask.pending = this.isWritten(projectId, taskId);
    if (!ask.pending) return;
    ask.at = Date.now();
    try {
      this.tools.dispatch({ type: 'draft', task: await this.tools.readTask(taskId) });
    } catch {
      // Not reachable, or no longer ours: while something is missing, `mend` below asks again.
    }
    ask.pending = false;
    this.mend(projectId, taskId);
  }
}
