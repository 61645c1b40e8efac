import { useId } from 'react';
import { toast } from 'sonner';
import type { Content } from '../../../../src/contract/content.js';
import { addressOf } from '../../api.js';
import { Button } from '../../ui/button.js';

/** Copies, and says whether it worked: a browser may refuse the clipboard. */
async function copied(copy: () => Promise<void>, how: string): Promise<void> {
  try {
    await copy();
    toast.success('Copied', { description: how });
  } catch {
    toast.error('Not copied', { description: 'This browser does not allow it here. Select the text and copy it.' });
  }
}

interface CopyProps {
  text: string;
  /** The label of the button; `spoken` is the one for screen readers, when the label needs its surroundings. */
  label?: string;
  spoken?: string;
  how?: string;
}

export function CopyButton({ text, label = 'Copy', spoken, how = 'As Markdown.' }: CopyProps) {
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

/** With its formatting, for mail programs and word processors: as the preview shows it. */
export function CopyFormattedButton({ text, from }: { text: string; from: () => HTMLElement | null }) {
  async function copy(): Promise<void> {
    const shown = from()?.cloneNode(true) as HTMLElement | undefined;
    // Where its paragraphs come from is for those who work on it.
    for (const origin of shown?.querySelectorAll('.paragraph-origin') ?? []) origin.remove();
    const html = new Blob([shown?.innerHTML ?? ''], { type: 'text/html' });
    const plain = new Blob([text], { type: 'text/plain' });
    await navigator.clipboard.write([new ClipboardItem({ 'text/html': html, 'text/plain': plain })]);
  }
  return (
    <Button small onClick={() => void copied(copy, 'With its formatting.')}>
      Copy formatted
    </Button>
  );
}

/** The files that the server makes of a draft. */
export function DownloadMenu({ projectId, content }: { projectId: string; content: Content }) {
  const id = useId();
  const formats =
    content.format === 'markdown'
      ? ([
          ['md', 'Markdown'],
          ['html', 'Web page (HTML)'],
          ['zip', 'Markdown with its images (zip)'],
        ] as const)
      : ([
          ['md', 'Text'],
          ['html', 'Web page (HTML)'],
        ] as const);
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
        Download
      </summary>
      <ul id={id}>
        {formats.map(([format, words]) => (
          <li key={format}>
            <a href={addressOf.exported(projectId, content.type, format)} download>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
