import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import type { EstimatedCalls, Usage } from '../../../../src/contract/usage.js';
import { api } from '../../api.js';
import { DocsLink } from '../../ui/docs-link.js';
import { useResource } from '../../ui/resource.js';
import { clock, dollars } from '../../ui/times-and-sizes.js';
import { language, t } from '../../words/words.js';

/** What the models have used and cost so far, and about what is still to come. Shows nothing where no model costs anything. */
export function UsageSection({ project: { id, tasks } }: { project: ProjectSnapshot }) {
  // Read again when a task changes its state. What a running task uses meanwhile is not followed.
  const version = tasks.map(({ key, status, attempt }) => `${key} ${status} ${attempt}`).join();
  const usage = useResource(`usage:${id}`, version, () => api.usage(id));
  if (usage.state !== 'there') return null;
  const { totals, estimate, spentUsd, budgetUsd } = usage.value;
  if (totals.length + estimate.items.length + estimate.drafts.length === 0) return null;
  const ofBudget = (spent: string): string =>
    budgetUsd === null ? spent : t('usage.of', { spent, budget: dollars(budgetUsd) });
  return (
    <section className="card checklist usage" aria-labelledby="usage-title">
      <h2 id="usage-title">{t('usage.title')}</h2>
      <dl>
        {totals.map((total) => (
          <div key={`${total.kind} ${total.model}`}>
            <dt>
              {t(`usage.doers.${total.kind}`)} <span className="muted">{total.model}</span>
            </dt>
            <dd>{usedBy(total)}</dd>
            <dd className="usage-usd">{total.costUsd === null ? '–' : dollars(total.costUsd)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('usage.spent')}</dt>
          <dd>
            {spentUsd === null && totals.length > 0 && (
              <>
                {t('usage.noPrice')}. <DocsLink to="operations#what-calls-cost">{t('docs.prices')}</DocsLink>
              </>
            )}
          </dd>
          <dd className="usage-usd">
            {ofBudget(spentUsd === null && totals.length > 0 ? '–' : dollars(spentUsd ?? 0))}
          </dd>
        </div>
        {estimate.items.length > 0 && (
          <Coming label={t('usage.coming')} calls={estimate.items} costUsd={estimate.costUsd} />
        )}
        {estimate.drafts.length > 0 && (
          <Coming
            label={t('usage.draft')}
            calls={estimate.drafts.slice(0, 1)}
            costUsd={estimate.drafts[0]?.costUsd ?? null}
          />
        )}
      </dl>
    </section>
  );
}

interface ComingProps {
  label: string;
  calls: EstimatedCalls[];
  costUsd: number | null;
}

function Coming({ label, calls, costUsd }: ComingProps) {
  const sum = (of: (calls: EstimatedCalls) => number): number => calls.reduce((all, one) => all + of(one), 0);
  const used = { tokensIn: sum((c) => c.tokensIn), tokensOut: sum((c) => c.tokensOut), audioMs: sum((c) => c.audioMs) };
  return (
    <div className="muted">
      <dt>{label}</dt>
      <dd>{t('usage.about', { amount: amounts(used).join(', ') })}</dd>
      <dd className="usage-usd">{costUsd === null ? '–' : t('usage.about', { amount: dollars(costUsd) })}</dd>
    </div>
  );
}

type Used = Pick<EstimatedCalls, 'tokensIn' | 'tokensOut' | 'audioMs'>;

const usedBy = (total: Usage['totals'][number]): string =>
  [t('usage.calls', { count: total.calls }), ...amounts(total)].join(', ');

const amounts = ({ tokensIn, tokensOut, audioMs }: Used): string[] => [
  ...(audioMs > 0 ? [t('usage.sound', { time: clock(audioMs) })] : []),
  ...(tokensIn + tokensOut > 0
    ? [t('usage.tokens', { tokens: (tokensIn + tokensOut).toLocaleString(language()) })]
    : []),
];
