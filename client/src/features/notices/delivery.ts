/**
 * Shows each notice once in this browser, however many tabs are open: as a toast in a visible tab, else as a notification of
 * the system. Every tab keeps a notice until one of them has shown it, so that none is lost with a tab that crashes.
 */
import type { Notice } from '../../../../src/contract/realtime.js';
import { said } from '../../words/said.js';
import { hideAllToasts, hideToast, showSummary, showToast } from './toasts.js';
import { hrefOf, projectTitle } from './bell-store.js';
import { announceVisibility, exclusively, isAnyVisible } from './tab-locks.js';
import type { ShownNotices } from './shown-notices.js';
import type { SystemNotification } from './system-notifications.js';
import { mayNotify, notify, withdraw, withdrawAll } from './system-notifications.js';
import { isTold } from './told.js';
import type { DeliveryPlan, Pending } from './delivery-plan.js';
import { planDelivery, summaryOf } from './delivery-plan.js';

/** How long a visible tab may take to show a notice before the others check whether it has. */
const RETRY_MS = 3_000;
const SUMMARY = 'missed-notices';

export interface DeliveryTools {
  userId: string;
  shown: ShownNotices;
  /** The person closed a toast, or followed its link. */
  onDismiss: (noticeId: string) => void;
  /** The person pressed the system's notification; `noticeId` is null for a summary. */
  onFollow: (href: string, noticeId: string | null) => void;
}

export class Delivery {
  private readonly pending = new Map<string, Pending>();
  private readonly end = new AbortController();
  private readonly stopAnnouncing: () => void;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tools: DeliveryTools) {
    this.stopAnnouncing = announceVisibility(tools.userId);
    document.addEventListener('visibilitychange', () => void this.deliver(), { signal: this.end.signal });
  }

  stop(): void {
    this.end.abort();
    this.stopAnnouncing();
    clearTimeout(this.retry);
    this.pending.clear();
    hideAllToasts();
    withdrawAll();
  }

  /** `live`: true when they came just now, false when they came while nobody was there. */
  add(notices: readonly Notice[], live: boolean): void {
    for (const notice of notices) if (!this.pending.has(notice.id)) this.pending.set(notice.id, { notice, live });
    void this.deliver();
  }

  /** It was dismissed, here or elsewhere: takes it off the screen, or never shows it. */
  forget(noticeId: string): void {
    this.pending.delete(noticeId);
    hideToast(noticeId);
    withdraw(noticeId);
  }

  private async deliver(): Promise<void> {
    clearTimeout(this.retry);
    if (this.pending.size > 0) await exclusively(this.tools.userId, () => this.showPending());
    clearTimeout(this.retry);
    if (this.pending.size === 0 || this.end.signal.aborted) return;
    // While nothing can be shown there is nothing to retry: a tab that becomes visible shows it.
    if (!document.hidden || mayNotify()) this.retry = setTimeout(() => void this.deliver(), RETRY_MS);
  }

  private async showPending(): Promise<void> {
    const { ids } = await this.tools.shown.read();
    for (const id of ids) this.pending.delete(id);
    if (this.pending.size === 0 || this.end.signal.aborted) return;
    const due = [...this.pending.values()];
    const plan = planDelivery(due);
    const shown = document.hidden ? await this.bySystem(plan) : await this.byToasts(plan);
    await this.tools.shown.add(shown);
    for (const id of shown) this.pending.delete(id);
    // Whatever is shown only later counts as missed.
    for (const pending of due) pending.live = false;
  }

  /** Resolves to the ids of those that came onto the screen. */
  private async byToasts({ each, summary }: DeliveryPlan): Promise<string[]> {
    const { onDismiss } = this.tools;
    const toasts = each.map(async (notice) => ((await showToast(notice, onDismiss)) ? [notice.id] : []));
    const all = summary.map(({ id }) => id);
    if (summary.length > 0) toasts.push(showSummary(summaryOf(summary)).then((shown) => (shown ? all : [])));
    return (await Promise.all(toasts)).flat();
  }

  private async bySystem({ each, summary }: DeliveryPlan): Promise<string[]> {
    if (!mayNotify() || (await isAnyVisible(this.tools.userId))) return [];
    const shown: string[] = [];
    for (const notice of each) {
      // What the person does not want to be told so is in the bell.
      if (!isTold(notice) || (await this.notify(systemNotification(notice), notice.id))) shown.push(notice.id);
    }
    if (!summary.some(isTold)) return [...shown, ...summary.map(({ id }) => id)];
    const all = { ...summaryOf(summary), id: SUMMARY, href: '/' };
    return (await this.notify(all, null)) ? [...shown, ...summary.map(({ id }) => id)] : shown;
  }

  private notify(notice: SystemNotification, noticeId: string | null): Promise<boolean> {
    return notify(notice, ({ href }) => this.tools.onFollow(href, noticeId));
  }
}

function systemNotification(notice: Notice): SystemNotification {
  const project = projectTitle(notice.projectId);
  const words = said(notice.body);
  const body = project === undefined ? words : `${project}\n${words}`;
  return { id: notice.id, title: said(notice.title), body, href: hrefOf(notice) };
}
