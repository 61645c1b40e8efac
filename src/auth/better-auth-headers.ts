import type { Request } from 'express';
import { CLIENT_IP_HEADER } from './auth.js';

/** What better-auth is given of a request; it slows down guesses by the client's `address`. */
export function betterAuthHeaders(request: Request, address: string): Headers {
  const headers = new Headers({ 'content-type': 'application/json', [CLIENT_IP_HEADER]: address });
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}
