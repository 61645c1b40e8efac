import { useState } from 'react';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import type { DraftSession } from './draft-session.js';
import { Merge } from './merge/merge.js';
import { t } from '../../words/words.js';

interface OfferedProps {
  projectId: string;
  type: string;
  session: DraftSession;
  /** The version of the new draft. */
  version: number;
  mine: string;
  busy: boolean;
}

/** A new draft beside one that was edited by hand: nothing of it is taken before people have seen what differs. */
export function Offered({ projectId, type, session, version, mine, busy }: OfferedProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Message
        tone="plain"
        actions={
          <span className="section-actions">
            <Button small look="primary" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('editor.offered.look')}
            </Button>
            <Button small onClick={() => void session.closeOffer()}>
              {t('editor.offered.keep')}
            </Button>
          </span>
        }
      >
        {t('editor.offered.text', { version })}
      </Message>
      {open && (
        <section className="conflict" aria-label={t('editor.offered.both', { version })}>
          <NewDraft projectId={projectId} type={type} session={session} version={version} mine={mine} busy={busy} />
        </section>
      )}
    </>
  );
}

function NewDraft({ projectId, type, session, version, mine, busy }: OfferedProps) {
  const draft = useResource(`version:${projectId}:${type}`, String(version), () =>
    api.version(projectId, type, version),
  );
  return (
    <ResourceView resource={draft} notReady={null}>
      {({ body }) => (
        <Merge
          mine={mine}
          theirs={body}
          base={null}
          names={{ mine: t('editor.merge.yours'), theirs: t('editor.merge.version', { version }) }}
          busy={busy}
          onDone={(text) => void session.goOnWith(text).then(() => session.closeOffer())}
        >
          <Button busy={busy} onClick={() => void session.restore(version)}>
            {t('editor.offered.all', { version })}
          </Button>
        </Merge>
      )}
    </ResourceView>
  );
}
