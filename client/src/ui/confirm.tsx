import type { ReactNode } from 'react';
import { useId, useRef } from 'react';
import { Button } from './button.js';

interface ConfirmProps {
  /** The button that asks. */
  label: string;
  spoken?: string;
  question: string;
  keep: string;
  sure: string;
  busy: boolean;
  onSure: () => void;
  children: ReactNode;
}

/** A button for what cannot be undone. It asks first, in a dialog whose focus is on the button that keeps everything. */
export function Confirm({ label, spoken, question, keep, sure, busy, onSure, children }: ConfirmProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <Button look="quiet" small aria-label={spoken ?? label} onClick={() => dialog.current?.showModal()}>
        {label}
      </Button>
      <dialog ref={dialog} className="dialog" aria-labelledby={id}>
        <h2 id={id}>{question}</h2>
        <p>{children}</p>
        <div className="dialog-actions">
          <Button autoFocus onClick={() => dialog.current?.close()}>
            {keep}
          </Button>
          <Button look="danger" busy={busy} onClick={onSure}>
            {sure}
          </Button>
        </div>
      </dialog>
    </>
  );
}
