import { useState } from 'react';
import { Link } from 'react-router';
import type { Screenshot } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { smaller } from '../../ui/smaller-pictures.js';
import { Empty } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { atTime, useTimeInAddress } from '../player/time-address.js';
import { useThisProject } from '../project/this-project.js';
import { NotReady } from '../task/not-ready.js';

export function ScreenshotsPage() {
  const project = useThisProject();
  const task = project.tasks.find(({ key }) => key === 'screenshots');
  // They are stored while later ones are still being made.
  const slides = project.tasks.find(({ key }) => key === 'slides');
  const version = task ? `${task.id}.${task.status}.${task.parts.done}.${slides?.id}.${slides?.status}` : 'none';
  const screenshots = useResource(`screenshots:${project.id}`, version, () => api.screenshots(project.id));
  const notReady = <NotReady project={project} taskKey="screenshots" title={t('screenshots.noneYet')} />;
  const ended = task?.status === 'succeeded';
  return (
    <>
      <title>{`${t('screenshots.title')} · ${project.title} · Devreel`}</title>
      <ResourceView resource={screenshots} notReady={notReady}>
        {({ items }) => (items.length > 0 ? <Grid items={items} /> : ended ? <NoPicture /> : notReady)}
      </ResourceView>
    </>
  );
}

const NoPicture = () => (
  <Empty title={t('screenshots.none')}>
    <p>{t('screenshots.noneText')}</p>
  </Empty>
);

/** The distinct ones first; near-identical neighbours on request. */
function Grid({ items }: { items: readonly Screenshot[] }) {
  useTimeInAddress([]);
  const [all, setAll] = useState(false);
  const distinct = items.filter((screenshot) => screenshot.distinct);
  const shown = all ? items : distinct;
  return (
    <section aria-labelledby="screenshots-title">
      <div className="section-head">
        <div>
          <h2 id="screenshots-title">{t('screenshots.title')}</h2>
          <p className="muted">
            {all
              ? t('screenshots.all', { all: items.length })
              : t('screenshots.distinct', { distinct: distinct.length, count: items.length })}
          </p>
        </div>
        {distinct.length < items.length && (
          <div className="section-actions">
            <Button small aria-pressed={all} onClick={() => setAll(!all)}>
              {all ? t('screenshots.showDistinct') : t('screenshots.showAll', { all: items.length })}
            </Button>
          </div>
        )}
      </div>
      <ul className="shots">
        {shown.map(({ index, atMs, width, height, url, alt, text }) => (
          <li key={index} className="shot">
            <a href={url} target="_blank" rel="noreferrer">
              <img
                {...smaller(url, width)}
                sizes="(max-width: 36rem) 100vw, 20rem"
                width={width}
                height={height}
                alt={alt === '' ? t('screenshots.at', { time: clock(atMs) }) : alt}
                loading="lazy"
                decoding="async"
              />
            </a>
            <Link to={atTime(atMs)} replace aria-label={t('screenshots.goTo', { time: clock(atMs) })}>
              {clock(atMs)}
            </Link>
            {text !== '' && (
              <details className="shot-text">
                <summary>{t('screenshots.text')}</summary>
                <pre tabIndex={0}>{text}</pre>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
