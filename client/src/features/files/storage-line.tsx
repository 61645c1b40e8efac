import { api } from '../../api.js';
import { useResource } from '../../ui/resource.js';
import { size, sizeOf } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';

/** Before that nobody need think of it. */
const TELL_FROM = 0.8;

/** How much of their space the person has used, once most of it is. Nothing where there is no limit, or nobody knows. */
export function StorageLine() {
  const me = useResource('me', '', () => api.me());
  if (me.state !== 'there') return null;
  const { usedBytes, limitBytes } = me.value.storage;
  if (limitBytes === null || usedBytes <= TELL_FROM * limitBytes) return null;
  const used = sizeOf(usedBytes, limitBytes);
  return (
    <p className="muted">
      {limitBytes > usedBytes
        ? t('upload.storage.left', { used, size: size(limitBytes - usedBytes) })
        : t('upload.storage.full', { used })}
    </p>
  );
}
