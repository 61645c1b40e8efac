/** Who a client is: the one place that says so, for limits, for guesses at passwords and for logs. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** The client's address; empty where the connection is gone already. */
export type ClientAddress = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;

/**
 * `proxies`: how many in front are believed. Each adds the address that asked it to the right of `X-Forwarded-For`, so what
 * stands further to the left may be anybody's invention.
 */
export function clientAddressBehind(proxies: number): ClientAddress {
  return ({ headers, socket }) => {
    const direct = plain(socket.remoteAddress ?? '');
    if (proxies === 0) return direct;
    const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const hops = told.map((hop) => plain(hop.trim())).filter((hop) => hop !== '');
    // Fewer than there are proxies: it came by a shorter way.
    const client = hops.at(-proxies) ?? hops[0] ?? '';
    return isIP(client) === 0 ? direct : client;
  };
}

/** Without a port, which some proxies add, and without the form in which IPv6 writes an address of IPv4. */
function plain(address: string): string {
  const [, inBrackets] = /^\[([^\]]*)\](?::\d+)?$/.exec(address) ?? [];
  const [, beforePort] = /^([\d.]+):\d+$/.exec(address) ?? [];
  return (inBrackets ?? beforePort ?? address).toLowerCase().replace(/^::ffff:(?=[\d.]+$)/, '');
}
