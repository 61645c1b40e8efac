/**
 * Requests to addresses that people name reach the public internet only, never this machine's own network. Names are resolved
 * once, and the connection goes to what they were resolved to, so that a name cannot mean one address when it is looked at and
 * another one when it is used. Whoever sends must not follow redirects by himself: each one is a new address.
 */
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { lookup } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** An address is private, link-local, loopback or otherwise none of the public internet. */
export class AddressRefused extends Error {
  constructor(host: string) {
    super(`${host} is no address of the public internet.`);
    this.name = 'AddressRefused';
  }
}

/** All that has been given out of IPv6 (https://www.iana.org/assignments/ipv6-address-space), so no IPv4 address with zeros before it. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** Of an IP address in any spelling. IPv6 addresses in which an IPv4 one is hidden are judged by that, or refused. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6));
}

/** For `connect` of a dispatcher of undici: its connections fail with `AddressRefused` for what is not public. */
export function connectPublic(options: buildConnector.BuildOptions = {}): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: lookupPublic });
  return (target, done) => {
    // Names are resolved by `lookup`; an address is not.
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isPublicAddress(host)) done(new AddressRefused(target.hostname), null);
    else connect(target, done);
  };
}

/** Where addresses that people name may lie. */
export type Reach = 'public' | 'anywhere';

/** The same, where a setting allows more. */
export const connectTo = (reach: Reach, options: buildConnector.BuildOptions = {}): buildConnector.connector =>
  reach === 'public' ? connectPublic(options) : buildConnector(options);

/** One address that is not public is enough to refuse the name: which one is taken, nobody can foresee. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = error ? [] : found;
    if (!first) return done(error ?? new Error(`${hostname} has no address.`), '');
    if (!found.every(({ address }) => isPublicAddress(address))) return done(new AddressRefused(hostname), '');
    if (options.all === true) done(null, found);
    else done(null, first.address, first.family);
  });
};
