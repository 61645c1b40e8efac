import { useLocation, useNavigate } from 'react-router';
import { messageOf } from '../../http.js';
import { knownTitle } from '../../realtime/live.js';
import { Button } from '../../ui/button.js';
import { Empty, Message } from '../../ui/message.js';
import { Loading } from '../../ui/resource-view.js';
import { Hit } from './hit.js';
import { Related } from './related.js';
import type { Wanted } from './search-address.js';
import { addressFor, wantedIn } from './search-address.js';
import { SearchField } from './search-field.js';
import { turnSlash, useSlashIsOn } from './slash-key.js';
import type { Found } from './use-search.js';
import { useSearch } from './use-search.js';
import { t } from '../../words/words.js';

/** Searches what was said, written and given as documents, in all of one's projects or in one. */
export function SearchPage() {
  const wanted = wantedIn(useLocation().search);
  const found = useSearch(wanted);
  return (
    <div className="page search-page">
      <title>{[wanted.q.trim(), t('search.title'), 'Devreel'].filter(Boolean).join(' · ')}</title>
      <h1>{t('search.title')}</h1>
      <SearchField autoFocus />
      {wanted.projectId !== null && <Scope wanted={wanted} title={titleOf(wanted.projectId, found)} />}
      <p className={found.state === 'nothing-asked' ? 'unseen' : 'search-count muted'} aria-live="polite">
        {countOf(found)}
      </p>
      <Results found={found} wanted={wanted} />
      {wanted.projectId !== null && found.state === 'there' && !found.outdated && (
        <Related q={wanted.q.trim()} projectId={wanted.projectId} />
      )}
    </div>
  );
}

/** Screen readers say it whenever it changes, so it is empty while an answer is on its way. */
function countOf(found: Found): string {
  if (found.state !== 'there' || found.outdated || found.hits.length === 0) return '';
  return t(found.more ? 'search.best' : 'search.found', { count: found.hits.length });
}

/** The project's title, as it was loaded before or comes with what is found; undefined until then. */
const titleOf = (projectId: string, found: Found): string | undefined =>
  knownTitle(projectId) ?? (found.state === 'there' ? found.hits[0]?.projectTitle : undefined);

function Scope({ wanted, title }: { wanted: Wanted; title: string | undefined }) {
  const navigate = useNavigate();
  return (
    <div className="search-scope">
      <span>{title === undefined ? t('search.inOne') : t('search.in', { title })}</span>
      <Button small onClick={() => void navigate(addressFor({ ...wanted, projectId: null }))}>
        {t('search.all')}
      </Button>
    </div>
  );
}

function Results({ found, wanted }: { found: Found; wanted: Wanted }) {
  switch (found.state) {
    case 'nothing-asked':
      return <HowTo />;
    case 'loading':
      return <Loading />;
    case 'failed':
      return (
        <Message tone="bad" urgent actions={<Button onClick={found.again}>{t('problem.again')}</Button>}>
          {messageOf(found.problem)}
        </Message>
      );
    case 'there':
      if (found.hits.length === 0) return <Nothing wanted={wanted} />;
      return (
        <div className={found.outdated ? 'hits-outdated' : undefined}>
          <ol className="hits">
            {found.hits.map((hit, i) => (
              <Hit key={i} hit={hit} withProject={wanted.projectId === null} />
            ))}
          </ol>
          {found.more && (
            <Button busy={found.busy} onClick={found.more}>
              {t('search.more')}
            </Button>
          )}
        </div>
      );
  }
}

function Nothing({ wanted }: { wanted: Wanted }) {
  return (
    <Empty title={t('search.none.title', { q: wanted.q.trim() })}>
      <p>{t(wanted.projectId === null ? 'search.none.everywhere' : 'search.none.here')}</p>
    </Empty>
  );
}

function HowTo() {
  const slash = useSlashIsOn();
  return (
    <Empty title={t('search.how.title')}>
      <p>{t('search.how.where')}</p>
      <p>{t('search.how.marks')}</p>
      <div className="with-keyboard">
        <Button small look="quiet" onClick={() => turnSlash(!slash)}>
          {t(slash ? 'search.slash.off' : 'search.slash.on')}
        </Button>
      </div>
    </Empty>
  );
}
