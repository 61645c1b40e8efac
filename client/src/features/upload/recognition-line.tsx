import type { Limits } from '../../../../src/contract/limits.js';
import { size } from '../../ui/times-and-sizes.js';
import type { Resource } from '../../ui/resource.js';
import { t } from '../../words/words.js';

/** Before an upload is begun: what becomes of a recording without captions here, and what that takes. */
export function RecognitionLine({ limits }: { limits: Resource<Limits> }) {
  return <>{limits.state === 'there' ? wordsFor(limits.value.recognition) : ''}</>;
}

function wordsFor({ where, downloadBytes }: Limits['recognition']): string {
  if (where === 'nowhere') return t('upload.recognition.nowhere');
  if (where === 'server') return t('upload.recognition.server');
  if (downloadBytes === 0) return t('upload.recognition.here');
  return downloadBytes === null
    ? t('upload.recognition.fetched')
    : t('upload.recognition.download', { size: size(downloadBytes) });
}
