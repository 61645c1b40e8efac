import type { Told } from '../notices/told.js';
import { tellOf, toldKinds, useTold } from '../notices/told.js';
import { Button } from '../../ui/button.js';
import { t } from '../../words/words.js';
import { askForPermission, usePermission } from '../notices/system-notifications.js';
import { AccountSection } from './account-section.js';

/** Which notices reach the system's notifications while no tab is in sight. Of this browser: another one may be elsewhere. */
export function NoticesSection() {
  const told = useTold();
  const permission = usePermission();
  return (
    <AccountSection id="notices-out" title={t('account.notices.title')} words={t('account.notices.words')}>
      {permission === 'default' && (
        <div>
          <Button small onClick={() => void askForPermission()}>
            {t('account.notices.allow')}
          </Button>
        </div>
      )}
      {permission !== 'granted' && permission !== 'default' && (
        <p className="muted">{t(`account.notices.${permission}`)}</p>
      )}
      <fieldset className="account-checks" disabled={permission !== 'granted'}>
        <legend className="unseen">{t('account.notices.title')}</legend>
        {toldKinds.map((kind: Told) => (
          <label key={kind} className="check">
            <input
              type="checkbox"
              checked={told.includes(kind)}
              onChange={(event) => tellOf(kind, event.target.checked)}
            />
            {t(`account.notices.${kind}`)}
          </label>
        ))}
      </fieldset>
    </AccountSection>
  );
}
