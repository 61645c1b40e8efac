import { useId, useState } from 'react';
import type { DraftMails, DraftMailsChoice } from '../../../../src/contract/draft-mails.js';
import { api } from '../../api.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { language, languages, t } from '../../words/words.js';
import { AccountSection } from './account-section.js';
import { FormEnd } from './form-end.js';
import { useForm } from './use-form.js';

const TIMES = ['off', 'each', 'daily'] as const satisfies readonly DraftMailsChoice['when'][];

/** Whether a mail comes when drafts are ready and nobody is there to see it. */
export function DraftMailsSection() {
  const loaded = useResource('draft-mails', '', () => api.draftMails());
  return (
    <AccountSection id="draft-mails" title={t('account.draftMails.title')} words={t('account.draftMails.words')}>
      <ResourceView resource={loaded} notReady={null}>
        {(mails) =>
          mails.areSent ? <Choice mails={mails} /> : <p className="muted">{t('account.draftMails.none')}</p>
        }
      </ResourceView>
    </AccountSection>
  );
}

/** Where somebody wants mails without a link to prove the address, it was not sent because a new address waits. */
function linkOf({ linkMailed, when }: DraftMails): 'linkMailed' | 'linkWaits' | 'unconfirmed' {
  if (linkMailed) return 'linkMailed';
  return when === 'off' ? 'unconfirmed' : 'linkWaits';
}

function Choice({ mails }: { mails: DraftMails }) {
  const [when, tongue] = [useId(), useId()];
  const [now, setNow] = useState(mails);
  const { state, problem, onSubmit } = useForm(async (word) => {
    const choice = {
      when: TIMES.find((one) => one === word('when')) ?? 'off',
      language: languages.find((one) => one === word('language')) ?? 'en',
    };
    setNow(await api.chooseDraftMails(choice));
  });
  return (
    <form className="account-form" onSubmit={onSubmit}>
      <div className="field">
        <label htmlFor={when}>{t('account.draftMails.when')}</label>
        <select id={when} name="when" defaultValue={mails.when}>
          {TIMES.map((one) => (
            <option key={one} value={one}>
              {t(`account.draftMails.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={tongue}>{t('account.draftMails.language')}</label>
        <select id={tongue} name="language" defaultValue={mails.when === 'off' ? language() : mails.language}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {t(`language.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {!now.isConfirmed && <p className="hint">{t(`account.draftMails.${linkOf(now)}`)}</p>}
      <FormEnd state={state} problem={problem}>
        {t('account.save')}
      </FormEnd>
    </form>
  );
}
