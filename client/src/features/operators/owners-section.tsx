import { useState } from 'react';
import type { OperatorOwner, OwnersQuery } from '../../../../src/contract/operators.js';
import { operators } from '../../api-operators.js';
import { useResource } from '../../ui/resource.js';
import { dollars, size } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { Choice, Section } from './section.js';

type By = NonNullable<OwnersQuery['by']>;

/** Who owns most. Asked for when the page opens, and for another order: it is much to count. */
export function OwnersSection() {
  const [by, setBy] = useState<By>('storage');
  const loaded = useResource('owners', by, () => operators.owners(by));
  const orders = { storage: t('operators.owners.byStorage'), cost: t('operators.owners.byCost') } satisfies Record<
    By,
    string
  >;
  return (
    <Section
      id="owners"
      title={t('operators.owners.title')}
      choice={<Choice label={t('operators.owners.order')} options={orders} chosen={by} onChoose={setBy} />}
      resource={loaded}
    >
      {({ items }) =>
        items.length === 0 ? <p className="muted">{t('operators.owners.none')}</p> : <Owners items={items} />
      }
    </Section>
  );
}

function Owners({ items }: { items: readonly OperatorOwner[] }) {
  return (
    <div className="operators-table" role="group" aria-labelledby="owners-title" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('operators.owners.who')}</th>
            <th scope="col">{t('operators.owners.projects')}</th>
            <th scope="col">{t('operators.owners.storage')}</th>
            <th scope="col">{t('operators.owners.cost')}</th>
            <th scope="col">{t('operators.owners.unfinished')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ userId, name, email, projects, storageBytes, spentUsd, unfinishedTasks }) => (
            <tr key={userId}>
              <th scope="row">
                {name ?? t('operators.owners.gone')} <span className="muted">{email ?? userId}</span>
              </th>
              <td>{projects}</td>
              <td>{size(storageBytes)}</td>
              <td>{dollars(spentUsd)}</td>
              <td>{unfinishedTasks}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
