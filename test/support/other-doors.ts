/** Doors beside the routes as programs ask them: streams, what htmx is given, pages with their first answers, the board of the queues. */
import type { Answer } from './person.js';
import type { Scene } from './scene.js';
import type { Actor, Row, Rows } from './who-may.js';
import { forViewers, ofOneself, outcomeOf, sendsPlainly } from './who-may.js';

const plainly =
  (path: (scene: Scene) => string, headers: Record<string, string>) =>
  (actor: Actor): Promise<Answer> =>
    sendsPlainly(actor, ['GET', path(actor.scene)], headers);

const status = ({ talk }: Scene): string => `/api/projects/${talk}/status/draft:blog`;
const events = ({ talk }: Scene): string => `/api/projects/${talk}/events`;

/** 286 ends htmx's asking: the pill then says that it is gone, or to sign in. */
const STOPPED = '286';

/** A page is there for everybody; what its people are told with it is not. Programs with keys open no pages. */
const page = (path: (scene: Scene) => string, outcomes: Omit<Row, 'ask' | 'signedOut' | 'key'>): Row => ({
  ask: async (actor) => {
    const answer = await sendsPlainly(actor, ['GET', path(actor.scene)], { accept: 'text/html' });
    const told = String(answer.body).includes(actor.scene.secret);
    // The only code that a page has.
    return told ? answer : { ...answer, status: 404, body: { code: 'untold' } };
  },
  ...outcomes,
  signedOut: UNTOLD,
  key: UNTOLD,
});
const UNTOLD = '404 untold';

export const otherDoors: Rows = {
  'GET /api/projects/{id}/events (a stream)': {
    ask: plainly(events, { accept: 'text/event-stream' }),
    ...forViewers('200'),
  },
  'GET /api/projects/{id}/events (a stream that goes on)': {
    ask: plainly(events, { accept: 'text/event-stream', 'last-event-id': '1' }),
    ...forViewers('200'),
  },
  'GET /api/projects/{id}/status/{key} (HTML)': { ask: plainly(status, { accept: 'text/html' }), ...forViewers('200') },
  'GET /api/projects/{id}/status/{key} (htmx)': {
    ask: plainly(status, { 'hx-request': 'true' }),
    viewer: '200',
    editor: '200',
    stranger: STOPPED,
    signedOut: STOPPED,
  },
  'GET /projects/{id} (the page)': page(({ talk }) => `/projects/${talk}`, {
    viewer: '200',
    editor: '200',
    stranger: UNTOLD,
  }),
  'GET /projects/{id}/transcript (the page)': page(({ talk }) => `/projects/${talk}/transcript`, {
    viewer: '200',
    editor: '200',
    stranger: UNTOLD,
  }),
  'GET / (the page)': page(() => '/', { viewer: '200', editor: '200', stranger: UNTOLD }),
  'GET /operators (the page)': page(() => '/operators', { viewer: UNTOLD, editor: UNTOLD, stranger: UNTOLD }),
  ...Object.fromEntries(
    ['', '/page.js', '/page.css', '/swagger-ui.css', '/swagger-ui-bundle.js'].map((file) => [
      `GET /api/docs${file}`,
      { ask: plainly(() => `/api/docs${file}`, {}), everybody: '200' },
    ]),
  ),
};

/** What Bull Board serves: to administrators, and of queues that are there. */
export const onBoard = (method: string, path: string): Row => ({
  ask: async (actor) => {
    const answer = await sendsPlainly(actor, [method, path.replace(/\{\w+\}|\*.*/g, 'none')]);
    const outcome = outcomeOf(answer);
    return /^40[13] /.test(outcome) ? answer : { ...answer, status: 200 };
  },
  ...ofOneself('403 forbidden'),
  administrator: '200',
});
