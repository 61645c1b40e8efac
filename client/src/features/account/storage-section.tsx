import { Link } from 'react-router';
import type { Me } from '../../../../src/contract/account.js';
import { size, sizeOf } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { AccountSection } from './account-section.js';

export function StorageSection({ me }: { me: Me }) {
  const { usedBytes, limitBytes } = me.storage;
  const used = limitBytes === null ? size(usedBytes) : sizeOf(usedBytes, limitBytes);
  return (
    <AccountSection id="storage" title={t('account.storage.title')} words={t('account.storage.words')}>
      <p>{t(limitBytes === null ? 'account.storage.used' : 'account.storage.usedOf', { used })}</p>
      {limitBytes !== null && (
        <meter
          min={0}
          max={limitBytes}
          value={usedBytes}
          high={0.8 * limitBytes}
          aria-label={t('account.storage.title')}
        />
      )}
      <Link to="/bin">{t('account.storage.bin')}</Link>
    </AccountSection>
  );
}
