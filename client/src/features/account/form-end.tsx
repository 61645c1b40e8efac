import type { ReactNode } from 'react';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';

interface FormEndProps {
  state: 'idle' | 'busy' | 'saved';
  problem: string | null;
  /** Said once it is done. */
  done?: string;
  danger?: boolean;
  children: ReactNode;
}

/** What a form ends with: what went wrong, or that it is done, and its button. */
export function FormEnd({ state, problem, done, danger = false, children }: FormEndProps) {
  return (
    <>
      {problem !== null && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      <div className="form-end">
        <Button look={danger ? 'danger' : 'primary'} type="submit" busy={state === 'busy'}>
          {children}
        </Button>
        <span role="status" className="muted">
          {state === 'saved' && (done ?? t('account.saved'))}
        </span>
      </div>
    </>
  );
}
