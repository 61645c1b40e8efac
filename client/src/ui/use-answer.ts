import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { messageOf } from '../http.js';

/** For a form whose answer is shown below it: the newest answer, or why there is none. While it is on its way nothing more is sent. */
export function useAnswer<T>(send: () => Promise<T>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [answer, setAnswer] = useState<T | null>(null);

  async function ask(): Promise<void> {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      setAnswer(await send());
    } catch (error) {
      setAnswer(null);
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void ask();
  };
  return { busy, problem, answer, submit };
}
