/** What the document says of the whole. */
import { SESSION_COOKIE } from '../auth/auth.js';

export const about = {
  info: {
    title: 'Devreel',
    version: '1',
    description: [
      'Takes a recorded talk and works it through in the background: transcript, screenshots, chapters, drafts.',
      'Ids are UUIDs, times ISO 8601 in UTC, names that end in `Ms` hold milliseconds, and those in `Bytes` bytes.',
      'Every address that is read by GET also answers HEAD.',
      'Every refusal is a problem of RFC 9457 with a stable `code`. Who may not see a project gets 404 for it.',
      'What happens while tasks run comes over Socket.IO 4 at `/socket.io`, with the session cookie or `auth: {token: <API key>}`:',
      'emit `project:join` with `{projectId}`, and listen to `event`, `notice`, `task:progress` and `draft:delta`.',
    ].join('\n'),
  },
  servers: [{ url: '/' }],
  security: [{ session: [] }, { apiKey: [] }],
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE, description: 'Set by signing in.' },
      apiKey: { type: 'http', scheme: 'bearer', description: 'A key of `POST /api/api-keys`.' },
    },
  },
};
