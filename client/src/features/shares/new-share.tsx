import { useState } from 'react';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { CopyLink } from '../../ui/copy-link.js';
import { Message } from '../../ui/message.js';
import { useAnswer } from '../../ui/use-answer.js';
import { t } from '../../words/words.js';
import { useContentTypes } from '../task/content-types.js';
import { labelOf } from '../task/task-words.js';

/** How long a link is good, in days; null: until somebody ends it. */
const LASTS = { week: 7, month: 30, always: null } as const;
type Lasting = keyof typeof LASTS;

const isLasting = (name: string): name is Lasting => name in LASTS;
const DAY_MS = 24 * 3_600_000;

function endOf(lasting: Lasting): string | null {
  const days = LASTS[lasting];
  return days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
}

interface NewShareProps {
  project: ProjectSnapshot;
  onMade: () => void;
}

/** What is to be seen, and until when; then the link, once. */
export function NewShare({ project, onMade }: NewShareProps) {
  const types = useContentTypes(project.id) ?? [];
  const [recording, setRecording] = useState(true);
  const [transcript, setTranscript] = useState(true);
  const [contents, setContents] = useState<readonly string[]>([]);
  const [lasting, setLasting] = useState<Lasting>('always');
  const { busy, problem, answer, submit } = useAnswer(async () => {
    const wanted = { recording, transcript, contents: [...contents], expiresAt: endOf(lasting) };
    const { link } = await api.share(project.id, wanted);
    onMade();
    return link;
  });

  return (
    <div className="members-invite">
      <form onSubmit={submit}>
        <fieldset className="shares-parts">
          <legend>{t('shares.new.what')}</legend>
          <Part label={t('shares.recording')} checked={recording} onChange={setRecording} />
          <Part label={t('shares.transcript')} checked={transcript} onChange={setTranscript} />
          {project.contents.map(({ type }) => (
            <Part
              key={type}
              label={labelOf(`draft:${type}`, types)}
              checked={contents.includes(type)}
              onChange={(wanted) => setContents([...contents.filter((one) => one !== type), ...(wanted ? [type] : [])])}
            />
          ))}
        </fieldset>
        <LastingChoice lasting={lasting} onChoose={setLasting} />
        <Button type="submit" busy={busy}>
          {t('shares.new.make')}
        </Button>
      </form>
      {problem && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      {answer && (
        <div role="status">
          <CopyLink label={t('shares.new.link')} link={answer} hint={t('shares.new.once')} />
        </div>
      )}
    </div>
  );
}

interface PartProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Part({ label, checked, onChange }: PartProps) {
  return (
    <label>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

function LastingChoice({ lasting, onChoose }: { lasting: Lasting; onChoose: (lasting: Lasting) => void }) {
  return (
    <select
      className="role-choice"
      aria-label={t('shares.new.lasting')}
      value={lasting}
      onChange={(event) => {
        if (isLasting(event.target.value)) onChoose(event.target.value);
      }}
    >
      {Object.keys(LASTS)
        .filter(isLasting)
        .map((name) => (
          <option key={name} value={name}>
            {t(`shares.new.${name}`)}
          </option>
        ))}
    </select>
  );
}
