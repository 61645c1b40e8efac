import { useState } from 'react';
import { Link } from 'react-router';
import { toast } from 'sonner';
import { BIN_DAYS } from '../../../../src/contract/bin-days.js';
import type { DeletedThing } from '../../../../src/contract/deleted-things.js';
import type { Binned } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { isProblem, messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { Empty } from '../../ui/message.js';
import { useMinutes } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { ago, size } from '../../ui/times-and-sizes.js';
import { locale, t } from '../../words/words.js';
import { BinnedThings } from './binned-things.js';
import { bringBack } from './delete-with-undo.js';

export function BinPage() {
  const [version, setVersion] = useState(0);
  const bin = useResource('bin', String(version), async () => {
    const [projects, things] = await Promise.all([api.bin(), deletedThings()]);
    return { projects: projects.items, things: things.items };
  });
  const changed = (): void => setVersion((n) => n + 1);
  return (
    <div className="page">
      <title>{t('bin.tab')}</title>
      <div className="page-head">
        <h1>{t('bin.title')}</h1>
        <Link to="/">{t('bin.back')}</Link>
      </div>
      <p className="muted">{t('bin.words', { days: BIN_DAYS })}</p>
      <ResourceView resource={bin} notReady={null}>
        {({ projects, things }) =>
          projects.length + things.length === 0 ? (
            <Empty title={t('bin.empty')}>
              <p>{t('bin.emptyWords')}</p>
            </Empty>
          ) : (
            <>
              {projects.length > 0 && (
                <ul className="bin">
                  {projects.map((item) => (
                    <BinnedLine key={item.id} item={item} onChanged={changed} />
                  ))}
                </ul>
              )}
              <BinnedThings items={things} onChanged={changed} />
            </>
          )
        }
      </ResourceView>
    </div>
  );
}

/** A server of the version before knows of none. */
async function deletedThings(): Promise<{ items: DeletedThing[] }> {
  try {
    return await api.deletedThings();
  } catch (error) {
    if (isProblem(error, 'not_found')) return { items: [] };
    throw error;
  }
}

function BinnedLine({ item, onChanged }: { item: Binned; onChanged: () => void }) {
  const now = useMinutes();
  const [busy, setBusy] = useState(false);

  async function restore(): Promise<void> {
    setBusy(true);
    await bringBack(item);
    setBusy(false);
    onChanged();
  }

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await api.deleteForGood(item.id);
    } catch (error) {
      toast.error(t('bin.notDeleted', { title: item.title }), { description: messageOf(error) });
    }
    setBusy(false);
    onChanged();
  }

  const goneAt = new Date(item.goneAt).toLocaleDateString(locale(), { dateStyle: 'long' });
  return (
    <li>
      <div className="bin-words">
        <h2 className="bin-title">{item.title}</h2>
        <p className="muted">
          {t('bin.facts', { when: ago(item.binnedAt, now), size: size(item.sizeBytes), date: goneAt })}
        </p>
      </div>
      <div className="bin-actions">
        <Button
          small
          busy={busy}
          aria-label={t('bin.restoreSpoken', { title: item.title })}
          onClick={() => void restore()}
        >
          {t('bin.restore')}
        </Button>
        <Confirm
          label={t('bin.forGood')}
          spoken={t('bin.forGoodSpoken', { title: item.title })}
          question={t('bin.forGoodQuestion', { title: item.title })}
          keep={t('bin.keep')}
          sure={t('bin.forGood')}
          busy={busy}
          onSure={() => void remove()}
        >
          {t('bin.forGoodWords')}
        </Confirm>
      </div>
    </li>
  );
}
