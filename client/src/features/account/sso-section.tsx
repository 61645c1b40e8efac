import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';
import { AccountSection } from './account-section.js';
import { ssoProblem } from './single-sign-on.js';

/** Where there is an identity provider, an account with a password is connected with the one there. */
export function SingleSignOnSection({ name }: { name: string }) {
  const [search] = useSearchParams();
  const [problem, setProblem] = useState<string | null>(ssoProblem(search));

  async function connect(): Promise<void> {
    try {
      location.assign((await api.connectSingleSignOn()).url);
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  return (
    <AccountSection id="sso" title={name} words={t('account.sso.words', { name })}>
      {problem !== null && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      <Button onClick={() => void connect()}>{t('account.sso.connect', { name })}</Button>
    </AccountSection>
  );
}
