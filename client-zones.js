/** Which feature of the page may import what of the others. `eslint.config.js` makes lint rules of it. */
import { readdirSync } from 'node:fs';

/**
 * What each feature offers to the others: the only files of it that they may import. The order counts: a feature may import
 * from those above it, never from those below, so there are no circles. A page offers nothing: it is named in app.tsx.
 */
const offers = {
  bin: ['things.ts'],
  leaving: ['downloads.ts', 'open-in.tsx'],
  files: ['drop-area.tsx', 'picked-files.ts', 'storage-line.tsx'],
  notices: ['bell-store.ts', 'notices.ts', 'system-notifications.ts', 'told.ts'],
  player: ['playback.ts', 'player.tsx', 'time-address.ts'],
  search: ['search-address.ts', 'slash-key.ts'],
  usage: ['usage-section.tsx'],
  task: ['content-types.ts', 'not-ready.tsx', 'task-actions.tsx', 'task-row.tsx', 'task-words.ts'],
  shares: ['shares-section.tsx'],
  webhooks: ['webhooks-section.tsx'],
  documents: ['documents-section.tsx', 'sending.ts'],
  upload: [
    'captions-button.tsx',
    'check-file.ts',
    'give-recording.tsx',
    'recognition-line.tsx',
    'sample-talk.tsx',
    'upload-progress.tsx',
    'uploads.ts',
  ],
  account: ['administrators-only.tsx', 'session.ts', 'single-sign-on.tsx'],
  operators: [],
  members: ['members-section.tsx'],
  projects: ['delete-with-undo.tsx'],
  project: ['after-correction.tsx', 'ends-early.tsx', 'this-project.ts'],
  screenshots: [],
  review: ['review-bar.tsx'],
  chapters: [],
  editor: ['quote.ts'],
  transcript: [],
};

const FEATURES = './client/src/features';
const names = Object.keys(offers);

const missing = readdirSync(new URL(FEATURES, import.meta.url)).filter((name) => !names.includes(name));
if (missing.length > 0) throw new Error(`client-zones.js does not say what these offer: ${missing.join(', ')}`);

const zonesOfFeatures = names.map((name, place) => ({
  target: `${FEATURES}/${name}`,
  from: FEATURES,
  except: [`./${name}`, ...names.slice(0, place).flatMap((other) => offers[other].map((file) => `./${other}/${file}`))],
  message: 'A feature imports only what the features above it in client-zones.js offer.',
}));

/** What stands below the features: the wire, the store and the look. */
const below = [
  'api.ts',
  'api-operators.ts',
  'first-answers.ts',
  'http.ts',
  'socket.ts',
  'tiny-store.ts',
  'realtime',
  'ui',
  'words',
].map((name) => ({
  target: `./client/src/${name}`,
  from: FEATURES,
  message: 'Only app.tsx, main.tsx and features know features.',
}));

export const clientZones = [
  ...zonesOfFeatures,
  ...below,
  { target: './client/src/ui', from: './client/src/realtime', message: 'The look knows nothing live.' },
];
