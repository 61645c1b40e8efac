import type { ReactNode } from 'react';
import { useEffect, useId, useState } from 'react';
import { Icon } from '../../ui/icon.js';
import { t } from '../../words/words.js';
import { acceptedFiles } from './picked-files.js';

interface DropAreaProps {
  title: string;
  children: ReactNode;
  small?: boolean;
  busy?: boolean;
  onFiles: (files: File[]) => void;
}

/** Takes files dropped anywhere on the page, or chosen with the button. */
export function DropArea({ title, children, small = false, busy = false, onFiles }: DropAreaProps) {
  const id = useId();
  const over = useDropAnywhere(onFiles);
  return (
    <section className={`drop ${small ? 'drop-small' : ''} ${over ? 'drop-over' : ''}`} aria-labelledby={`${id}-title`}>
      <span className="drop-icon">
        <Icon name="upload" />
      </span>
      <h2 id={`${id}-title`}>{over ? t('upload.drop.letGo') : title}</h2>
      <div className="drop-words">{children}</div>
      <label className={`button button-primary ${busy ? 'button-busy' : ''}`} htmlFor={id}>
        {busy ? t('upload.drop.starting') : t('upload.drop.choose')}
        <input
          id={id}
          className="unseen"
          type="file"
          multiple
          accept={acceptedFiles}
          aria-label={t('upload.drop.label')}
          disabled={busy}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            if (files.length > 0) onFiles(files);
          }}
        />
      </label>
    </section>
  );
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

// A file that is dropped where nothing takes it would replace the page.
for (const type of ['dragover', 'drop'] as const) {
  window.addEventListener(type, (event) => hasFiles(event) && event.preventDefault());
}

/** True while files are dragged over the window. With `onFiles: null` they are left to others. */
export function useDropAnywhere(onFiles: ((files: File[]) => void) | null): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (onFiles === null) return;
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      // Without a related target the pointer has left the window.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [onFiles]);
  return over;
}
