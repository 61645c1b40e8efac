import type { ReactNode } from 'react';

interface AccountSectionProps {
  id: string;
  title: string;
  words?: ReactNode;
  children: ReactNode;
}

/** One part of the account page; the list beside it leads there by `id`. */
export function AccountSection({ id, title, words, children }: AccountSectionProps) {
  return (
    <section id={id} className="card account-section" aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>{title}</h2>
      {words !== undefined && <p className="muted">{words}</p>}
      {children}
    </section>
  );
}
