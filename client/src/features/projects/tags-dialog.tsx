import type { SubmitEvent } from 'react';
import { useId, useRef, useState } from 'react';
import type { ProjectCard } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Field, wordIn } from '../../ui/field.js';
import { IconButton } from '../../ui/icon-button.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';
import { projectsChanged } from './projects-list.js';

/** Tags are written with commas between them; those in use are offered. */
export function TagsDialog({ card, known }: { card: ProjectCard; known: readonly string[] }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const free = known.filter((tag) => !tagsIn(typed).includes(tag));

  function open(): void {
    setTyped(card.tags.join(', '));
    setProblem(null);
    dialog.current?.showModal();
  }

  async function save(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await api.setTags(card.id, tagsIn(wordIn(new FormData(event.currentTarget), 'tags')));
      dialog.current?.close();
      projectsChanged();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <IconButton icon="tag" name={t('home.tags.of', { title: card.title })} onClick={open} />
      <dialog ref={dialog} className="dialog" aria-labelledby={id}>
        <form className="tags-form" onSubmit={(event) => void save(event)}>
          <h2 id={id}>{t('home.tags.of', { title: card.title })}</h2>
          <Field
            label={t('home.tags.label')}
            name="tags"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={t('home.tags.example')}
            hint={t('home.tags.hint')}
            autoComplete="off"
          />
          <Known tags={free} onAdd={(tag) => setTyped([...tagsIn(typed), tag].join(', '))} />
          {problem !== null && (
            <Message tone="bad" urgent>
              {problem}
            </Message>
          )}
          <div className="dialog-actions">
            <Button onClick={() => dialog.current?.close()}>{t('home.tags.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('home.tags.save')}
            </Button>
          </div>
        </form>
      </dialog>
    </>
  );
}

function Known({ tags, onAdd }: { tags: readonly string[]; onAdd: (tag: string) => void }) {
  if (tags.length === 0) return null;
  return (
    <div className="chips" role="group" aria-label={t('home.tags.known')}>
      {tags.map((tag) => (
        <button key={tag} type="button" className="chip" onClick={() => onAdd(tag)}>
          + {tag}
        </button>
      ))}
    </div>
  );
}

const tagsIn = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
