import { useId } from 'react';
import { toast } from 'sonner';
import type { Content } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { downloadsOf } from '../leaving/downloads.js';
import { t } from '../../words/words.js';

/** Copies, and says whether it worked: a browser may refuse the clipboard. */
async function copied(copy: () => Promise<void>, how: string): Promise<void> {
  try {
    await copy();
    toast.success(t('editor.copy.done'), { description: how });
  } catch {
    toast.error(t('editor.copy.not'), { description: t('editor.copy.refused') });
  }
}

interface CopyProps {
  text: string;
  /** The label of the button; `spoken` is the one for screen readers, when the label needs its surroundings. */
  label?: string;
  spoken?: string;
  how?: string;
}

export function CopyButton({
  text,
  label = t('editor.copy.copy'),
  spoken,
  how = t('editor.copy.asMarkdown'),
}: CopyProps) {
  return (
    <Button
      small
      aria-label={spoken ?? label}
      onClick={() => void copied(() => navigator.clipboard.writeText(text), how)}
    >
      {label}
    </Button>
  );
}

interface CopyFormattedProps {
  projectId: string;
  type: string;
  text: string;
  /** Saves what is on the screen first. */
  save: () => Promise<void>;
}

/** With its formatting and its pictures, for mail programs and word processors. */
export function CopyFormattedButton({ projectId, type, text, save }: CopyFormattedProps) {
  async function page(): Promise<Blob> {
    await save();
    const html = await api.exportedPage(projectId, type);
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    return new Blob([body.innerHTML], { type: 'text/html' });
  }
  // The clipboard is asked at once, as long as the browser still knows of the press; the page may come later.
  const copy = (): Promise<void> =>
    navigator.clipboard.write([
      new ClipboardItem({ 'text/html': page(), 'text/plain': new Blob([text], { type: 'text/plain' }) }),
    ]);
  return (
    <Button small onClick={() => void copied(copy, t('editor.copy.withPictures'))}>
      {t('editor.copy.formatted')}
    </Button>
  );
}

/** The files that the server makes of a draft. */
export function DownloadMenu({ projectId, content }: { projectId: string; content: Content }) {
  const id = useId();
  return (
    <details
      className="menu"
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.open = false;
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary className="button button-secondary button-small" aria-describedby={id}>
        {t('editor.download')}
      </summary>
      <ul id={id}>
        {downloadsOf(projectId, content).map(({ href, words }) => (
          <li key={href}>
            <a href={href} download>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
