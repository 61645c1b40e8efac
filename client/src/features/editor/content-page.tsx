import { useParams } from 'react-router';
import type { TaskKey } from '../../../../src/contract/task.js';
import type { ContentSummary, ProjectSnapshot } from '../../../../src/contract/project.js';
import { toast } from 'sonner';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { useLiveText } from '../../realtime/live.js';
import { Message } from '../../ui/message.js';
import { Loading, ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { useThisProject } from '../project/this-project.js';
import { useContentTypes } from '../task/content-types.js';
import { NotWritten } from './not-written.js';
import { labelOf } from '../task/task-words.js';
import { Editor } from './editor.js';
import { BesideLiveDraft } from './live-draft-beside.js';
import { LiveDraft } from './live-draft.js';
import { ReadOnly } from './read-only.js';
import { t } from '../../words/words.js';

/** One draft: in the editor, or to be read and copied, as its type says. */
export function ContentPage() {
  const project = useThisProject();
  const types = useContentTypes(project.id);
  const { type = '' } = useParams();
  const label = labelOf(`draft:${type}`, types ?? []);
  if (types === null) return <Loading />;
  const { limit = null, own = null } = types.find(({ id }) => id === type) ?? {};
  const editable = project.role !== 'viewer';
  const content = project.contents.find((one) => one.type === type);
  return (
    <>
      <title>{`${label} · ${project.title} · Devreel`}</title>
      <KindChanged own={own} content={content} />
      <Draft key={type} project={project} type={type} label={label} editable={editable} limit={limit} />
    </>
  );
}

/** The talk is the same, so the draft is not out of date; but it would be written otherwise now. */
function KindChanged({ own, content }: { own: ContentTypeInfo['own']; content: ContentSummary | undefined }) {
  if (own?.deleted) {
    return <Message tone="plain">{t('editor.kindDeleted')}</Message>;
  }
  if (!own || !content || content.origin === 'edited' || own.changedAt <= content.updatedAt) return null;
  return <Message tone="plain">{t('editor.kindChanged')}</Message>;
}

interface DraftProps {
  project: ProjectSnapshot;
  type: string;
  label: string;
  editable: boolean;
  limit: ContentTypeInfo['limit'];
}

function Draft({ project, type, label, editable, limit }: DraftProps) {
  const key: TaskKey = `draft:${type}`;
  // From the snapshot, not from the loaded version: a version can become stale without a new one.
  const summary = project.contents.find((content) => content.type === type);
  const { version: newest = 0, stale = false } = summary ?? {};
  const loaded = useResource(`content:${project.id}:${type}`, String(newest), () => api.content(project.id, type));
  const task = project.tasks.find((other) => other.key === key);
  const live = useLiveText(task);
  const restore = async (version: number): Promise<void> => {
    try {
      await api.restoreVersion(project.id, type, version);
    } catch (error) {
      toast.error(t('editor.notRestored'), { description: messageOf(error) });
    }
  };
  const isFirst = live !== undefined && loaded.state === 'not-ready';
  const growing = (text: string, version: number) => (
    <LiveDraft projectId={project.id} label={label} text={text} version={version} editable={editable} />
  );
  return (
    <>
      {isFirst ? (
        growing(live.text, 1)
      ) : (
        <ResourceView resource={loaded} notReady={<NotWritten project={project} type={type} label={label} />}>
          {(value) => (
            <BesideLiveDraft
              task={task}
              live={live}
              version={{ loaded: value.content.version, newest }}
              growing={(text) => growing(text, newest + 1)}
            >
              {editable ? (
                <Editor
                  projectId={project.id}
                  label={label}
                  loaded={value}
                  summary={summary}
                  stale={stale}
                  limit={limit}
                />
              ) : (
                <ReadOnly
                  projectId={project.id}
                  label={label}
                  content={{ ...value.content, stale }}
                  summary={summary}
                  limit={limit}
                  {...(project.role === 'viewer' ? {} : { onRestore: (version) => void restore(version) })}
                />
              )}
            </BesideLiveDraft>
          )}
        </ResourceView>
      )}
    </>
  );
}
