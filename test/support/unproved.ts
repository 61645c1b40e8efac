/** Whom ADMINS names by an address that is not proved. */
import { expect } from 'vitest';
import type { Me } from '../../src/contract/account.js';
import type { Person } from './person.js';

/** At each door that is for administrators they read what is missing, and how to mend it. */
export async function expectToldToProve(person: Person): Promise<void> {
  expect((await person.ask('GET', '/api/me')).body as Me).toMatchObject({
    isAdministrator: false,
    administersOnceProved: true,
  });
  const hook = { url: 'https://example.org', installation: true };
  for (const refused of [
    await person.ask('GET', '/api/admin/settings'),
    await person.ask('GET', '/admin/queues'),
    await person.ask('POST', '/api/webhooks', hook),
  ])
    expect(refused).toMatchObject({
      status: 403,
      body: { detail: expect.stringMatching(/not proved.*\/forgot/) as string },
    });
}
