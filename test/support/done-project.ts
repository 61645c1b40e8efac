/** A project in which everything is done: 48 s of talk with captions, a document, and a draft. */
import type { ProjectSnapshot } from '../../src/contract/project.js';
import type { Person } from './person.js';
import { captionsFor, makeTalk } from './talk.js';

export async function createDoneProject(person: Person): Promise<ProjectSnapshot> {
  const { id } = await person.createProject('Databases & bread');
  await person.ask('POST', `/api/projects/${id}/documents?filename=style.md`, 'Write “crumb”, never “crumbs”.');
  await person.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captionsFor(6));
  await person.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, await makeTalk(48));
  await person.ask('POST', `/api/projects/${id}/generate`, { types: ['blog'] });
  for (const key of ['screenshots', 'index', 'draft:blog']) await person.taskIn(id, key, ['succeeded']);
  return person.snapshot(id);
}
