/** The receiver that docs/webhooks.md shows takes what Devreel sends, and refuses what others do. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/embedded/ports.mjs';
import type { ProjectEvent } from '../../src/contract/realtime.js';
import type { Sent } from '../../src/webhooks/send.js';
import { Sender } from '../../src/webhooks/send.js';
import { ROOT } from '../support/starter.js';
import { until } from '../support/until.js';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const ANOTHER = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

/** The code of the document, on another port. */
async function receiverOfDocs(port: number): Promise<string> {
  const document = await readFile(join(ROOT, 'docs', 'webhooks.md'), 'utf8');
  const code = /^## A receiver that checks\n[^#]*?^```js\n([\s\S]*?)^```$/m.exec(document)?.[1] ?? '';
  expect(code).toContain('.listen(4000)');
  return code.replace('.listen(4000)', `.listen(${port})`);
}

const event: ProjectEvent = {
  projectId: 'a-project',
  seq: 12,
  type: 'project.updated',
  at: '2026-11-29T18:00:00.000Z',
};

/** Sends the event as the dispatcher does. */
function openSender(port: number): (id: string, secrets: string[]) => Promise<Sent> {
  const sender = new Sender('anywhere');
  onTestFinished(() => sender.close());
  return (id, secrets) => sender.send(`http://127.0.0.1:${port}/hook`, id, event, secrets);
}

test('the receiver of docs/webhooks.md takes what is signed with its secret, and nothing else', async () => {
  const port = await freePort();
  const child = spawn(process.execPath, ['--input-type=module', '-e', await receiverOfDocs(port)], {
    cwd: ROOT,
    env: { ...process.env, WEBHOOK_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const send = openSender(port);
  const forged = await until('the receiver', async () => {
    const sent = await send('forged', [ANOTHER]);
    return sent.status !== null && sent;
  });
  expect(forged).toEqual({ status: 401, error: 'It answered 401.' });
  expect(await send('signed', [SECRET])).toEqual({ status: 204, error: null });
  expect(await send('of-two-secrets', [ANOTHER, SECRET])).toEqual({ status: 204, error: null });
  child.kill('SIGKILL');
  const said = 'project.updated a-project 12\n';
  expect(await text(child.stdout)).toBe(said + said);
});

test('where nobody listens, that is said in a sentence', async () => {
  const port = await freePort();
  const error = `It could not be reached: connect ECONNREFUSED 127.0.0.1:${port}.`;
  expect(await openSender(port)('nobody-there', [SECRET])).toEqual({ status: null, error });
});
