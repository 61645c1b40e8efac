import { toast } from 'sonner';
import type { ContentSummary } from '../../../../src/contract/project.js';
import type { ContentState, Review } from '../../../../src/contract/reviews.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import type { IconName } from '../../ui/icon.js';
import { useKept } from '../../ui/kept.js';
import { useMinutes } from '../../ui/now.js';
import type { Tone } from '../../ui/pill.js';
import { Pill } from '../../ui/pill.js';
import { useResource } from '../../ui/resource.js';
import { ago } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { SayForm } from './say-form.js';
import type { Saying } from './say-form.js';

const looks: Record<ContentState, { tone: Tone; icon: IconName }> = {
  draft: { tone: 'plain', icon: 'pencil' },
  in_review: { tone: 'warn', icon: 'person' },
  approved: { tone: 'good', icon: 'check' },
  published: { tone: 'good', icon: 'up' },
};

/** What may be said next of a draft in this state; the first is what one does most. */
const next: Record<ContentState, readonly Saying[]> = {
  draft: ['ask', 'approve', 'publish'],
  in_review: ['approve', 'sendBack', 'publish'],
  approved: ['publish', 'reopen'],
  published: ['publish', 'ask'],
};

interface ReviewBarProps {
  projectId: string;
  content: ContentSummary;
  /** Saves what is on the screen, and resolves to its version; to null where that cannot be. Absent for people who may say nothing. */
  seen?: () => Promise<number | null>;
}

/** How far a draft has come among people, the last word on it, and what may be said next. */
export function ReviewBar({ projectId, content, seen }: ReviewBarProps) {
  const { type, state, published } = content;
  const editable = seen !== undefined;
  const [saying, say] = useKept<Saying>(`review:${projectId}:${type}`);
  const request = useRequest(projectId);
  const told = useResource(`reviews:${projectId}:${type}`, `${state}-${published?.at ?? ''}`, () =>
    api.reviews(projectId, type),
  );
  /** Of what is seen here, and of nothing newer. */
  async function set(to: ContentState, more: { note?: string; url?: string | null } = {}): Promise<boolean> {
    const version = (await seen?.()) ?? null;
    if (version !== null) {
      return request.run(() => api.setState(projectId, type, { state: to, ...more }, version), t('review.notSaid'));
    }
    toast.error(t('review.notSaid'), { description: t('review.notSaved') });
    return false;
  }
  const last = told.state === 'there' ? told.value.items[0] : undefined;
  return (
    <div className="review" role="group" aria-label={t('review.title')}>
      <Pill {...looks[state]}>{t(`review.state.${state}`)}</Pill>
      <p className="review-word muted">
        <LastWord last={last?.state === state ? last : undefined} content={content} />
      </p>
      {editable && (
        <span className="section-actions">
          {next[state].map((one, place) => (
            <Button
              key={one}
              small
              look={place === 0 ? 'secondary' : 'quiet'}
              busy={request.busy}
              aria-expanded={hasForm(one) ? saying === one : undefined}
              onClick={() => (hasForm(one) ? say(saying === one ? null : one) : void set(becomes[one]))}
            >
              {t(`review.say.${one}`)}
            </Button>
          ))}
        </span>
      )}
      {editable && saying !== null && next[state].includes(saying) && (
        <SayForm
          kept={`${projectId}:${type}`}
          saying={saying}
          busy={request.busy}
          onClose={() => say(null)}
          onSay={async (more) => {
            const isSaid = await set(becomes[saying], more);
            if (isSaid) say(null);
            return isSaid;
          }}
        />
      )}
    </div>
  );
}

const becomes: Record<Saying, ContentState> = {
  ask: 'in_review',
  approve: 'approved',
  sendBack: 'draft',
  reopen: 'draft',
  publish: 'published',
};

const hasForm = (saying: Saying): boolean => saying === 'ask' || saying === 'sendBack' || saying === 'publish';

/** Who said it, when, and with which words. Empty where nobody has said anything yet. */
function LastWord({
  last,
  content: { version, published, state },
}: {
  last: Review | undefined;
  content: ContentSummary;
}) {
  const now = useMinutes();
  if (!last) return null;
  return (
    <>
      {last.by === null
        ? t('review.fell', { ago: ago(last.at, now) })
        : t('review.by', { name: last.by, ago: ago(last.at, now) })}
      {last.note !== null && <q>{last.note}</q>}
      {state === 'published' && published && (
        <>
          {published.url !== null && (
            <a href={published.url} rel="noreferrer noopener" target="_blank">
              {t('review.open')}
            </a>
          )}
          {published.version < version && <span>{t('review.changedSince', { version: published.version })}</span>}
        </>
      )}
    </>
  );
}
