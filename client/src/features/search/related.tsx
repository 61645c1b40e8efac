import { useEffect, useState } from 'react';
import type { SearchHit } from '../../../../src/contract/search.js';
import { api } from '../../api.js';
import { isProblem, messageOf } from '../../http.js';
import { Hit } from './hit.js';
import { t } from '../../words/words.js';

/** Each question costs money, so it is asked only when nobody has typed for this time. */
const PAUSE_MS = 900;

interface RelatedProps {
  q: string;
  projectId: string;
}

/** Passages that say something similar in other words. Shows nothing while there are none. */
export function Related({ q, projectId }: RelatedProps) {
  const key = JSON.stringify([q, projectId]);
  const [answer, setAnswer] = useState<{ key: string; hits: SearchHit[]; problem: unknown } | null>(null);

  useEffect(() => {
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const { items } = await api.related(q, projectId, abort.signal);
        setAnswer({ key, hits: items, problem: null });
      } catch (problem) {
        if (!isProblem(problem, 'aborted')) setAnswer({ key, hits: [], problem });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, q, projectId]);

  if (answer?.key !== key) return null;
  if (answer.problem !== null)
    return <p className="muted">{t('search.related.failed', { why: messageOf(answer.problem) })}</p>;
  if (answer.hits.length === 0) return null;
  return (
    <section aria-labelledby="related-title">
      <h2 id="related-title" className="related-title">
        {t('search.related.title')}
      </h2>
      <ol className="hits">
        {answer.hits.map((hit, i) => (
          <Hit key={i} hit={hit} withProject={false} />
        ))}
      </ol>
    </section>
  );
}
