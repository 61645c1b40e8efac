import { api } from '../../api.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { Marked } from './merge/marked.js';
import { Merge } from './merge/merge.js';
import { t } from '../../words/words.js';

interface DifferencesProps {
  projectId: string;
  type: string;
  /** An older version, and the text it is compared with. */
  version: number;
  current: { version: number; body: string };
  /** Goes on with what was chosen of both; absent where nobody writes. */
  onTake: ((text: string) => void) | undefined;
}

/** The differences between an older version and the current text, word by word; pieces of the older one can be taken over. */
export function Differences({ projectId, type, version, current, onTake }: DifferencesProps) {
  const older = useResource(`version:${projectId}:${type}`, String(version), () =>
    api.version(projectId, type, version),
  );
  return (
    <div className="differences">
      <ResourceView resource={older} notReady={null}>
        {({ body }) =>
          onTake ? (
            <Merge
              mine={current.body}
              theirs={body}
              base={null}
              names={{ mine: t('editor.merge.this'), theirs: t('editor.merge.version', { version }) }}
              busy={false}
              onDone={onTake}
            />
          ) : (
            <Marked older={{ version, body }} current={current} />
          )
        }
      </ResourceView>
    </div>
  );
}
