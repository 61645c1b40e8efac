import type { SubmitEvent } from 'react';
import { useId, useState } from 'react';
import type { Trait, Voice } from '../../../../src/contract/voice.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { useKept } from '../../ui/kept.js';
import { Message } from '../../ui/message.js';
import { VoicePosts } from './voice-posts.js';
import { t } from '../../words/words.js';

/** As they stand on the page. */
const ORDER = [
  'sentences',
  'person',
  'formality',
  'openings',
  'layout',
  'marks',
  'words',
] as const satisfies readonly Trait[];
const LONGEST = { keepTo: 2_000, correction: 300 };

/** All of it is saved at once. What was drawn from the posts is shown anew after that. */
export function VoiceForm({ loaded }: { loaded: Voice }) {
  const [saved, setSaved] = useState(loaded);
  const [kept, keep] = useKept<Voice>('voice');
  const voice = kept ?? saved;
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: Partial<Voice>): void => {
    keep({ ...voice, ...next });
    setState('idle');
  };

  const show = (answer: Voice): void => {
    setSaved(answer);
    keep(null);
  };

  async function run(request: () => Promise<Voice>): Promise<void> {
    setState('busy');
    setProblem(null);
    try {
      show(await request());
      setState('saved');
    } catch (error) {
      setProblem(messageOf(error));
      setState('idle');
    }
  }

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (state !== 'busy') void run(() => api.saveVoice(sent(voice)));
  }

  /**
   * What was typed is saved with it: the server's answer takes the place of all of it. Each is shown when it is there, though a later one
   * may be refused: what is saved next replaces all posts, and must have it.
   */
  const send = (files: File[]): Promise<void> =>
    run(async () => {
      let answer = await api.saveVoice(sent(voice));
      for (const file of files) {
        show(answer);
        answer = await api.sendPost(file);
      }
      return answer;
    });

  return (
    <form className="voice-form" onSubmit={submit}>
      <KeepTo value={voice.keepTo} onChange={(keepTo) => change({ keepTo })} />
      <VoicePosts posts={voice.posts} onChange={(posts) => change({ posts })} onFiles={(files) => void send(files)} />
      {saved.posts.length > 0 && <Drawn drawn={voice.drawn} onChange={(drawn) => change({ drawn })} />}
      {problem && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
      <End state={state} onGiveUp={kept && (() => keep(null))} />
      {saved.told !== '' && <Told told={saved.told} />}
    </form>
  );
}

/** `onGiveUp`: null where nothing was typed. */
function End({ state, onGiveUp }: { state: 'idle' | 'busy' | 'saved'; onGiveUp: (() => void) | null }) {
  return (
    <div className="form-end">
      <Button type="submit" busy={state === 'busy'}>
        {t('account.save')}
      </Button>
      {onGiveUp && (
        <Button look="quiet" onClick={onGiveUp}>
          {t('account.voice.giveUp')}
        </Button>
      )}
      <span role="status" className="muted">
        {state === 'saved' && t('account.saved')}
      </span>
    </div>
  );
}

function Told({ told }: Pick<Voice, 'told'>) {
  return (
    <details className="voice-told">
      <summary>{t('account.voice.told')}</summary>
      <pre tabIndex={0}>{told}</pre>
    </details>
  );
}

/** Posts that were added and left empty are none. */
const sent = ({ posts, keepTo, drawn }: Voice) => ({
  posts: posts.filter(({ text }) => text.trim() !== ''),
  keepTo,
  drawn,
});

function KeepTo({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('account.voice.keepTo')}</label>
      <textarea
        id={id}
        rows={4}
        maxLength={LONGEST.keepTo}
        value={value}
        placeholder={t('account.voice.example')}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Drawn({ drawn, onChange }: { drawn: Voice['drawn']; onChange: (drawn: Voice['drawn']) => void }) {
  const id = useId();
  const shown = ORDER.filter((trait) => drawn[trait].found !== '' || drawn[trait].corrected !== null);
  return (
    <fieldset className="voice-drawn">
      <legend>{t('account.voice.drawn')}</legend>
      <p className="hint">{t('account.voice.correct')}</p>
      {shown.length === 0 && <p className="muted">{t('account.voice.tooShort')}</p>}
      {shown.map((trait) => {
        const name = t(`account.voice.traits.${trait}`);
        const { found, corrected } = drawn[trait];
        const set = (text: string | null): void => onChange({ ...drawn, [trait]: { found, corrected: text } });
        return (
          <div key={trait} className="field">
            <label htmlFor={`${id}-${trait}`}>{name}</label>
            <div className="voice-trait">
              <input
                id={`${id}-${trait}`}
                maxLength={LONGEST.correction}
                value={corrected ?? found}
                onChange={(event) => set(event.target.value === found ? null : event.target.value)}
              />
              {corrected !== null && (
                <Button
                  small
                  look="quiet"
                  aria-label={t('account.voice.asFoundOf', { name })}
                  onClick={() => set(null)}
                >
                  {t('account.voice.asFound')}
                </Button>
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
