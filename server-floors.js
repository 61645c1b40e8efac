/** Which folder of the server may import which. `eslint.config.js` makes lint rules of it. */
import { readdirSync } from 'node:fs';

/** Ground first, roof last: a folder may import from those above it in this list, never from those below. */
const floors = [
  'contract',
  'outside',
  'telemetry',
  'settings',
  'database',
  'http',
  'mail',
  'events',
  'members',
  'auth',
  'models',
  'notices',
  'recording',
  'transcript',
  'content',
  'usage',
  'search',
  'steps',
  'tasks',
  'uploads',
  'documents',
  'content-types',
  'voice',
  'screenshots',
  'pictures',
  'projects',
  'team',
  'shares',
  'bin',
  'webhooks',
  'draft-mails',
  'account',
  'worker',
  'realtime',
  'operators',
  'openapi',
  'page',
  'ops',
];

/** The imports that go up all the same, each with its reason. ARCHITECTURE.md tells them, too. */
const upward = [
  {
    folder: 'transcript',
    files: ['search/passages.ts'],
    why: 'A transcript and the passages by which it is found are written in one transaction, or search would be behind.',
  },
  {
    folder: 'transcript',
    files: ['steps/pipeline.ts'],
    why: 'Which step makes what is corrected is said by the step.',
  },
  {
    folder: 'transcript',
    files: ['tasks/stale.ts', 'tasks/tasks.ts', 'tasks/rows.ts'],
    why: 'A correction marks what was made from the words as stale, and waits for a transcript that is being made.',
  },
  {
    folder: 'content',
    files: ['search/passages.ts'],
    why: 'A draft and its passages are written in one transaction.',
  },
  {
    folder: 'usage',
    files: ['steps/lookup.ts'],
    why: 'What is still to come is estimated by what the steps say of their cost.',
  },
];

const SRC = './src';
const found = readdirSync(new URL(SRC, import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(new URL(`${SRC}/${entry.name}`, import.meta.url)).length > 0)
  .map(({ name }) => name);
const unknown = found.filter((name) => !floors.includes(name));
if (unknown.length > 0)
  throw new Error(`server-floors.js does not say on which floor these are: ${unknown.join(', ')}`);

export const serverFloors = floors.map((folder, place) => ({
  target: `${SRC}/${folder}`,
  from: SRC,
  except: [
    ...floors.slice(0, place + 1).map((below) => `./${below}`),
    ...upward.filter((one) => one.folder === folder).flatMap(({ files }) => files.map((file) => `./${file}`)),
  ],
  message: `Imports go down: in server-floors.js this is above ${folder}. Move it down, or let ${folder} name a port.`,
}));
