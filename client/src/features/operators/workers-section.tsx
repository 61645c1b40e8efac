import type { OperatorWorker } from '../../../../src/contract/operators.js';
import { operators } from '../../api-operators.js';
import { Button } from '../../ui/button.js';
import { useSeconds } from '../../ui/now.js';
import { useResource } from '../../ui/resource.js';
import { ago } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { Section } from './section.js';
import type { DeedProps } from './use-deed.js';
import { useDeed, useVersion } from './use-deed.js';

/** The worker processes, and which of them take nothing new. */
export function WorkersSection({ deeds, onDone }: DeedProps) {
  const loaded = useResource('workers', useVersion(deeds), () => operators.workers());
  return (
    <Section id="workers" title={t('operators.workers.title')} resource={loaded}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="muted">{t('operators.workers.none')}</p>
        ) : (
          <ul className="operators-list">
            {items.map((worker) => (
              <WorkerLine key={worker.id} worker={worker} onDone={onDone} />
            ))}
          </ul>
        )
      }
    </Section>
  );
}

function WorkerLine({ worker, onDone }: { worker: OperatorWorker; onDone: () => void }) {
  const [busy, run] = useDeed(onDone);
  const now = useSeconds();
  const { id, host, pid, lives, isDraining, running, places, warnings } = worker;
  const name = t('operators.workers.name', { host, pid });
  const lanes = Object.entries<number>(places).map(([lane, count]) => `${lane} ${count}`);
  return (
    <li>
      <div className="operators-line">
        <p className="operators-what">
          <strong>{name}</strong>
        </p>
        <p className="muted">
          {[
            stateOf(worker, ago(worker.seenAt, now)),
            t('operators.workers.running', { count: running }),
            lanes.join(', '),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {warnings.map((warning) => (
          <p key={warning} className="task-reason">
            {warning}
          </p>
        ))}
      </div>
      {lives && (
        <div className="operators-deeds">
          <Button
            small
            busy={busy}
            aria-label={t(isDraining ? 'operators.workers.againOf' : 'operators.workers.drainOf', { name })}
            onClick={() => run(() => operators.drain(id, !isDraining), t('operators.workers.notChanged', { name }))}
          >
            {t(isDraining ? 'operators.workers.again' : 'operators.workers.drain')}
          </Button>
        </div>
      )}
    </li>
  );
}

function stateOf({ lives, isDraining, running }: OperatorWorker, when: string): string {
  if (!lives) return t('operators.workers.gone', { when });
  if (!isDraining) return t('operators.workers.takes');
  return t(running > 0 ? 'operators.workers.draining' : 'operators.workers.drained');
}
