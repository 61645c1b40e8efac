import { useState } from 'react';
import { Link } from 'react-router';
import { toast } from 'sonner';
import type { Me } from '../../../../src/contract/account.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { signOut } from './session.js';
import { t } from '../../words/words.js';

export function AccountMenu({ me }: { me: Me }) {
  const [busy, setBusy] = useState(false);

  async function leave(): Promise<void> {
    setBusy(true);
    await signOut().catch((error: unknown) => {
      setBusy(false);
      toast.error(t('account.menu.stillIn'), { description: messageOf(error) });
    });
  }

  return (
    <div className="account">
      <Link className="account-link" to="/account" title={t('account.menu.link', { email: me.email })}>
        <Icon name="person" />
        <span className="account-name">{me.name}</span>
      </Link>
      <Button look="quiet" small busy={busy} onClick={() => void leave()}>
        {t('account.menu.signOut')}
      </Button>
    </div>
  );
}
