/** For tests of the pages of a project in which everything is made: a new one, and a new window, for each. */
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { ProjectSnapshot } from '../../src/contract/project.js';
import { launchChromium, windowOf } from './chromium.js';
import { createDoneProject } from './done-project.js';
import type { Person } from './person.js';
import type { World } from './world.js';
import { createWorld } from './world.js';

export interface DonePage {
  browser: Browser;
  world: World;
  ada: Person;
  done: ProjectSnapshot;
  context: BrowserContext;
}

/** `see` is told what there is before each test. Call it at the top of the file. */
export function withDoneProject(see: (there: DonePage) => void): void {
  let there: Omit<DonePage, 'done' | 'context'>;
  let context: BrowserContext;
  beforeAll(async () => {
    const [browser, world] = [await launchChromium(), await createWorld()];
    there = { browser, world, ada: await world.signUp(await world.startWeb()) };
    await world.startWorker();
  });
  afterAll(async () => {
    await there.browser.close();
    await there.world.end();
  });
  beforeEach(async () => {
    const done = await createDoneProject(there.ada);
    context = await windowOf(there.browser, there.ada);
    see({ ...there, done, context });
  });
  afterEach(() => context.close());
}
