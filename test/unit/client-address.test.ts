/** Who a client is, behind however many proxies, whatever it claims. */
import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddressBehind, networkOf } from '../../src/http/client-address.js';
import { OpenRequests } from '../../src/http/open-requests.js';

const PROXY = '10.0.0.1';
const request = (forwarded?: string | string[], remoteAddress: string | undefined = PROXY): IncomingMessage =>
  ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  }) as unknown as IncomingMessage;

test.each<[string, number, string | string[] | undefined, string]>([
  ['nobody is believed by default', 0, '1.1.1.1', PROXY],
  ['the last address is what one proxy saw', 1, '6.6.6.6, 1.1.1.1', '1.1.1.1'],
  ['two proxies', 2, '6.6.6.6, 1.1.1.1, 10.0.0.2', '1.1.1.1'],
  ['several headers are one list', 2, ['6.6.6.6', '1.1.1.1,10.0.0.2'], '1.1.1.1'],
  ['a shorter way than over all proxies', 3, '1.1.1.1', '1.1.1.1'],
  ['no proxy told anything', 1, undefined, PROXY],
  ['nothing in it', 1, ' , ', PROXY],
  ['no address', 1, '1.1.1.1, unknown', PROXY],
  ['with a port', 1, '1.1.1.1:4711', '1.1.1.1'],
  ['IPv6', 1, '2001:DB8::1', '2001:db8::1'],
  ['IPv6 with a port', 1, '[2001:db8::1]:4711', '2001:db8::1'],
  ['IPv4 as IPv6 writes it', 1, '::ffff:1.1.1.1', '1.1.1.1'],
])('%s', (_what, proxies, forwarded, address) => {
  expect(clientAddressBehind(proxies)(request(forwarded))).toBe(address);
});

test('a connection that is gone has no address', () => {
  expect(clientAddressBehind(0)({ headers: {}, socket: {} as IncomingMessage['socket'] })).toBe('');
});

test('what one client holds open is counted by its address, and let go when it is over', () => {
  const open = new OpenRequests(2, clientAddressBehind(1));
  const answers = [0, 1, 2].map(() => new EventEmitter());
  const admitted = (from: string, i: number): boolean => open.admits(request(from), answers[i] ?? new EventEmitter());
  expect([admitted('1.1.1.1', 0), admitted('1.1.1.1', 1), admitted('1.1.1.1', 2)]).toEqual([true, true, false]);
  expect(admitted('2.2.2.2', 2)).toBe(true);
  answers[0]?.emit('close');
  expect([admitted('1.1.1.1', 2), admitted('1.1.1.1', 2)]).toEqual([true, false]);
});

test('without a limit everything is admitted', () => {
  const open = new OpenRequests(0, clientAddressBehind(1));
  expect(Array.from({ length: 5_000 }, () => open.admits(request('1.1.1.1'), new EventEmitter()))).not.toContain(false);
});

test.each([
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['192.0.2.7', '192.0.2.7'],
  ['', ''],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
