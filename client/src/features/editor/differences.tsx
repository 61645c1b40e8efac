import { diffWordsWithSpace } from 'diff';
import { useMemo } from 'react';
import { clip, clipStart } from '../../../../src/contract/clip.js';
import { api } from '../../api.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';

interface DifferencesProps {
  projectId: string;
  type: string;
  /** An older version, and the text it is compared with. */
  version: number;
  current: { version: number; body: string };
}

/** The differences between an older version and the current text, word by word. */
export function Differences({ projectId, type, version, current }: DifferencesProps) {
  const older = useResource(`version:${projectId}:${type}`, String(version), () =>
    api.version(projectId, type, version),
  );
  return (
    <div className="differences">
      <ResourceView resource={older} notReady={null}>
        {({ body }) => <Marked older={{ version, body }} current={current} />}
      </ResourceView>
    </div>
  );
}

type Text = DifferencesProps['current'];

function Marked({ older, current }: { older: Text; current: Text }) {
  const parts = useMemo(() => diffWordsWithSpace(older.body, current.body), [older.body, current.body]);
  if (parts.every(({ added, removed }) => !added && !removed)) return <p className="muted">The same text.</p>;
  return (
    <>
      <p className="hint">
        <ins>Underlined</ins> is new in version {current.version}, <del>struck out</del> was in version {older.version}.
      </p>
      <pre tabIndex={0} aria-label="Differences">
        {parts.map(({ value, added, removed }, i) =>
          added ? (
            <ins key={i}>{value}</ins>
          ) : removed ? (
            <del key={i}>{value}</del>
          ) : (
            <span key={i}>{short(value)}</span>
          ),
        )}
      </pre>
    </>
  );
}

const AROUND = 160;

/** Shortens a long unchanged passage to what is next to the changes. */
const short = (same: string): string =>
  same.length <= 2 * AROUND + 20 ? same : `${clip(same, AROUND)}\n⋯\n${clipStart(same, AROUND)}`;
