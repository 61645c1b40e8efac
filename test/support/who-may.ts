/** A table of who may what: each row is a route, what is sent to it, and what each kind of person is answered. */
import type { ProblemDetails } from '../../src/contract/problem.js';
import type { Answer, Person } from './person.js';

/** Whoever asks, and an upload that they began, or for those who could begin none somebody else's. */
export interface Actor {
  person: Person;
  upload: string;
}

export interface Row {
  /** What somebody who may would send. */
  ask: (actor: Actor) => Promise<Answer>;
  /** The status that each gets, and with a refusal its code. */
  viewer: string;
  stranger: string;
  signedOut: string;
  editor: string;
}

export const members = { viewer: '403 forbidden', stranger: '404 not_found', signedOut: '401 unauthorized' };

/** What editors and owners may. */
export const forEditors = (editor: string) => ({ ...members, editor });

/** Of one's own account: everybody has one. */
export const ofOneself = (status: string) => ({
  viewer: status,
  stranger: status,
  signedOut: '401 unauthorized',
  editor: status,
});

export const sends =
  (method: string, path: () => string, body?: unknown, headers?: Record<string, string>) =>
  ({ person }: Actor): Promise<Answer> =>
    person.ask(method, path(), body, headers);

export const outcomeOf = ({ status, body }: Answer): string =>
  status < 400 ? String(status) : `${status} ${(body as Partial<ProblemDetails>).code ?? ''}`;
