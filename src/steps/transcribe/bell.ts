/** Wakes all who wait for something to have changed: a condition variable. */
export class Bell {
  private waiting: (() => void)[] = [];

  /** Until it rings the next time. Who waits looks then whether it is what they wait for. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  ring(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
