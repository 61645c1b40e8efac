import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
  small?: boolean;
  /** A request was sent and is not answered yet. */
  busy?: boolean;
}

const classOf = (look: Look, small: boolean, more = ''): string =>
  `button button-${look} ${small ? 'button-small' : ''} ${more}`.trim();

/** Stays focusable while busy, or pressing it would lose the focus. */
export function Button({ look = 'secondary', small = false, busy = false, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classOf(look, small, className)}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    />
  );
}

interface ButtonLinkProps {
  to: string;
  look?: Look;
  small?: boolean;
  children: ReactNode;
  'aria-label'?: string;
}

/** A link that looks like a button. */
export function ButtonLink({ look = 'secondary', small = false, ...rest }: ButtonLinkProps) {
  return <Link className={classOf(look, small)} {...rest} />;
}

/** For files that the server makes: the browser saves what comes. */
export function DownloadLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className={classOf('secondary', true)} href={href} download>
      {children}
    </a>
  );
}
