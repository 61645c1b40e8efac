import { useId } from 'react';
import { toast } from 'sonner';
import type { ProjectCard } from '../../../../src/contract/project.js';
import { Button } from '../../ui/button.js';
import { size } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { acceptedFiles } from '../files/picked-files.js';
import { refusalOf } from '../upload/check-file.js';
import { uploads, useUpload } from '../upload/uploads.js';

/** Goes on with an upload that was interrupted: at once where this page has the file still, else once it is chosen again. */
export function GoOn({ card }: { card: ProjectCard }) {
  const id = useId();
  const upload = useUpload(card.id);
  if (upload && upload.phase !== 'paused' && upload.phase !== 'failed') return null;
  const spoken = t('home.goOn.spoken', { title: card.title });
  if (upload) {
    return (
      <Button small aria-label={spoken} onClick={() => uploads.goOn(card.id)}>
        {t('home.goOn.button')}
      </Button>
    );
  }
  if (!card.upload?.isYours) return null;
  return (
    <label className="button button-secondary button-small" htmlFor={id} title={t('home.goOn.hint')}>
      {t('home.goOn.button')}
      <input
        id={id}
        className="unseen"
        type="file"
        accept={acceptedFiles}
        aria-label={spoken}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void goOnWith(card, file);
        }}
      />
    </label>
  );
}

async function goOnWith({ id, upload }: ProjectCard, file: File): Promise<void> {
  if (upload && (file.size !== upload.sizeBytes || file.name !== upload.filename)) {
    const sizes = { has: size(file.size), wanted: size(upload.sizeBytes) };
    const description = file.size === upload.sizeBytes ? t('home.goOn.hint') : t('home.goOn.otherSize', sizes);
    toast.error(t('home.goOn.other', { name: upload.filename }), { description });
    return;
  }
  const refusal = await refusalOf(file, false);
  if (refusal === null) uploads.start(id, file, null, upload?.address ?? null);
  else toast.error(t('home.goOn.refused'), { description: refusal });
}
