import { useCallback, useId, useState } from 'react';
import { useLocation } from 'react-router';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Button } from '../../ui/button.js';
import { t } from '../../words/words.js';
import { useContentTypes } from '../task/content-types.js';
import { useDropAnywhere } from '../files/drop-area.js';
import { acceptedDocuments } from '../files/picked-files.js';
import { DocumentRow, SentRow } from './document-row.js';
import { addDocuments, useSentDocuments } from './sending.js';

/** How many are shown at first, so that the drafts below stay in reach. */
const MOST_AT_FIRST = 5;

interface DocumentsSectionProps {
  project: ProjectSnapshot;
  /** True when files dropped on the page are meant for it; false while the area for the recording takes them. */
  takesDrops: boolean;
}

/** What drafts may draw on besides the talk: given by editors, seen by all. */
export function DocumentsSection({ project, takesDrops }: DocumentsSectionProps) {
  const { id: projectId, documents } = project;
  const mayChange = project.role !== 'viewer';
  const types = useContentTypes(projectId) ?? [];
  const sent = useSentDocuments(projectId);
  const [all, setAll] = useState(false);
  const add = useCallback((files: File[]) => addDocuments(projectId, files), [projectId]);
  const over = useDropAnywhere(mayChange && takesDrops ? add : null);
  const { hash } = useLocation();
  const place = documents.findIndex(({ id }) => hash === `#document-${id}`);
  const shown = all || place >= MOST_AT_FIRST ? documents : documents.slice(0, MOST_AT_FIRST);
  if (!mayChange && documents.length === 0) return null;
  return (
    <section className="card checklist" aria-labelledby="documents-title">
      <div className="documents-head">
        <div>
          <h2 id="documents-title">{t('documents.title')}</h2>
          <p className="muted">{t(mayChange ? 'documents.textEditor' : 'documents.text')}</p>
        </div>
        {mayChange && <AddButton onFiles={add} />}
      </div>
      <ul className="tasks">
        {shown.map((document, i) => (
          <DocumentRow
            key={document.id}
            project={project}
            document={document}
            types={types}
            mayChange={mayChange}
            meant={i === place}
          />
        ))}
        {sent.map((one) => (
          <SentRow key={one.key} projectId={projectId} sent={one} />
        ))}
      </ul>
      {documents.length > shown.length && (
        <div className="documents-more">
          <Button look="quiet" small onClick={() => setAll(true)}>
            {t('documents.showAll', { count: documents.length })}
          </Button>
        </div>
      )}
      {over && (
        <div className="let-go">
          <p>{t('documents.letGo')}</p>
        </div>
      )}
    </section>
  );
}

function AddButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const id = useId();
  return (
    <label className="button button-secondary button-small" htmlFor={id}>
      {t('documents.add')}
      <input
        id={id}
        className="unseen"
        type="file"
        multiple
        accept={acceptedDocuments}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          onFiles(files);
        }}
      />
    </label>
  );
}
