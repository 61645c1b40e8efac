import { useRef, useState } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { askForTypes } from '../task/content-types.js';
import { OwnTypeForm } from './own-type-form.js';

interface OwnTypesProps {
  project: ProjectSnapshot;
  types: readonly ContentTypeInfo[];
}

/** Kinds of drafts that the owner of the project makes: for all of their projects. */
export function OwnTypes({ project, types }: OwnTypesProps) {
  const [open, setOpen] = useState<'none' | 'new' | ContentTypeInfo>('none');
  const add = useRef<HTMLButtonElement>(null);
  const mine = types.filter(({ own }) => own?.mine === true && !own.deleted);
  const done = (): void => {
    setOpen('none');
    void askForTypes(project.id);
    requestAnimationFrame(() => add.current?.focus());
  };
  return (
    <section className="own-types" aria-labelledby="own-types-title">
      <div className="own-types-head">
        <h3 id="own-types-title">Kinds of drafts of your own</h3>
        {open === 'none' && (
          <Button ref={add} small onClick={() => setOpen('new')}>
            New kind of draft
          </Button>
        )}
      </div>
      {open === 'none' && mine.length === 0 && (
        <p className="hint">
          A wiki entry, a teaser for the team: say what it is, and it stands above, in all of your projects.
        </p>
      )}
      {open !== 'none' && <OwnTypeForm type={open === 'new' ? null : open} onDone={done} />}
      {open === 'none' && mine.length > 0 && (
        <ul>
          {mine.map((type) => (
            <li key={type.id}>
              <span className="own-type-name">{type.label}</span>
              <Button small look="quiet" aria-label={`Change ${type.label}`} onClick={() => setOpen(type)}>
                Change
              </Button>
              <Delete project={project} type={type} onDone={done} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Delete({ project, type, onDone }: { project: ProjectSnapshot; type: ContentTypeInfo; onDone: () => void }) {
  const request = useRequest(project.id);
  async function remove(): Promise<void> {
    if (await request.run(() => api.deleteContentType(type.id), `${type.label} was not deleted`)) onDone();
  }
  return (
    <Confirm
      label="Delete"
      spoken={`Delete ${type.label}`}
      question={`Delete the kind of draft “${type.label}”?`}
      keep="Keep it"
      sure="Delete it"
      busy={request.busy}
      onSure={() => void remove()}
    >
      No more drafts of it are written, in any of your projects. Those that are written stay, and can be changed and
      exported.
    </Confirm>
  );
}
