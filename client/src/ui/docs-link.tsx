import type { ReactNode } from 'react';

interface DocsLinkProps {
  /** A page of docs/, and the heading in it: `settings`, or `settings#settings`. */
  to: string;
  children: ReactNode;
}

/** To the docs that came with this version, beside what somebody is doing here. */
export function DocsLink({ to, children }: DocsLinkProps) {
  const [page, heading] = to.split('#', 2);
  return (
    <a className="docs-link" href={`/docs/${page}.html${heading ? `#${heading}` : ''}`} target="_blank" rel="noopener">
      {children}
    </a>
  );
}
