import { useId, useState } from 'react';
import { t } from '../words/words.js';
import { Button } from './button.js';

interface CopyLinkProps {
  label: string;
  link: string;
  hint: string;
}

/** A link to pass on. Where the browser does not let it be copied, it is there to be selected. */
export function CopyLink({ label, link, hint }: CopyLinkProps) {
  const [copied, setCopied] = useState(false);
  const id = useId();
  const copy = (): void => {
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="copy-link">
      <label htmlFor={id}>{label}</label>
      <div>
        <input id={id} readOnly value={link} onFocus={(event) => event.target.select()} />
        <Button onClick={copy}>{copied ? t('link.copied') : t('link.copy')}</Button>
      </div>
      <p className="hint">{hint}</p>
    </div>
  );
}
