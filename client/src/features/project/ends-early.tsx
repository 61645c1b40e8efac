import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Message } from '../../ui/message.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';

/** So many damaged places are named. */
const MOST_NAMED = 5;

/** Tells of half a file, and of a damaged one; nothing for a whole one. */
export function EndsEarly({ source }: Pick<ProjectSnapshot, 'source'>) {
  const { durationMs = 0, promisedMs = 0, damaged = [], breaksOff = false } = source?.media ?? {};
  const isHalf = promisedMs > durationMs;
  if (!isHalf && !breaksOff && damaged.length === 0) return null;
  const places = damaged
    .slice(0, MOST_NAMED)
    .map(({ startMs, endMs }) => t('project.ends.place', { from: clock(startMs), to: clock(endMs) }));
  return (
    <Message tone="warn">
      {[
        isHalf && t('project.ends.half', { at: clock(durationMs), whole: clock(promisedMs) }),
        !isHalf && breaksOff && t('project.ends.breaksOff', { at: clock(durationMs) }),
        damaged.length > 0 &&
          t(damaged.length > MOST_NAMED ? 'project.ends.damagedMore' : 'project.ends.damaged', {
            places: places.join(', '),
          }),
        t('project.ends.rest'),
      ]
        .filter(Boolean)
        .join(' ')}
    </Message>
  );
}
