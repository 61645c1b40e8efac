import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Button } from '../../ui/button.js';
import { Message } from '../../ui/message.js';
import { t } from '../../words/words.js';

/** For who has no recording at hand: a talk that the server makes, to see what becomes of one. */
export function SampleTalk() {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function open(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const { id } = await api.makeSample();
      await navigate(`/projects/${id}`);
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  }
  return (
    <section className="sample-talk" aria-label={t('upload.sample.label')}>
      <p>{t('upload.sample.text')}</p>
      <Button busy={busy} onClick={() => void open()}>
        {busy ? t('upload.sample.busy') : t('upload.sample.open')}
      </Button>
      {problem && (
        <Message tone="bad" urgent>
          {problem}
        </Message>
      )}
    </section>
  );
}
