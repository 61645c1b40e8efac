/** When a literal table lacks something at run time, the process does not start, and says what to do. */
import { expect, test } from 'vitest';
import { checkMessages } from '../../src/realtime/messages.js';
import type { SocketRoutes } from '../../src/realtime/socket-routes.js';
import { loadSocketHandlers } from '../../src/realtime/socket-routes.js';
import { routes } from '../../src/routes.js';

test('a route whose file has no handler', async () => {
  expect(Object.keys(await loadSocketHandlers(routes))).toEqual(['connect', 'receive', 'disconnect']);
  const wrong = { ...routes, receive: () => Promise.resolve({}) } as unknown as SocketRoutes;
  await expect(loadSocketHandlers(wrong)).rejects.toThrow('src/routes.ts must name a file that exports receive');
});

test('a message without a handler, or without a schema', () => {
  expect(() => checkMessages()).not.toThrow();
  expect(() => checkMessages({ 'a:b': { schema: {} } })).toThrow('The message a:b has no handler: give it one');
  expect(() => checkMessages({ 'a:b': { handle: () => undefined } })).toThrow('The message a:b has no schema');
});
