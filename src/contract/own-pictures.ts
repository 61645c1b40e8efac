/** Pictures that people put into drafts: files of theirs, and frames of the recording. What crosses the wire about them. */
import { z } from 'zod';
import { count, time } from './answers.js';
import { task } from './task.js';
import { MAX_INT } from './text.js';

export const ownPicture = z
  .object({
    name: z.string().describe('Drafts show it as `![alt](pictures/<name>)`.'),
    url: z.string().describe('Never expires for those who may see the project.'),
    atMs: count.nullable().describe('Of a frame, when it is on screen; null for a file.'),
    type: z.string(),
    width: count.nullable(),
    height: count.nullable(),
    sizeBytes: count,
    createdAt: time,
  })
  .meta({ id: 'OwnPicture' });
export type OwnPicture = z.infer<typeof ownPicture>;

export const wantFrame = z
  .strictObject({ atMs: z.int().min(0).max(MAX_INT).describe('From the start of the recording.') })
  .meta({ id: 'WantedFrame' });
export type FrameWanted = z.infer<typeof wantFrame>;

export const wantedFrame = z.object({
  name: z.string(),
  url: z.string().describe('404 `not_ready` until its task has succeeded.'),
  task: task.nullable().describe('What takes it out of the recording; null where it is there already.'),
});
export type WantedFrame = z.infer<typeof wantedFrame>;
