import { useState } from 'react';
import { toast } from 'sonner';
import type { DeletedThing } from '../../../../src/contract/deleted-things.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { useMinutes } from '../../ui/now.js';
import { ago, size } from '../../ui/times-and-sizes.js';
import { locale, t } from '../../words/words.js';
import { bringThingBack } from '../bin/things.js';

interface ThingsProps {
  items: readonly DeletedThing[];
  onChanged: () => void;
}

/** Documents, pictures, links and kinds of drafts in the bin. */
export function BinnedThings({ items, onChanged }: ThingsProps) {
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="bin-things">
      <h2 id="bin-things" className="bin-head">
        {t('bin.things.title')}
      </h2>
      <ul className="bin">
        {items.map((item) => (
          <ThingLine key={item.id} item={item} onChanged={onChanged} />
        ))}
      </ul>
    </section>
  );
}

function ThingLine({ item, onChanged }: { item: DeletedThing; onChanged: () => void }) {
  const now = useMinutes();
  const [busy, setBusy] = useState(false);
  const title = item.name ?? t(`bin.things.kinds.${item.kind}`);

  async function restore(): Promise<void> {
    setBusy(true);
    await bringThingBack(item);
    setBusy(false);
    onChanged();
  }

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await api.deleteThingForGood(item.id);
    } catch (error) {
      toast.error(t('bin.notDeleted', { title }), { description: messageOf(error) });
    }
    setBusy(false);
    onChanged();
  }

  return (
    <li>
      <div className="bin-words">
        <h3 className="bin-title">{title}</h3>
        <p className="muted">{factsOf(item, now)}</p>
      </div>
      <div className="bin-actions">
        <Button small busy={busy} aria-label={t('bin.restoreSpoken', { title })} onClick={() => void restore()}>
          {t('bin.restore')}
        </Button>
        <Confirm
          label={t('bin.forGood')}
          spoken={t('bin.forGoodSpoken', { title })}
          question={t('bin.forGoodQuestion', { title })}
          keep={t('bin.keep')}
          sure={t('bin.forGood')}
          busy={busy}
          onSure={() => void remove()}
        >
          {t('bin.things.forGoodWords')}
        </Confirm>
      </div>
    </li>
  );
}

function factsOf({ kind, name, project, sizeBytes, binnedAt, goneAt }: DeletedThing, now: number): string {
  const what = [
    ...(name === null ? [] : [t(`bin.things.kinds.${kind}`)]),
    ...(project ? [t('bin.things.of', { title: project.title })] : []),
  ];
  const when = { when: ago(binnedAt, now), date: new Date(goneAt).toLocaleDateString(locale(), { dateStyle: 'long' }) };
  const facts = sizeBytes > 0 ? t('bin.facts', { ...when, size: size(sizeBytes) }) : t('bin.things.facts', when);
  return [...what, facts].join(' · ');
}
