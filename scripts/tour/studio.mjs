/** The people of the tour, with their browsers, and what they do by the API so that there is something to see. */
import { setTimeout as wait } from 'node:timers/promises';

const ended = ['succeeded', 'failed', 'cancelled'];
const LOOK_EVERY_MS = 300;

export class Studio {
  constructor({ browser, link, standIn, signIn }) {
    this.browser = browser;
    this.link = link;
    this.origin = link.origin;
    this.standIn = standIn;
    this.signIn = signIn;
    /** The page of the talk that is done: `/projects/…`. */
    this.sample = '';
    /** Its recording. */
    this.recording = Buffer.alloc(0);
    /** A link of each kind, once it was made. */
    this.links = {};
  }

  /** A browser of somebody who is not signed in. */
  stranger = (more = {}) => this.browser.newContext({ baseURL: this.origin, reducedMotion: 'reduce', ...more });

  /** Whose Devreel it is. The link is good once, so that all windows have the same cookies. */
  async owner(more = {}) {
    const context = await this.stranger({ ...more, ...(this.cookies ? { storageState: this.cookies } : {}) });
    if (!this.cookies) {
      await this.signIn(context, this.link);
      this.cookies = await context.storageState();
      this.context = context;
    }
    return context;
  }

  /** Somebody else, with an account of their own. */
  async another(name, email) {
    const context = await this.stranger();
    await this.#send(context, 'POST', '/api/auth/sign-up/email', { name, email, password: 'correct horse battery' });
    return context;
  }

  /** As the owner, or in the browser of `context`: answers JSON, or bytes. */
  async ask(method, path, body, { context = this.context, headers = {} } = {}) {
    return this.#send(context, method, path, body, headers);
  }

  async #send(context, method, path, body, headers = {}) {
    const answer = await context.request.fetch(this.origin + path, {
      method,
      headers: { origin: this.origin, ...headers },
      ...(body === undefined ? {} : { data: body }),
    });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return answer.headers()['content-type']?.includes('json') ? answer.json() : answer.body();
  }

  /** The project's tasks, once all have ended, or `enough` says so. */
  async tasks(id, enough = (tasks) => tasks.every(({ status }) => ended.includes(status))) {
    for (;;) {
      const { tasks } = await this.ask('GET', `/api/projects/${id}`);
      if (tasks.length > 0 && enough(tasks)) return tasks;
      await wait(LOOK_EVERY_MS);
    }
  }

  /** A project of its own. `captions`: SubRip, or none. Answers its id; what is done with it goes on. */
  async talk(title, { recording = this.recording, captions, tags } = {}) {
    const { id } = await this.ask('POST', '/api/projects', { title });
    if (tags) await this.ask('PATCH', `/api/projects/${id}`, { tags });
    if (captions) await this.ask('PUT', `/api/projects/${id}/captions?filename=talk.srt`, captions);
    if (recording) await this.ask('PUT', `/api/projects/${id}/source?filename=talk.mp4`, recording);
    return id;
  }
}
