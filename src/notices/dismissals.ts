/** A port: how the other tabs of a person hear that a notice was dismissed. Realtime provides it. */
export abstract class Dismissals {
  /** Sent to all tabs on all web processes. Best effort: a tab that was away reads the whole list. */
  abstract announce(userId: string, noticeId: string): void;
}
