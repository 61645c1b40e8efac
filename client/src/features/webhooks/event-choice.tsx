import type { EventType } from '../../../../src/contract/event-types.js';
import { eventTypes } from '../../../../src/contract/event-types.js';
import { t } from '../../words/words.js';

interface EventChoiceProps {
  /** Empty: all of them. */
  chosen: readonly EventType[];
  onChange: (chosen: EventType[]) => void;
}

/** Which types of events are sent. None ticked means all, those to come, too. */
export function EventChoice({ chosen, onChange }: EventChoiceProps) {
  const isChosen = (type: EventType): boolean => chosen.includes(type);
  const turn = (type: EventType): void => onChange(eventTypes.filter((one) => isChosen(one) !== (one === type)));
  return (
    <fieldset className="webhooks-types">
      <legend>{t('webhooks.types.legend')}</legend>
      <label>
        <input type="checkbox" checked={chosen.length === 0} onChange={() => onChange([])} />
        {t('webhooks.types.all')}
      </label>
      {eventTypes.map((type) => (
        <label key={type}>
          <input type="checkbox" checked={isChosen(type)} onChange={() => turn(type)} />
          <span>
            {t(`webhooks.types.${type}`)} <code>{type}</code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
