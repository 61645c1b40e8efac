import type { ReactNode } from 'react';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';

interface FormEndProps {
  state: 'idle' | 'busy' | 'saved';
  problem: string | null;
  /** Said once it is done. */
  done?: string;
  /** Of several forms on one page, none stands out. */
  look?: 'primary' | 'secondary' | 'danger';
  children: ReactNode;
}

/** What a form ends with: what went wrong, or that it is done, and its button. */
export function FormEnd({ state, problem, done, look = 'secondary', children }: FormEndProps) {
  return (
    <>
      {problem !== null && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      <div className="form-end">
        <Button look={look} type="submit" busy={state === 'busy'}>
          {children}
        </Button>
        <span role="status" className="muted">
          {state === 'saved' && (done ?? t('account.saved'))}
        </span>
      </div>
    </>
  );
}
