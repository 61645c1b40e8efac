import { useState } from 'react';
import { toast } from 'sonner';
import type { OwnPicture } from '../../../../../src/contract/own-pictures.js';
import { api } from '../../../api.js';
import { messageOf } from '../../../http.js';
import { Button } from '../../../ui/button.js';
import { useResource } from '../../../ui/resource.js';
import { clock } from '../../../ui/times-and-sizes.js';
import { t } from '../../../words/words.js';
import { tellDeleted } from '../../bin/things.js';
import { alternative } from './alternative.js';
import { carry } from './carried.js';

interface OwnProps {
  projectId: string;
  onPick: (markdown: string) => void;
}

/** Files of the person's own and frames that were taken: put into the draft once more, or deleted. */
export function OwnPictures({ projectId, onPick }: OwnProps) {
  const [changes, setChanges] = useState(0);
  const pictures = useResource(`pictures:${projectId}`, String(changes), () => api.pictures(projectId));
  const items = pictures.state === 'there' ? pictures.value.items : [];
  if (items.length === 0) return null;
  return (
    <>
      <h4 className="picks-head">{t('editor.pictures.own.title')}</h4>
      <ul className="picks">
        {items.map((picture, i) => (
          <OwnPicturePick
            key={picture.name}
            projectId={projectId}
            picture={picture}
            count={i + 1}
            onPick={onPick}
            onChanged={() => setChanges((n) => n + 1)}
          />
        ))}
      </ul>
    </>
  );
}

interface PickProps extends OwnProps {
  picture: OwnPicture;
  /** Which of them it is, from 1 on: files have no names. */
  count: number;
  onChanged: () => void;
}

function OwnPicturePick({ projectId, picture, count, onPick, onChanged }: PickProps) {
  const [busy, setBusy] = useState(false);
  const { name, url, atMs, width, height } = picture;
  const words = atMs === null ? '' : t('editor.pictures.screenshotAt', { time: clock(atMs) });
  const markdown = `![${alternative(words)}](pictures/${name})`;
  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await api.deletePicture(projectId, name);
      tellDeleted({ kind: 'picture', of: name, name: null }, onChanged);
      onChanged();
    } catch (error) {
      toast.error(t('editor.pictures.own.notDeleted'), { description: messageOf(error) });
    }
    setBusy(false);
  }
  return (
    <li draggable onDragStart={({ dataTransfer }) => carry(dataTransfer, markdown)}>
      <Button look="quiet" aria-label={t('editor.pictures.own.insert', { count })} onClick={() => onPick(markdown)}>
        <img
          src={url}
          {...(width !== null && height !== null && { width, height })}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
        />
      </Button>
      <Button
        look="quiet"
        small
        busy={busy}
        aria-label={t('editor.pictures.own.deleteOf', { count })}
        onClick={() => void remove()}
      >
        {t('editor.pictures.own.delete')}
      </Button>
    </li>
  );
}
