/** The acts of the tour, in the order of a visit: each prepares what there is to see, and has the stills of it taken. */
import { account } from './account.mjs';
import { arriving } from './arriving.mjs';
import { edges } from './edges.mjs';
import { editor } from './editor.mjs';
import { project } from './project.mjs';
import { team } from './team.mjs';
import { uploading } from './uploading.mjs';
import { working } from './working.mjs';

/** @type {((stage: {studio: import('../studio.mjs').Studio, camera: import('../camera.mjs').Camera}) => Promise<void>)[]} */
export const acts = [arriving, uploading, working, project, editor, team, account, edges];
