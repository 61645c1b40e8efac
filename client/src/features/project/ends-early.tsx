import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Message } from '../../ui/message.js';
import { clock } from '../../ui/times-and-sizes.js';

/** So many damaged places are named. */
const MOST_NAMED = 5;

/** Tells of half a file, and of a damaged one; nothing for a whole one. */
export function EndsEarly({ source }: Pick<ProjectSnapshot, 'source'>) {
  const { durationMs = 0, promisedMs = 0, damaged = [], breaksOff = false } = source?.media ?? {};
  const isHalf = promisedMs > durationMs;
  if (!isHalf && !breaksOff && damaged.length === 0) return null;
  const places = damaged.slice(0, MOST_NAMED).map(({ startMs, endMs }) => `${clock(startMs)} to ${clock(endMs)}`);
  return (
    <Message tone="warn">
      {isHalf &&
        `The file ends at ${clock(durationMs)} of ${clock(promisedMs)}: it was not copied whole, or its recording was cut off. `}
      {!isHalf && breaksOff && `The file breaks off at ${clock(durationMs)}, and does not say how much was to follow. `}
      {damaged.length > 0 &&
        `The file is damaged, and cannot be read from ${places.join(', ')}${damaged.length > MOST_NAMED ? ' and at other places' : ''}. `}
      To have the rest, upload the whole file to a new project.
    </Message>
  );
}
