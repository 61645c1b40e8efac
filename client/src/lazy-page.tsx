/** Pages that are loaded when they are opened. */
import type { ComponentType } from 'react';
import { lazy } from 'react';
import { Button } from './ui/button.js';
import { Empty } from './ui/message.js';
import { t } from './words/words.js';

/** `load`: answers the page's component. A page that cannot be loaded says so, with a way out. */
export const lazyPage = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy<ComponentType<Props>>(() =>
    load().then(
      (Page) => ({ default: Page }),
      () => ({ default: NotLoaded }),
    ),
  );

/** The line broke off, or this tab is older than what the server has now. */
function NotLoaded() {
  return (
    <div className="page">
      <Empty title={t('page.notLoaded.title')}>
        <p>{t('page.notLoaded.text')}</p>
        <Button look="primary" onClick={() => window.location.reload()}>
          {t('page.notLoaded.again')}
        </Button>
      </Empty>
    </div>
  );
}
