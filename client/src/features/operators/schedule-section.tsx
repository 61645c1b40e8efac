import type { ScheduledWork } from '../../../../src/contract/operators.js';
import { operators } from '../../api-operators.js';
import { Button } from '../../ui/button.js';
import { useSeconds } from '../../ui/now.js';
import { useResource } from '../../ui/resource.js';
import { ago } from '../../ui/times-and-sizes.js';
import en from '../../words/en.json';
import { locale, t } from '../../words/words.js';
import { Section } from './section.js';
import type { DeedProps } from './use-deed.js';
import { useDeed, useVersion } from './use-deed.js';

/** What is done by the clock: when last, how it went, and when next. */
export function ScheduleSection({ deeds, onDone }: DeedProps) {
  const loaded = useResource('schedule', useVersion(deeds), () => operators.schedule());
  return (
    <Section id="schedule" title={t('operators.schedule.title')} resource={loaded}>
      {({ items }) => (
        <ul className="operators-list">
          {items.map((work) => (
            <WorkLine key={work.name} work={work} onDone={onDone} />
          ))}
        </ul>
      )}
    </Section>
  );
}

const isNamed = (name: string): name is keyof typeof en.operators.schedule.names =>
  Object.hasOwn(en.operators.schedule.names, name);

/** Scheduled work that somebody added goes by the name in its table. */
const nameOf = (name: string): string => (isNamed(name) ? t(`operators.schedule.names.${name}`) : name);

function WorkLine({ work, onDone }: { work: ScheduledWork; onDone: () => void }) {
  const [busy, run] = useDeed(onDone);
  const now = useSeconds();
  const what = nameOf(work.name);
  const next = new Date(work.nextAt).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li>
      <div className="operators-line">
        <p className="operators-what">
          <strong>{what}</strong>
        </p>
        <p className="muted">
          {lastOf(work, now)} · {t('operators.schedule.next', { when: next })}
        </p>
        {work.lastRun?.said != null && <p className="operators-said">{work.lastRun.said}</p>}
      </div>
      <div className="operators-deeds">
        <Button
          small
          busy={busy}
          aria-label={t('operators.schedule.runOf', { what })}
          onClick={() => run(() => operators.runNow(work.name), t('operators.schedule.notRun', { what }))}
        >
          {t('operators.schedule.run')}
        </Button>
      </div>
    </li>
  );
}

function lastOf({ lastRun }: ScheduledWork, now: number): string {
  if (!lastRun) return t('operators.schedule.never');
  const when = ago(lastRun.startedAt, now);
  return t(`operators.schedule.last.${lastRun.outcome}`, { when });
}
