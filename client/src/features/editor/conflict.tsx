import type { Content } from '../../../../src/contract/content.js';
import { Button } from '../../ui/button.js';
import type { DraftSession } from './draft-session.js';

interface ConflictProps {
  session: DraftSession;
  mine: string;
  theirs: Content;
  busy: boolean;
}

const authors: Record<Content['origin'], string> = {
  edited: 'saved in another place',
  offline: 'newly written',
  model: 'newly written',
};

/** Both texts, whole, and the choice between them. Whichever is chosen, the other stays among the versions. */
export function Conflict({ session, mine, theirs, busy }: ConflictProps) {
  return (
    <section className="conflict" aria-labelledby="conflict-title">
      <div role="alert">
        <h3 id="conflict-title">There are two texts now</h3>
        <p>
          Version {theirs.version} was {authors[theirs.origin]} while you were writing. Choose the one to go on with.
          The other stays in the list of versions.
        </p>
      </div>
      <div className="conflict-texts">
        <div>
          <h4>Yours, not saved yet</h4>
          <pre tabIndex={0}>{mine}</pre>
          <Button look="primary" busy={busy} onClick={() => void session.keepMine()}>
            Go on with mine
          </Button>
        </div>
        <div>
          <h4>Version {theirs.version}</h4>
          <pre tabIndex={0}>{theirs.body}</pre>
          <Button busy={busy} onClick={() => void session.takeTheirs()}>
            Go on with version {theirs.version}
          </Button>
        </div>
      </div>
    </section>
  );
}
