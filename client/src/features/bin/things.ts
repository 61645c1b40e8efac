/** A document, picture, link or kind of draft that was deleted comes back by the toast that tells of it, and for 30 days from the bin. */
import { toast } from 'sonner';
import { BIN_DAYS } from '../../../../src/contract/bin-days.js';
import type { DeletedThing } from '../../../../src/contract/deleted-things.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { t } from '../../words/words.js';

type Named = Pick<DeletedThing, 'kind' | 'of' | 'name'>;

const UNDO_FOR_MS = 12_000;

/** `onBack`: once it is there again. */
export function tellDeleted({ kind, of, name }: Named, onBack: () => unknown): void {
  const undo = async (): Promise<void> => {
    try {
      const { items } = await api.deletedThings();
      const deleted = items.find((item) => item.kind === kind && item.of === of);
      if (deleted) await api.restoreThing(deleted.id);
    } catch (error) {
      tellNotRestored({ kind, name }, error);
      return;
    }
    tellRestored({ kind, name });
    onBack();
  };
  toast(t(`bin.things.deleted.${kind}`, { name }), {
    description: t('bin.keptFor', { days: BIN_DAYS }),
    duration: UNDO_FOR_MS,
    action: { label: t('bin.undo'), onClick: () => void undo() },
  });
}

/** Tells when it does not succeed. */
export async function bringThingBack(thing: DeletedThing): Promise<void> {
  try {
    await api.restoreThing(thing.id);
    tellRestored(thing);
  } catch (error) {
    tellNotRestored(thing, error);
  }
}

const tellRestored = ({ kind, name }: Pick<Named, 'kind' | 'name'>): void =>
  void toast.success(t(`bin.things.restored.${kind}`, { name }));

const tellNotRestored = ({ kind, name }: Pick<Named, 'kind' | 'name'>, error: unknown): void =>
  void toast.error(t(`bin.things.notRestored.${kind}`, { name }), { description: messageOf(error) });
