/** What happens in a project. */
export const eventTypes = [
  'project.updated',
  'source.ready',
  'task.queued',
  'task.started',
  'task.retrying',
  'task.slow',
  'task.succeeded',
  'task.failed',
  'task.cancelled',
  'content.updated',
  'member.changed',
  'document.indexed',
  'project.deleted',
] as const;
export type EventType = (typeof eventTypes)[number];
