import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { DocumentsSection } from '../documents/documents-section.js';
import { useUpload } from '../upload/uploads.js';
import { useContentTypes } from '../task/content-types.js';
import { MembersSection } from '../members/members-section.js';
import { SharesSection } from '../shares/shares-section.js';
import { WebhooksSection } from '../webhooks/webhooks-section.js';
import { UsageSection } from '../usage/usage-section.js';
import { AfterCorrection, choiceOf } from './after-correction.js';
import { DeleteProject } from './delete-project.js';
import { DraftRow } from './draft-row.js';
import { OwnTypes } from './own-types.js';
import { useThisProject } from './this-project.js';
import { SourceCard, SourceFacts } from './source-card.js';
import { StepsSection, stepsNeedSomebody, taskOf } from './steps-section.js';
import { t } from '../../words/words.js';

/** What a person came for comes first: what needs them, and the drafts; what the recording is, and what it cost, last. */
export function OverviewPage() {
  const project = useThisProject();
  const types = useContentTypes(project.id);
  const choice = choiceOf(project);
  const hasRecording = useUpload(project.id) !== undefined || project.source !== null;
  const noDrafts = project.contents.length === 0 && !project.tasks.some(({ key }) => key.startsWith('draft:'));
  const failures = project.tasks.filter(({ key, status }) => key.startsWith('draft:') && status === 'failed').length;
  return (
    <>
      <title>{`${project.title} · Devreel`}</title>
      <SourceCard project={project} />
      <AfterCorrection project={project} types={types ?? []} choice={choice} />
      <StepsSection project={project} types={types ?? []} redoes={choice.isFine} />
      <section className="card checklist drafts" aria-labelledby="drafts-title">
        <h2 id="drafts-title">{t('project.drafts')}</h2>
        <ul className="tasks">
          {types
            ?.filter((type) => isShown(project, type))
            .map((type, index) => (
              <DraftRow
                key={type.id}
                project={project}
                types={types}
                type={type}
                task={taskOf(project, `draft:${type.id}`)}
                isOnlyFailure={failures === 1}
                isNext={index === 0 && noDrafts && project.source !== null && !stepsNeedSomebody(project)}
              />
            ))}
        </ul>
        {project.role === 'owner' && types && <OwnTypes project={project} types={types} />}
      </section>
      {types && (
        // Not before there are drafts above it: it would move.
        <>
          <DocumentsSection project={project} takesDrops={hasRecording} />
          <SourceFacts project={project} />
          <MembersSection project={project} types={types} />
          {project.role !== 'viewer' && <SharesSection project={project} />}
          {project.role !== 'viewer' && <WebhooksSection projectId={project.id} />}
          {project.role === 'owner' && <DeleteProject project={project} />}
          <UsageSection project={project} />
        </>
      )}
    </>
  );
}

/** Of kinds of drafts that were deleted, those with a draft. */
const isShown = ({ contents }: ProjectSnapshot, { id, own }: ContentTypeInfo): boolean =>
  !own?.deleted || contents.some(({ type }) => type === id);
