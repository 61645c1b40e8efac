import type { Content } from '../../../../src/contract/content.js';
import { Button } from '../../ui/button.js';
import type { DraftSession } from './draft-session.js';
import { Merge } from './merge/merge.js';
import { t } from '../../words/words.js';

interface ConflictProps {
  session: DraftSession;
  mine: string;
  /** The text that mine began with; null where that is not known any more. */
  base: string | null;
  theirs: Content;
  busy: boolean;
}

const authors = { edited: 'saved', offline: 'written', model: 'written' } as const satisfies Record<
  Content['origin'],
  string
>;

/** Both texts, word by word, and the choice between them. Whatever is chosen, both stay among the versions. */
export function Conflict({ session, mine, base, theirs, busy }: ConflictProps) {
  return (
    <section className="conflict" aria-labelledby="conflict-title">
      <div role="alert">
        <h3 id="conflict-title">{t('editor.conflict.title')}</h3>
        <p>{t(`editor.conflict.${authors[theirs.origin]}`, { version: theirs.version })}</p>
      </div>
      <Merge
        mine={mine}
        theirs={theirs.body}
        base={base}
        names={{ mine: t('editor.merge.yours'), theirs: t('editor.merge.version', { version: theirs.version }) }}
        busy={busy}
        onDone={(text) => void session.goOnWith(text)}
      >
        <Button busy={busy} onClick={() => void session.keepMine()}>
          {t('editor.conflict.mine')}
        </Button>
        <Button busy={busy} onClick={() => void session.takeTheirs()}>
          {t('editor.conflict.theirs', { version: theirs.version })}
        </Button>
      </Merge>
    </section>
  );
}
