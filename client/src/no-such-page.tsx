import { ButtonLink } from './ui/button.js';
import { Empty } from './ui/message.js';
import { t } from './words/words.js';

/** For every address that no page has. */
export function NoSuchPage() {
  return (
    <div className="page">
      <title>{`${t('page.none.tab')} · Devreel`}</title>
      <h1>{t('page.none.title')}</h1>
      <Empty title={t('page.none.text')}>
        <ButtonLink to="/" look="primary">
          {t('page.none.home')}
        </ButtonLink>
      </Empty>
    </div>
  );
}
