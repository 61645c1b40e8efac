/** What a failed call to a server that speaks OpenAI's API means. */
import { APIConnectionError, APIError } from 'openai';
import { inspect } from 'node:util';
import { AddressRefused } from '../public-addresses.js';
import { clip } from '../../contract/clip.js';
import type { VendorErrorCode } from './vendor-error.js';
import { VendorError } from './vendor-error.js';

/** Any thrown thing as what it means. `name`: whose server it was; `keySetting`: where its key is set. */
export function vendorError(error: unknown, name: string, keySetting: string): VendorError {
  if (error instanceof VendorError) return error;
  if (error instanceof APIConnectionError) return lost(error, name);
  if (error instanceof APIError) return refused(error as APIError, name, keySetting);
  // What a cut stream or a body that is no JSON throws.
  return lost(error, name);
}

const PRIVATE_REMEDY =
  'Addresses within the own network are given in the environment, or allowed by ALLOW_PRIVATE_ADDRESSES.';

/** No answer, or only a part of one. */
export function lost(error: unknown, name: string): VendorError {
  const detail = inspect(error, { depth: 2 });
  const kept = causesOf(error).find((cause) => cause instanceof AddressRefused);
  if (kept) return new VendorError('vendor_refused', `${kept.message} ${PRIVATE_REMEDY}`, detail, true);
  const silent = error instanceof Error && /timed? ?out/i.test(`${error.name} ${error.message}`);
  return silent
    ? new VendorError('vendor_timeout', `${name} did not answer in time.`, detail, false)
    : new VendorError('vendor_unavailable', `${name} cannot be reached, or broke off its answer.`, detail, false);
}

function refused(error: APIError, name: string, keySetting: string): VendorError {
  const { status } = error;
  const detail = `${status ?? ''} ${error.message}`.trim();
  const end = (code: VendorErrorCode, message: string): VendorError => new VendorError(code, message, detail, true);
  const later = (code: VendorErrorCode, message: string): VendorError =>
    new VendorError(code, message, detail, false, retryAfterOf(error.headers));
  if (REDIRECTS.includes(status ?? 0)) return redirected(error, name);
  // Faults have codes; some servers write the same into the type, and an error inside a stream has no status.
  const code = `${error.code ?? ''} ${error.type ?? ''}`;
  if (/insufficient_quota|billing/.test(code) || status === 402) {
    return end('vendor_quota', `The account at ${lower(name)} has run out of credit. Add some, then retry.`);
  }
  if (status === 401 || (status === 403 && !code.includes('model_not_found'))) {
    return end('vendor_key', `${name} refused the key. Set a valid one (${keySetting}), then retry.`);
  }
  if (code.includes('context_length_exceeded') || status === 413 || (status === 400 && TOO_LONG.test(error.message))) {
    return end('vendor_too_long', tooLong(name));
  }
  if (code.includes('content_filter')) {
    return end(
      'vendor_declined',
      `${name} declined to answer (its filter stopped the question). Other instructions may help.`,
    );
  }
  if (status === 429) return later('vendor_busy', `${name} is busy.`);
  if (status === 408 || status === 409 || status === undefined || status >= 500) {
    return later('vendor_unavailable', `${name} had a fault of its own.`);
  }
  return end('vendor_refused', `${name} refused the request (${clip(detail, 200)}).`);
}

const REDIRECTS = [301, 302, 303, 307, 308];

function redirected({ status, headers }: APIError, name: string): VendorError {
  const location = headers?.get('location') ?? '';
  const to = URL.canParse(location) ? new URL(location) : null;
  // Without the query: there may be signatures in it.
  const what = `answered with a redirect${to ? ` to ${to.origin}${to.pathname}` : ''}`;
  const message = `${name} ${what}. Set the address that it leads to, then retry.`;
  return new VendorError('vendor_refused', message, `${status} ${what}`, true);
}

/** How servers that know no code for it say that a prompt is too long: vLLM, llama.cpp, Mistral. */
const TOO_LONG =
  /context (?:length|size|window)|maximum context|too (?:long|large)|exceeds? .{0,40}(?:context|tokens)/i;

export const tooLong = (name: string): string => `${name} cannot take a text of this length at once.`;

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Seconds or a date, RFC 9110 §10.2.3; OpenAI's own header has milliseconds. */
function retryAfterOf(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (ms >= 0) return ms;
  const value = headers?.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  if (seconds >= 0) return seconds * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** The HTTP status of a refusal; null for everything else. */
export const statusOf = (error: unknown): number | null =>
  error instanceof APIError ? ((error.status as number | undefined) ?? null) : null;

/**
 * What became of a request that ended with this error. A server that says no has done no work that anybody pays for;
 * of a gateway that says so for another nobody knows: 502 and 504, RFC 9110 §15.6, and 520 and above, Cloudflare's.
 */
export function fateOf(error: unknown): 'refused' | 'unreached' | 'unanswered' {
  const status = statusOf(error);
  if (status !== null) return [502, 504].includes(status) || status >= 520 ? 'unanswered' : 'refused';
  return causesOf(error).some(({ code }) => typeof code === 'string' && NEVER_SENT.test(code))
    ? 'unreached'
    : 'unanswered';
}

/** Codes of Node's net, dns and tls, and of its fetch, that mean: there was no connection. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_\w+|CERT_\w+|\w*SELF_SIGNED\w*|UNABLE_TO_\w+)$/;

/** The error itself, and what it came from. */
function causesOf(error: unknown): (Error & { code?: unknown })[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
