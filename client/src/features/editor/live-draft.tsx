import { useDeferredValue, useId, useLayoutEffect } from 'react';
import { wordsIn } from '../../ui/times-and-sizes.js';
import { keepRoom } from './kept-room.js';
import { useFollow } from './live-draft-follow.js';
import { Markdown } from './markdown.js';
import { CopyButton } from './take-away.js';
import { t } from '../../words/words.js';

interface LiveDraftProps {
  projectId: string;
  label: string;
  text: string;
  /** The number that its version will have. */
  version: number;
  /** True when it will open in the editor, false when it is only to be read. */
  editable: boolean;
}

/** A draft while it is written. Everything is where it will be afterwards, so that nothing moves when it is done. */
export function LiveDraft({ projectId, label, text, version, editable }: LiveDraftProps) {
  const id = useId();
  const shown = useDeferredValue(text);
  return (
    <section className="editor live-draft" aria-labelledby={id} data-testid="live-draft">
      {/* The place of what people say of it. */}
      <div className="review" />
      <div className="section-head">
        <div>
          <h2 id={id}>{label}</h2>
        </div>
        <div className="section-actions">
          <span className="save">{t('editor.live.writing')}</span>
          <CopyButton text={text} />
        </div>
      </div>
      {/* The place of where it comes from. */}
      <p className="muted grounding live-words">{t('editor.live.words', { version, count: wordsIn(text) })}</p>
      <HeardNowAndThen text={text} />
      {editable ? <Growing projectId={projectId} text={shown} /> : <Reading projectId={projectId} text={shown} />}
    </section>
  );
}

/** In the frame of the editor that comes after it. */
function Growing({ projectId, text }: { projectId: string; text: string }) {
  const box = useFollow<HTMLDivElement>(text);
  useLayoutEffect(() => {
    const shown = box.current;
    return () => keepRoom(shown?.offsetHeight ?? 0);
  }, [box]);
  return (
    <div className="rich">
      <div className="rich-tools-place">
        <div className="rich-tools">
          <p className="hint">{t('editor.live.soon')}</p>
        </div>
      </div>
      <div ref={box}>
        <Markdown projectId={projectId} text={text} />
      </div>
    </div>
  );
}

function Reading({ projectId, text }: { projectId: string; text: string }) {
  const box = useFollow<HTMLDivElement>(text);
  return (
    <div ref={box} className="card preview">
      <Markdown projectId={projectId} text={text} />
    </div>
  );
}

const SAY_EVERY = 250;

/** Screen readers are told now and then how far it is; of the text itself they would read all again at each word. */
function HeardNowAndThen({ text }: { text: string }) {
  const words = Math.floor(wordsIn(text) / SAY_EVERY) * SAY_EVERY;
  return (
    <p className="unseen" aria-live="polite">
      {words > 0 && t('editor.live.soFar', { count: words })}
    </p>
  );
}
