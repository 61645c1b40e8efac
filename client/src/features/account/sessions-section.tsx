import { useState } from 'react';
import { toast } from 'sonner';
import type { Session } from '../../../../src/contract/account.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { useMinutes } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { ago } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { AccountSection } from './account-section.js';
import { deviceOf } from './device.js';

/** `version`: another one when sessions may have ended elsewhere. */
export function SessionsSection({ version }: { version: number }) {
  const [ended, setEnded] = useState(0);
  const sessions = useResource('sessions', `${version} ${ended}`, () => api.sessions());

  async function end(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
    } catch (error) {
      toast.error(t('account.sessions.notEnded'), { description: messageOf(error) });
    }
    setEnded((n) => n + 1);
  }

  return (
    <AccountSection id="sessions" title={t('account.sessions.title')} words={t('account.sessions.words')}>
      <ResourceView resource={sessions} notReady={null}>
        {({ items }) => (
          <>
            <ul className="account-list">
              {items.map((session) => (
                <SessionLine
                  key={session.id}
                  session={session}
                  onEnd={() => void end(() => api.endSession(session.id))}
                />
              ))}
            </ul>
            {items.length > 1 && (
              <Button small onClick={() => void end(() => api.endOtherSessions())}>
                {t('account.sessions.endOthers')}
              </Button>
            )}
          </>
        )}
      </ResourceView>
    </AccountSection>
  );
}

function SessionLine({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const now = useMinutes();
  const device = deviceOf(session.userAgent);
  return (
    <li>
      <div className="account-line">
        <strong title={session.userAgent}>{device}</strong>
        <span className="muted">
          {session.isThis
            ? t('account.sessions.this')
            : t('account.sessions.seen', { when: ago(session.lastSeenAt, now), address: session.address })}
        </span>
      </div>
      {!session.isThis && (
        <Button small look="quiet" aria-label={t('account.sessions.endSpoken', { device })} onClick={onEnd}>
          {t('account.sessions.end')}
        </Button>
      )}
    </li>
  );
}
