import type { SubmitEvent } from 'react';
import { useId } from 'react';
import { LONGEST_NOTE } from '../../../../src/contract/content-limits.js';
import { Button } from '../../ui/button.js';
import { Field } from '../../ui/field.js';
import { useKept } from '../../ui/kept.js';
import { t } from '../../words/words.js';

/** What people say of a draft. */
export type Saying = 'ask' | 'approve' | 'sendBack' | 'reopen' | 'publish';

interface SayFormProps {
  /** Of which draft it is. */
  kept: string;
  saying: Saying;
  busy: boolean;
  onClose: () => void;
  /** Resolves to whether it was said. */
  onSay: (more: { note?: string; url?: string | null }) => Promise<boolean>;
}

/** A word to the others; for what is published, where it is to be read. What is typed is kept until it is said or given up. */
export function SayForm({ kept, saying, busy, onClose, onSay }: SayFormProps) {
  const [note, keepNote] = useKept<string>(`note:${kept}`);
  const [url, keepUrl] = useKept<string>(`published-at:${kept}`);
  const id = useId();
  const forget = (): void => {
    keepNote(null);
    keepUrl(null);
  };

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const said = note?.trim() ? { note: note.trim() } : {};
    if (await onSay(saying === 'publish' ? { ...said, url: url?.trim() || null } : said)) forget();
  }

  return (
    <form className="review-form" onSubmit={(event) => void submit(event)}>
      {saying === 'publish' && (
        <Field
          label={t('review.url')}
          type="url"
          placeholder="https://"
          maxLength={2_000}
          autoFocus
          value={url ?? ''}
          onChange={(event) => keepUrl(event.target.value)}
        />
      )}
      <div className="field">
        <label htmlFor={id}>{t('review.note')}</label>
        <textarea
          id={id}
          rows={2}
          maxLength={LONGEST_NOTE}
          autoFocus={saying !== 'publish'}
          value={note ?? ''}
          onChange={(event) => keepNote(event.target.value)}
        />
      </div>
      <div className="instructions-actions">
        <Button
          look="quiet"
          small
          onClick={() => {
            forget();
            onClose();
          }}
        >
          {t('review.cancel')}
        </Button>
        <Button look="primary" small type="submit" busy={busy}>
          {t(`review.sure.${saying}`)}
        </Button>
      </div>
    </form>
  );
}
