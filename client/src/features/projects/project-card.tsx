import { useState } from 'react';
import { Link } from 'react-router';
import { toast } from 'sonner';
import type { ProjectCard as Card } from '../../../../src/contract/project.js';
import { messageOf } from '../../http.js';
import { Icon } from '../../ui/icon.js';
import { IconButton } from '../../ui/icon-button.js';
import { ago, clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { useUpload } from '../upload/uploads.js';
import { standingOf } from './card-words.js';
import { deleteWithUndo } from './delete-with-undo.js';
import { GoOn } from './go-on.js';
import { TagsDialog } from './tags-dialog.js';

interface ProjectCardProps {
  card: Card;
  now: number;
  knownTags: readonly string[];
  onTag: (tag: string) => void;
}

/** The whole of it leads to the project; what can be done with it lies above that. */
export function ProjectCard({ card, now, knownTags, onTag }: ProjectCardProps) {
  const standing = standingOf(card, useUpload(card.id));
  return (
    <li className="project">
      <Picture card={card} />
      <div className="project-words">
        <h3 className="project-title">
          <Link className="project-link" to={`/projects/${card.id}`}>
            {card.title}
          </Link>
        </h3>
        <p className={`project-state project-state-${standing.tone}`}>
          <span className="project-dot" />
          {standing.text}
        </p>
        {/* Has its place even where there is none, so that nothing moves. */}
        <div className="project-bar" aria-hidden="true">
          {standing.percent !== null && <span style={{ transform: `scaleX(${standing.percent / 100})` }} />}
        </div>
        <p className="muted project-facts">
          {t('home.changed', { when: ago(card.updatedAt, now) })}
          {card.role !== 'owner' && t(`home.shared.${card.role}`)}
        </p>
        <div className="project-foot">
          <div className="chips">
            {card.tags.map((tag) => (
              <button key={tag} type="button" className="chip" onClick={() => onTag(tag)}>
                {tag}
              </button>
            ))}
          </div>
          <GoOn card={card} />
          {card.role !== 'viewer' && <TagsDialog card={card} known={knownTags} />}
          {card.role === 'owner' && <Delete card={card} />}
        </div>
      </div>
    </li>
  );
}

function Picture({ card: { pictureUrl, durationMs } }: { card: Card }) {
  return (
    <div className="project-picture">
      {pictureUrl === null ? <Icon name="film" /> : <img src={pictureUrl} alt="" loading="lazy" decoding="async" />}
      {durationMs !== null && <span className="project-length">{clock(durationMs)}</span>}
    </div>
  );
}

function Delete({ card }: { card: Card }) {
  const [busy, setBusy] = useState(false);

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await deleteWithUndo(card);
    } catch (error) {
      setBusy(false);
      toast.error(t('bin.notDeleted', { title: card.title }), { description: messageOf(error) });
    }
  }

  return (
    <IconButton
      icon="bin"
      name={t('bin.delete', { title: card.title })}
      onClick={() => {
        if (!busy) void remove();
      }}
    />
  );
}
