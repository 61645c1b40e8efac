import { useState } from 'react';
import { toast } from 'sonner';
import type { Content, ContentVersion } from '../../../../src/contract/content.js';
import { LONGEST_VERSION_NAME } from '../../../../src/contract/content-limits.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { useMinutes } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { Differences } from './differences.js';
import { ago } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';

interface VersionsProps {
  projectId: string;
  current: Content;
  /** Absent for people who may not. */
  onRestore?: (version: number) => void;
  /** Goes on with a text that is made of this one and an older one; absent where nobody writes. */
  onTake?: (text: string) => void;
}

/** What was written, by sessions of writing; the end of each can become the newest version again. */
export function Versions(props: VersionsProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('editor.versions.title')}</summary>
      {open && <VersionList {...props} />}
    </details>
  );
}

function VersionList({ projectId, current, onRestore, onTake }: VersionsProps) {
  const now = useMinutes();
  const [named, setNamed] = useState(0);
  const { type, version } = current;
  const versions = useResource(`versions:${projectId}:${type}`, `${version} ${named}`, () =>
    api.versions(projectId, type),
  );
  return (
    <ResourceView resource={versions} notReady={null}>
      {({ items }) => (
        <ul>
          {items.map((item) => (
            <VersionRow
              key={item.version}
              projectId={projectId}
              current={current}
              onRestore={onRestore}
              onTake={onTake}
              item={item}
              now={now}
              onName={(name) => setName(projectId, type, item.version, name).then(() => setNamed(named + 1))}
            />
          ))}
        </ul>
      )}
    </ResourceView>
  );
}

interface VersionRowProps extends Pick<VersionsProps, 'projectId' | 'current'> {
  item: ContentVersion;
  now: number;
  onRestore: VersionsProps['onRestore'] | undefined;
  onTake: VersionsProps['onTake'] | undefined;
  onName: (name: string | null) => Promise<void>;
}

function VersionRow({ projectId, current, item, now, onRestore, onTake, onName }: VersionRowProps) {
  const [compared, setCompared] = useState(false);
  const { version } = item;
  const isCurrent = version === current.version;
  return (
    <li>
      <VersionTitle item={item} now={now} />
      <span className="section-actions">
        {onRestore && <NameButton item={item} onName={onName} />}
        {isCurrent && <span className="muted">{t('editor.versions.this')}</span>}
        {!isCurrent && (
          <Button
            small
            aria-expanded={compared}
            aria-label={t('editor.versions.compareWith', { version })}
            onClick={() => setCompared(!compared)}
          >
            {t('editor.versions.compare')}
          </Button>
        )}
        {!isCurrent && onRestore && (
          <Button small aria-label={t('editor.versions.restoreIt', { version })} onClick={() => onRestore(version)}>
            {t('editor.versions.restore')}
          </Button>
        )}
      </span>
      {compared && !isCurrent && (
        <Differences projectId={projectId} type={current.type} version={version} current={current} onTake={onTake} />
      )}
    </li>
  );
}

function VersionTitle({ item, now }: { item: ContentVersion; now: number }) {
  const { version, name, origin, by, since, createdAt, saves } = item;
  const facts = [
    origin === 'edited' && by !== null ? t('editor.versions.editedBy', { name: by }) : t(`editor.versions.${origin}`),
    ago(createdAt, now),
    saves > 1 && `${minutesOf(since, createdAt)}, ${t('editor.versions.saves', { count: saves })}`,
  ];
  return (
    <span>
      <strong>{name ?? t('editor.versions.one', { version })}</strong>{' '}
      <span className="muted">
        {name !== null && `${t('editor.versions.one', { version })} · `}
        {facts.filter(Boolean).join(' · ')}
      </span>
    </span>
  );
}

const minutesOf = (since: string, until: string): string =>
  t('editor.versions.minutes', { count: Math.max(1, Math.round((Date.parse(until) - Date.parse(since)) / 60_000)) });

/** A failure is told, and the list is read again in any case. */
async function setName(projectId: string, type: string, version: number, name: string | null): Promise<void> {
  try {
    await api.nameVersion(projectId, type, version, name);
  } catch (error) {
    toast.error(t('editor.versions.notNamed'), { description: messageOf(error) });
  }
}

function NameButton({ item, onName }: { item: ContentVersion; onName: (name: string | null) => Promise<void> }) {
  const [name, setName] = useState<string | null>(null);
  if (name === null) {
    return (
      <Button
        small
        look="quiet"
        aria-label={t(item.name === null ? 'editor.versions.nameOne' : 'editor.versions.renameOne', {
          version: item.version,
        })}
        onClick={() => setName(item.name ?? '')}
      >
        {item.name === null ? t('editor.versions.name') : t('editor.versions.rename')}
      </Button>
    );
  }
  const done = (): void => void onName(name.trim() === '' ? null : name.trim()).finally(() => setName(null));
  return (
    <form
      className="version-name"
      onSubmit={(event) => {
        event.preventDefault();
        done();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setName(null);
      }}
    >
      <input
        autoFocus
        aria-label={t('editor.versions.nameOf', { version: item.version })}
        value={name}
        maxLength={LONGEST_VERSION_NAME}
        placeholder={t('editor.versions.such')}
        onChange={(event) => setName(event.target.value)}
      />
      <Button small look="primary" type="submit">
        {t('editor.versions.keep')}
      </Button>
    </form>
  );
}
