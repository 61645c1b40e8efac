import { useRef, useState } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { useRequest } from '../../realtime/use-request.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { tellDeleted } from '../bin/things.js';
import { askForTypes } from '../task/content-types.js';
import { OwnTypeForm } from './own-type-form.js';
import { t } from '../../words/words.js';

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
        <h3 id="own-types-title">{t('project.ownTypes.title')}</h3>
        {open === 'none' && (
          <Button ref={add} small onClick={() => setOpen('new')}>
            {t('project.ownTypes.new')}
          </Button>
        )}
      </div>
      {open === 'none' && mine.length === 0 && <p className="hint">{t('project.ownTypes.none')}</p>}
      {open !== 'none' && <OwnTypeForm type={open === 'new' ? null : open} onDone={done} />}
      {open === 'none' && mine.length > 0 && (
        <ul>
          {mine.map((type) => (
            <li key={type.id}>
              <span className="own-type-name">{type.label}</span>
              <Button
                small
                look="quiet"
                aria-label={t('project.ownTypes.changeOf', { label: type.label })}
                onClick={() => setOpen(type)}
              >
                {t('project.ownTypes.change')}
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
  const { label } = type;
  async function remove(): Promise<void> {
    if (!(await request.run(() => api.deleteContentType(type.id), t('project.ownTypes.notDeleted', { label })))) return;
    tellDeleted({ kind: 'contentType', of: type.id, name: label }, () => askForTypes(project.id));
    onDone();
  }
  return (
    <Confirm
      label={t('project.ownTypes.delete')}
      spoken={t('project.ownTypes.deleteOf', { label })}
      question={t('project.ownTypes.question', { label })}
      keep={t('project.ownTypes.keep')}
      sure={t('project.ownTypes.sure')}
      busy={request.busy}
      onSure={() => void remove()}
    >
      {t('project.ownTypes.words')}
    </Confirm>
  );
}
