import { z } from 'zod';
import { count, time } from './answers.js';
import { oneLine, typed } from './text.js';

export const account = z.object({ id: z.uuid(), name: z.string(), email: z.string() }).meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

export const storageUse = z
  .object({
    usedBytes: count.describe(
      'By the recordings, also those on their way, documents and screenshots of the projects that count for you.',
    ),
    limitBytes: count.nullable().describe('How much they may have together. Null: there is no limit.'),
  })
  .meta({
    id: 'StorageUse',
    description:
      'Files count for who made the project that they lie in, or for the owner who took it over when they left it or were removed.',
  });
export type StorageUse = z.infer<typeof storageUse>;

export const me = account
  .extend({
    storage: storageUse,
    hasPassword: z.boolean().describe('False for who came by a sign-in link only.'),
    isAdministrator: z.boolean(),
    administersOnceProved: z
      .boolean()
      .describe('Your address is in ADMINS, but not proved to be yours: set a new password by a link mailed there.'),
    emailIsFixed: z.boolean().describe('Of the local owner, whom the link of `npm start` signs in.'),
    newEmail: z.string().nullable().describe('An address of yours that waits for you to follow the link mailed there.'),
  })
  .meta({ id: 'Me', description: 'Who is signed in.' });
export type Me = z.infer<typeof me>;

export const signInWays = z
  .object({
    password: z.boolean(),
    signUp: z.boolean().describe('Whether anybody can make an account with a password.'),
    singleSignOn: z.object({ name: z.string() }).nullable().describe('At an identity provider: `GET /api/auth/sso`.'),
  })
  .meta({ id: 'SignInWays' });
export type SignInWays = z.infer<typeof signInWays>;

const givenName = oneLine(z.string().trim().min(1).max(100));
const givenEmail = z.email().max(254);
const givenPassword = z.string().min(8, 'At least 8 characters').max(128, 'At most 128 characters');

export const changeMe = z
  .strictObject({
    name: givenName.optional(),
    email: givenEmail
      .optional()
      .describe(
        'Send your `password`, too. You sign in by it from now on; where mail is sent, once you have followed the link mailed there.',
      ),
    password: z.string().max(128).optional(),
  })
  .refine(({ name, email }) => name !== undefined || email !== undefined, 'Name a name or an e-mail address')
  .meta({ id: 'MeChange' });
export type MeChange = z.infer<typeof changeMe>;

export const changePassword = z.strictObject({
  current: z.string().max(128).optional().describe('Left out by those who have no password yet.'),
  new: givenPassword,
});
export type PasswordChange = z.infer<typeof changePassword>;

export const requestReset = z.strictObject({ email: givenEmail });
export const resetAnswer = z.object({
  byMail: z
    .boolean()
    .describe(
      'Whether a link is on its way, if there is such an account. False where no mail is sent: then who runs it makes a link.',
    ),
});
export const reset = z.strictObject({ token: z.string().min(1).max(200), password: givenPassword });
export const confirmEmail = z.strictObject({ token: z.string().min(1).max(200) });
export const confirmedEmail = z.object({
  email: z.string().describe('By which you sign in from now on.'),
  isProved: z.boolean().describe('False: who followed the link was not signed in to the account that asked for it.'),
});
export type ConfirmedEmail = z.infer<typeof confirmedEmail>;
export const resetLink = z.object({ url: z.url(), expiresAt: time });
export type ResetLink = z.infer<typeof resetLink>;

export const session = z
  .object({
    id: z.uuid(),
    userAgent: z.string().describe('What the browser said of itself when it signed in.'),
    address: z.string().describe('Where it signed in from.'),
    createdAt: time,
    lastSeenAt: time.describe('To a minute or so.'),
    isThis: z.boolean().describe('Whether you ask by it.'),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

export const leaveBy = z
  .strictObject({ password: z.string().max(128).optional(), email: z.string().max(254).optional() })
  .describe('The password; without one, the e-mail address typed again.');
export type LeaveBy = z.infer<typeof leaveBy>;

const leftProject = z.object({ id: z.uuid(), title: z.string() });
export const leaving = z
  .object({
    deleted: z.array(leftProject).describe('Yours alone, also from the bin: they are deleted with all their files.'),
    passedOn: z
      .array(leftProject.extend({ to: account }))
      .describe('Those in which somebody may write: the first of them becomes the owner.'),
    left: z.array(leftProject).describe('Of others: they stay as they are, and you are no longer in them.'),
  })
  .meta({ id: 'Leaving', description: 'What becomes of your projects when your account is deleted.' });
export type Leaving = z.infer<typeof leaving>;

export const keyScopes = ['read', 'write', 'admin'] as const;
const scopes = z
  .array(z.enum(keyScopes))
  .describe(
    '`read`: all that is yours to see; every key has it. `write`: to change it, too. `admin`: what you may do as an administrator, too.',
  );

export const createApiKey = z.strictObject({
  name: typed(z.string().trim().min(1).max(100)),
  scopes: scopes
    .min(1)
    .max(3)
    .refine((named) => named.includes('read'), 'Name `read`, too: every key reads')
    .default(['read', 'write']),
  expiresAt: time.nullable().default(null).describe('When it ends by itself; null for never.'),
});
export type NewApiKey = z.infer<typeof createApiKey>;

export const apiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    createdAt: time,
    lastUsedAt: time.nullable(),
    scopes,
    expiresAt: time.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKey>;

export const createdApiKey = apiKey
  .extend({ key: z.string().describe('The key itself, in this answer only.') })
  .meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof createdApiKey>;
