import { useId } from 'react';
import type { Screenshot } from '../../../../../src/contract/content.js';
import { api } from '../../../api.js';
import { Button } from '../../../ui/button.js';
import { smaller } from '../../../ui/smaller-pictures.js';
import { ResourceView } from '../../../ui/resource-view.js';
import { useResource } from '../../../ui/resource.js';
import { clock } from '../../../ui/times-and-sizes.js';
import { alternative, altOf } from './alternative.js';
import { carry } from './carried.js';
import { FrameScrubber } from './frame-scrubber.js';
import { OwnPictures } from './own-pictures.js';
import { t } from '../../../words/words.js';

interface PickProps {
  projectId: string;
  /** Puts this Markdown where the cursor is. */
  onPick: (markdown: string) => void;
  /** Files of the person's own. */
  onPictures: (files: File[]) => void;
  onClose: () => void;
}

/** The very frame that is wanted, the talk's distinct screenshots, or a file: to be put into the draft. */
export function PickPicture({ projectId, onPick, onPictures, onClose }: PickProps) {
  const screenshots = useResource(`screenshots:${projectId}`, 'to pick', () => api.screenshots(projectId));
  const shots = screenshots.state === 'there' ? screenshots.value.items : [];
  return (
    <section className="card picker" aria-label={t('editor.pictures.title')}>
      <div className="section-head">
        <h3>{t('editor.pictures.insert')}</h3>
        <div className="section-actions">
          <FileButton onPictures={onPictures} />
          <Button small look="quiet" onClick={onClose}>
            {t('editor.find.close')}
          </Button>
        </div>
      </div>
      <FrameScrubber projectId={projectId} screenshots={shots} onPick={onPick} />
      <OwnPictures projectId={projectId} onPick={onPick} />
      <ResourceView resource={screenshots} notReady={<p className="muted">{t('editor.pictures.none')}</p>}>
        {({ items }) => <Shots items={items.filter(({ distinct }) => distinct)} onPick={onPick} />}
      </ResourceView>
    </section>
  );
}

function Shots({ items, onPick }: { items: Screenshot[]; onPick: PickProps['onPick'] }) {
  return (
    <>
      <p className="picks-hint muted">{t('editor.pictures.drag')}</p>
      <ul className="picks">
        {items.map((shot) => (
          <Shot key={shot.index} shot={shot} onPick={onPick} />
        ))}
      </ul>
    </>
  );
}

function Shot({ shot, onPick }: { shot: Screenshot; onPick: PickProps['onPick'] }) {
  const { index, atMs, url, width, height } = shot;
  const words = alternative(altOf(shot) || t('editor.pictures.screenshotAt', { time: clock(atMs) }));
  const markdown = `![${words}](screenshots/${index}.jpg)`;
  return (
    <li draggable onDragStart={({ dataTransfer }) => carry(dataTransfer, markdown)}>
      <Button
        look="quiet"
        aria-label={t('editor.pictures.insertAt', { time: clock(atMs) })}
        onClick={() => onPick(markdown)}
      >
        <img
          {...smaller(url, width)}
          sizes="12rem"
          width={width}
          height={height}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
        />
        {clock(atMs)}
      </Button>
    </li>
  );
}

function FileButton({ onPictures }: Pick<PickProps, 'onPictures'>) {
  const id = useId();
  return (
    <label className="button button-secondary button-small" htmlFor={id}>
      {t('editor.pictures.file')}
      <input
        id={id}
        className="file-field"
        type="file"
        accept="image/jpeg,image/png,image/gif,image/webp"
        multiple
        aria-label={t('editor.pictures.fromFile')}
        onChange={(event) => {
          onPictures([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
