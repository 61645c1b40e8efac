import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { Message } from '../../ui/message.js';
import { clock } from '../../ui/times-and-sizes.js';

/** Tells of half a file; nothing for a whole one. */
export function EndsEarly({ source }: Pick<ProjectSnapshot, 'source'>) {
  const { durationMs = 0, promisedMs = 0 } = source?.media ?? {};
  if (promisedMs <= durationMs) return null;
  return (
    <Message tone="warn">
      The file ends at {clock(durationMs)} of {clock(promisedMs)}: it was not copied whole, or its recording was cut
      off. To have the rest, upload the whole file to a new project.
    </Message>
  );
}
