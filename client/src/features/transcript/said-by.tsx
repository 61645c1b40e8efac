import type { Speaker, TranscriptCorrections } from '../../../../src/contract/content.js';
import { t } from '../../words/words.js';

/** Who says a line, as somebody chooses it. */
export interface SaidBy {
  /** The id of a speaker, `''` for nobody that is named, or `NEW`. */
  who: string;
  /** Of a new speaker. */
  name: string;
  /** Also the lines after it that are said by the same one now. */
  onwards: boolean;
}

const NEW = 'new';

type Said = Pick<NonNullable<TranscriptCorrections['segments']>[number], 'speaker' | 'speakerName'>;

/** As it is sent; null where nothing is chosen, or it is as it was. */
export function saidOf(chosen: SaidBy | undefined, before: string | undefined): Said | null {
  if (!chosen || chosen.who === (before ?? '')) return null;
  if (chosen.who !== NEW) return { speaker: chosen.who === '' ? null : chosen.who };
  return chosen.name.trim() === '' ? null : { speakerName: chosen.name };
}

interface SaidByChoiceProps {
  time: string;
  speakers: readonly Speaker[];
  before: string | undefined;
  chosen: SaidBy | undefined;
  onChoose: (chosen: SaidBy) => void;
}

/** One of those who speak, or somebody new; for this line, or for all until somebody else speaks. */
export function SaidByChoice({ time, speakers, before, chosen, onChoose }: SaidByChoiceProps) {
  const now = chosen ?? { who: before ?? '', name: '', onwards: true };
  return (
    <div className="said-by">
      <label>
        {t('transcript.saidBy.label')}{' '}
        <select
          aria-label={t('transcript.saidBy.of', { time })}
          value={now.who}
          onChange={(event) => onChoose({ ...now, who: event.target.value })}
        >
          <option value="">{t('transcript.saidBy.nobody')}</option>
          {speakers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value={NEW}>{t('transcript.saidBy.new')}</option>
        </select>
      </label>
      {now.who === NEW && (
        <input
          aria-label={t('transcript.saidBy.name')}
          placeholder={t('transcript.saidBy.name')}
          value={now.name}
          maxLength={100}
          autoFocus
          onChange={(event) => onChoose({ ...now, name: event.target.value })}
        />
      )}
      {now.who !== (before ?? '') && (
        <label>
          <input
            type="checkbox"
            checked={now.onwards}
            onChange={(event) => onChoose({ ...now, onwards: event.target.checked })}
          />{' '}
          {t('transcript.saidBy.onwards')}
        </label>
      )}
    </div>
  );
}
