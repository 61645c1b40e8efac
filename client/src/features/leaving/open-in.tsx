import { toast } from 'sonner';
import type { Content } from '../../../../src/contract/content.js';
import { t } from '../../words/words.js';
import { intentFor } from './intents.js';

interface OpenInProps {
  content: Pick<Content, 'type' | 'format'>;
  /** As it is on the screen. */
  text: string;
}

/** Opens the platform with the text in place. It is copied, too: some take no text from an address, and none takes a whole thread. */
export function OpenIn({ content, text }: OpenInProps) {
  const intent = intentFor(content, text);
  if (!intent) return null;
  const { name, left } = intent;

  function copy(): void {
    const description = left > 0 ? t('leaving.thread', { count: left }) : t('leaving.copied', { name });
    navigator.clipboard.writeText(intent?.text ?? '').then(
      () => toast.success(t('leaving.opened', { name }), { description }),
      // The text is in the address all the same.
      () => toast(t('leaving.opened', { name })),
    );
  }
  return (
    <a
      className="button button-secondary button-small"
      href={intent.href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={copy}
    >
      {t('leaving.openIn', { name })}
    </a>
  );
}
