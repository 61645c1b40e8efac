/**
 * Batching: one answer for all who ask within a moment. Who asks while an answer is being looked for waits for the next one, which is begun
 * after they asked: so each gets an answer that is newer than the question.
 */

interface Waiting<Q, A> {
  question: Q;
  resolve: (answer: A) => void;
  reject: (reason: unknown) => void;
}

export class Together<Q, A> {
  /** By subject: who waits for an answer that is not begun. There as long as one is being looked for. */
  private readonly waiting = new Map<string, Waiting<Q, A>[]>();

  /** `answer`: for as many questions on one subject, as many answers in their order. When it rejects, all who asked are told so. */
  constructor(private readonly answer: (subject: string, questions: readonly Q[]) => Promise<readonly A[]>) {}

  ask(subject: string, question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      const one = { question, resolve, reject };
      const others = this.waiting.get(subject);
      if (others) others.push(one);
      else {
        this.waiting.set(subject, [one]);
        // What came in together is asked together.
        setImmediate(() => void this.answerAll(subject));
      }
    });
  }

  /** Does not reject. */
  private async answerAll(subject: string): Promise<void> {
    for (let asked = this.waiting.get(subject) ?? []; asked.length > 0; asked = this.waiting.get(subject) ?? []) {
      this.waiting.set(subject, []);
      await this.answerThese(subject, asked);
    }
    this.waiting.delete(subject);
  }

  private async answerThese(subject: string, asked: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await this.answer(
        subject,
        asked.map(({ question }) => question),
      );
      for (const [i, { resolve }] of asked.entries()) resolve(answers[i] as A);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
