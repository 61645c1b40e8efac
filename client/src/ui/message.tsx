import type { ReactNode } from 'react';
import type { IconName } from './icon.js';
import { Icon } from './icon.js';

interface MessageProps {
  tone: 'plain' | 'warn' | 'bad';
  /** Read out at once when it appears. */
  urgent?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}

const icons: Record<MessageProps['tone'], IconName> = { plain: 'check', warn: 'warning', bad: 'warning' };

/** A message beside what it is about. */
export function Message({ tone, urgent = false, actions, children }: MessageProps) {
  return (
    <div className={`message message-${tone}`} {...(urgent ? { role: 'alert' } : {})}>
      <Icon name={icons[tone]} />
      <div className="message-body">{children}</div>
      {actions && <div className="message-actions">{actions}</div>}
    </div>
  );
}

interface EmptyProps {
  title: string;
  children?: ReactNode;
}

/** An empty state: says that there is nothing yet, and what to do about it. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
