import { useState } from 'react';
import { toast } from 'sonner';
import type { Me } from '../../../../src/contract/account.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { signOut } from './session.js';

export function AccountMenu({ me }: { me: Me }) {
  const [busy, setBusy] = useState(false);

  async function leave(): Promise<void> {
    setBusy(true);
    await signOut().catch((error: unknown) => {
      setBusy(false);
      toast.error('You are still signed in', { description: messageOf(error) });
    });
  }

  return (
    <div className="account">
      <span className="account-name" title={me.email}>
        {me.name}
      </span>
      <Button look="quiet" small busy={busy} onClick={() => void leave()}>
        Sign out
      </Button>
    </div>
  );
}
