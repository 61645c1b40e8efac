/** Who a client is: the one place that says so, for limits, for guesses at passwords and for logs. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

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

/** So much of an address of IPv6 is given to one customer, who has all that follows (RFC 6177). */
const IPV6_NETWORK_BITS = 64;

/** What is counted as one client: an address of IPv4, and of IPv6 the network that it is in. Anything else stays as it is. */
export function networkOf(address: string): string {
  const [written = ''] = address.split('%');
  if (!ipaddr.IPv6.isValid(written)) return address;
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${written}/${IPV6_NETWORK_BITS}`);
  return `${network.toString()}/${IPV6_NETWORK_BITS}`;
}
