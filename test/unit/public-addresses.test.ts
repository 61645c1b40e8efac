/** Requests to addresses that people name: what is within our own network is not reached, in whatever way it is written. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectTo, isPublicAddress } from '../../src/outside/public-addresses.js';

let asked = 0;
const inside = createServer((_, response) => {
  asked += 1;
  response.end('inside');
});
beforeAll(() => new Promise<void>((resolve) => void inside.listen(0, '::', resolve)));
afterAll(() => new Promise((resolve) => inside.close(resolve)));

const notPublic = [
  '127.0.0.1',
  '127.255.0.9',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::7f00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '2002:7f00:1::1',
  '2001:0:1::1',
  'no address',
];

test.each(notPublic)('%s is none of the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '::ffff:8.8.8.8', '2606:4700::1111'])('%s is one', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

const spellings = [
  '127.0.0.1',
  'localhost',
  '[::1]',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '127.1',
  '[::ffff:127.0.0.1]',
  '0',
];

const ask = async (host: string, reach: 'public' | 'anywhere'): Promise<string> => {
  const { port } = inside.address() as AddressInfo;
  const dispatcher = new Agent({ connect: connectTo(reach) });
  try {
    const { body } = await request(new URL(`http://${host}:${port}/`), { dispatcher });
    return await body.text();
  } finally {
    await dispatcher.destroy();
  }
};

test.each(spellings)('%s is not connected to', async (host) => {
  const before = asked;
  await expect(ask(host, 'public')).rejects.toThrow('is no address of the public internet');
  expect(asked).toBe(before);
});

test('where it is allowed, it is', async () => {
  expect(await ask('127.0.0.1', 'anywhere')).toBe('inside');
});
