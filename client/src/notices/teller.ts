/**
 * Tells a person of each notice once in this browser: in the tab that is visible, else by the system. Each tab that hears
 * of a notice keeps it until somebody has told it, so that a tab that crashes takes none along.
 */
import type { Notice } from '../../../src/contract/realtime.js';
import { hideAllToasts, hideToast, showSummary, showToast } from '../features/notices/toasts.js';
import { projectTitle } from './bell.js';
import { announceVisibility, inTurn, isAnyVisible } from './claims.js';
import type { ShownNotices } from './shown.js';
import type { SystemNotice } from './system.js';
import { mayNotify, notify, withdraw, withdrawAll } from './system.js';
import type { Pending, Told } from './telling.js';
import { howToTell, summaryOf } from './telling.js';

/** How long a visible tab may take before the others look whether it has told. */
const LOOK_AGAIN_MS = 3_000;
const SUMMARY = 'missed-notices';

export interface TellerTools {
  userId: string;
  shown: ShownNotices;
  /** The person closed a toast, or went where it leads. */
  onDismiss: (noticeId: string) => void;
  /** The person pressed the system's notification; `noticeId` is null for a summary. */
  onFollow: (href: string, noticeId: string | null) => void;
}

export class Teller {
  private readonly pending = new Map<string, Pending>();
  private readonly end = new AbortController();
  private readonly becomeSilent: () => void;
  private lookingAgain: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tools: TellerTools) {
    this.becomeSilent = announceVisibility(tools.userId);
    document.addEventListener('visibilitychange', () => void this.tell(), { signal: this.end.signal });
  }

  stop(): void {
    this.end.abort();
    this.becomeSilent();
    clearTimeout(this.lookingAgain);
    this.pending.clear();
    hideAllToasts();
    withdrawAll();
  }

  /** `live`: they came just now; else they were missed. */
  add(notices: readonly Notice[], live: boolean): void {
    for (const notice of notices) if (!this.pending.has(notice.id)) this.pending.set(notice.id, { notice, live });
    void this.tell();
  }

  /** It was dismissed, here or elsewhere. */
  forget(noticeId: string): void {
    this.pending.delete(noticeId);
    hideToast(noticeId);
    withdraw(noticeId);
  }

  private async tell(): Promise<void> {
    clearTimeout(this.lookingAgain);
    if (this.pending.size > 0) await inTurn(this.tools.userId, () => this.tellInTurn());
    clearTimeout(this.lookingAgain);
    if (this.pending.size === 0 || this.end.signal.aborted) return;
    // Where nobody can be told yet, a tab that becomes visible will.
    if (!document.hidden || mayNotify()) this.lookingAgain = setTimeout(() => void this.tell(), LOOK_AGAIN_MS);
  }

  private async tellInTurn(): Promise<void> {
    const { ids } = await this.tools.shown.read();
    for (const id of ids) this.pending.delete(id);
    if (this.pending.size === 0 || this.end.signal.aborted) return;
    const due = [...this.pending.values()];
    const told = document.hidden ? await this.bySystem(howToTell(due)) : await this.byToasts(howToTell(due));
    await this.tools.shown.add(told);
    for (const id of told) this.pending.delete(id);
    // Who is told only later has missed them.
    for (const pending of due) pending.live = false;
  }

  /** Answers the ids of those that came onto the screen. */
  private async byToasts({ each, summary }: Told): Promise<string[]> {
    const { onDismiss } = this.tools;
    const toasts = each.map(async (notice) => ((await showToast(notice, onDismiss)) ? [notice.id] : []));
    const all = summary.map(({ id }) => id);
    if (summary.length > 0) toasts.push(showSummary(summaryOf(summary)).then((shown) => (shown ? all : [])));
    return (await Promise.all(toasts)).flat();
  }

  private async bySystem({ each, summary }: Told): Promise<string[]> {
    if (!mayNotify() || (await isAnyVisible(this.tools.userId))) return [];
    const told: string[] = [];
    for (const notice of each) if (await this.notify(systemNotice(notice), notice.id)) told.push(notice.id);
    if (summary.length === 0) return told;
    const all = { ...summaryOf(summary), id: SUMMARY, href: '/' };
    return (await this.notify(all, null)) ? [...told, ...summary.map(({ id }) => id)] : told;
  }

  private notify(notice: SystemNotice, noticeId: string | null): Promise<boolean> {
    return notify(notice, ({ href }) => this.tools.onFollow(href, noticeId));
  }
}

function systemNotice({ id, projectId, title, body, action }: Notice): SystemNotice {
  const project = projectTitle(projectId);
  const href = action?.href ?? `/projects/${projectId}`;
  return { id, title, body: project === undefined ? body : `${project}\n${body}`, href };
}
