import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { messageOf } from '../../http.js';
import { wordIn } from '../../ui/field.js';

/** A form that sends what is in its fields. `send` gets them by name; what it throws is shown beside the form. */
export function useForm(send: (word: (name: string) => string, form: HTMLFormElement) => Promise<void>) {
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (state === 'busy') return;
    const form = event.currentTarget;
    const fields = new FormData(form);
    setState('busy');
    setProblem(null);
    try {
      await send((name) => wordIn(fields, name), form);
      setState('saved');
    } catch (error) {
      setProblem(messageOf(error));
      setState('idle');
    }
  }

  return { state, problem, onSubmit: (event: SubmitEvent<HTMLFormElement>) => void submit(event) };
}
