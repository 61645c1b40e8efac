import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { useBell } from '../notices/bell-store.js';
import { Message } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { addDocuments } from '../documents/sending.js';
import { refusalOf } from '../upload/check-file.js';
import { DropArea } from '../files/drop-area.js';
import { pick, titleOf } from '../files/picked-files.js';
import { StorageLine } from '../files/storage-line.js';
import { RecognitionLine } from '../upload/recognition-line.js';
import { SampleTalk } from '../upload/sample-talk.js';
import { uploads } from '../upload/uploads.js';
import { ProjectList } from './project-list.js';

export function HomePage() {
  const newest = useBell().items[0]?.id ?? '';
  const projects = useResource('projects', newest, () => api.projects(null));
  const { start, busy, problem } = useNewProject();
  return (
    <div className="page">
      <title>Projects · Devreel</title>
      <h1>Projects</h1>
      {problem && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      <ResourceView resource={projects} notReady={null}>
        {(page) => (
          <>
            <NewProject first={page.items.length === 0} busy={busy} onFiles={start} />
            {page.items.length === 0 && <SampleTalk />}
            {page.items.length > 0 && <ProjectList key={page.items[0]?.id} first={page} />}
          </>
        )}
      </ResourceView>
    </div>
  );
}

interface NewProjectProps {
  first: boolean;
  busy: boolean;
  onFiles: (files: File[]) => void;
}

/** Says what happens with captions and without them. Large for the first project, small later. */
function NewProject({ first, busy, onFiles }: NewProjectProps) {
  const limits = useResource('limits', '', () => api.limits());
  return (
    <DropArea title="Drop a recorded talk here" small={!first} busy={busy} onFiles={onFiles}>
      {first && (
        <p>
          It becomes a project with its transcript, chapters and screenshots, and from these the drafts that you want: a
          blog post, a newsletter, posts.
        </p>
      )}
      <p className="muted">
        Drop its captions (.srt, .vtt, .sbv and others) with it, and they become the transcript. Captions inside the
        recording are found by themselves. <RecognitionLine limits={limits} />
      </p>
      <StorageLine />
    </DropArea>
  );
}

/** Creates a project from a recording and its captions; its page opens while they are sent. */
function useNewProject() {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const start = useCallback(
    async (files: File[]): Promise<void> => {
      const picked = pick(files);
      const refusal = picked.problem ?? (picked.recording && (await refusalOf(picked.recording, true)));
      if (refusal || !picked.recording) {
        setProblem(refusal ?? 'The recording is missing. Choose it together with what belongs to it.');
        return;
      }
      setBusy(true);
      setProblem(null);
      try {
        const project = await api.createProject(titleOf(picked.recording.name));
        uploads.start(project.id, picked.recording, picked.captions);
        addDocuments(project.id, picked.documents);
        await navigate(`/projects/${project.id}`);
      } catch (error) {
        setProblem(messageOf(error));
        setBusy(false);
      }
    },
    [navigate],
  );
  const onFiles = useCallback((files: File[]) => void start(files), [start]);
  return { start: onFiles, busy, problem };
}
