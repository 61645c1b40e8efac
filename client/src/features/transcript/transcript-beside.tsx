import type { Transcript } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import type { Tagged } from '../../http.js';
import { useResource } from '../../ui/resource.js';
import { t } from '../../words/words.js';
import { Lines } from './lines.js';
import { useNewestNames } from './newest-names.js';
import { useTranscript } from './use-transcript.js';

/** The transcript below the player, beside a draft or the overview: to read on, to correct, and to quote from. Nothing where there is none. */
export function TranscriptBeside({ project }: { project: ProjectSnapshot }) {
  const revision = project.transcript?.revision ?? 0;
  const transcript = useResource(`transcript:${project.id}`, String(revision), () => api.transcript(project.id));
  if (revision === 0 || transcript.state !== 'there' || transcript.value.value.segments.length === 0) return null;
  return <Beside project={project} loaded={transcript.value} />;
}

function Beside({ project, loaded }: { project: ProjectSnapshot; loaded: Tagged<Transcript> }) {
  const edited = useTranscript(project.id, loaded);
  const { speakers, onRenamed } = useNewestNames(edited);
  return (
    <section className="transcript-beside" aria-label={t('transcript.beside')} tabIndex={0}>
      <Lines project={project} edited={edited} speakers={speakers} finding={null} onRenamed={onRenamed} />
    </section>
  );
}
