import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Sentence } from '../../words/sentence.js';
import { useSession } from './session.js';

interface AdministratorsOnlyProps {
  /** What everybody else reads. */
  otherwise: string;
  children: ReactNode;
}

/** What only who runs this Devreel sees. Whom its settings name learns what is missing. */
export function AdministratorsOnly({ otherwise, children }: AdministratorsOnlyProps) {
  const session = useSession();
  const me = session.state === 'in' ? session.me : null;
  if (me?.isAdministrator) return children;
  if (!me?.administersOnceProved) return <p className="muted">{otherwise}</p>;
  return (
    <p>
      <Sentence
        i18nKey="account.unproved"
        values={{ email: me.email }}
        components={{ forgot: <Link to="/forgot" /> }}
      />
    </p>
  );
}
