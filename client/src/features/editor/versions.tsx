import { useState } from 'react';
import type { Content, ContentVersion } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { useMinutes } from '../../ui/now.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { Differences } from './differences.js';
import { ago, size } from '../../ui/times-and-sizes.js';

interface VersionsProps {
  projectId: string;
  current: Content;
  onRestore: (version: number) => void;
}

const origins: Record<ContentVersion['origin'], string> = {
  edited: 'Edited by hand',
  model: 'Written by a language model',
  offline: 'Outline from the talk’s own sentences',
};

/** Every version there was; each can become the newest again. */
export function Versions(props: VersionsProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Versions</summary>
      {open && <VersionList {...props} />}
    </details>
  );
}

function VersionList({ projectId, current, onRestore }: VersionsProps) {
  const now = useMinutes();
  const [compared, setCompared] = useState<number | null>(null);
  const { type, version } = current;
  const versions = useResource(`versions:${projectId}:${type}`, String(version), () => api.versions(projectId, type));
  return (
    <ResourceView resource={versions} notReady={null}>
      {({ items }) => (
        <ul>
          {items.map((item) => (
            <li key={item.version}>
              <span>
                <strong>Version {item.version}</strong>{' '}
                <span className="muted">
                  {origins[item.origin]} · {ago(item.createdAt, now)} · {size(item.sizeBytes)}
                </span>
              </span>
              {item.version === version ? (
                <span className="muted">This one</span>
              ) : (
                <span className="section-actions">
                  <Button
                    small
                    aria-expanded={compared === item.version}
                    aria-label={`Compare version ${item.version} with this one`}
                    onClick={() => setCompared(compared === item.version ? null : item.version)}
                  >
                    Compare
                  </Button>
                  <Button small aria-label={`Restore version ${item.version}`} onClick={() => onRestore(item.version)}>
                    Restore
                  </Button>
                </span>
              )}
              {compared === item.version && (
                <Differences projectId={projectId} type={type} version={item.version} current={current} />
              )}
            </li>
          ))}
        </ul>
      )}
    </ResourceView>
  );
}
