/** `npm run reset-link -- EMAIL`: prints a link by which this person sets a new password. For who runs a Devreel without mail. */
import { prepare } from './embedded/prepare.mjs';
import { Trouble } from './embedded/processes.mjs';
import { readSettings } from './embedded/installation.mjs';
import { openSession } from './sample/session.mjs';

const [email] = process.argv.slice(2);
try {
  if (!email) throw new Trouble('Name the account: npm run reset-link -- EMAIL');
  await prepare((line) => process.stderr.write(`${line}\n`));
  const { dataDir } = await readSettings();
  const given = { url: process.env.DEVREEL_URL, key: process.env.DEVREEL_API_KEY };
  const { ask } = await openSession(dataDir, given);
  const { url, expiresAt } = await ask('POST', '/api/password-resets', { email });
  process.stdout.write(`${url}\n`);
  process.stderr.write(`Good once, until ${expiresAt}. Pass it on to ${email}, and to nobody else.\n`);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
