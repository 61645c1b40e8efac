/** Slows down who guesses at passwords and links, and who has mails sent to others. Kept in the database, so that all web processes share one count, and a restart forgets none. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { networkOf } from '../http/client-address.js';
import { Problem } from '../http/problem.js';

/** From the miss, or mail, with this number on, there is a pause after each: it doubles each time. */
const FREE = { link: 30, password: 10, client: 100, reset: 10, inviter: 50, invited: 5 };
const FIRST_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3_600;
export const FORGOTTEN_AFTER_HOURS = 24;
/** For so long who has set a new password by a link signs in with it, whatever else came from their network. */
const LET_IN_HOURS = 1;

const WAIT = `SELECT ceil(extract(epoch FROM paused_until - now()))::int AS wait FROM guesses WHERE key = $1 AND paused_until > now()`;

/** Counts one more, unless there is a pause: then it returns nothing. */
const COUNT = `
  INSERT INTO guesses AS g (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET
    at = now(),
    count = CASE WHEN g.at < now() - make_interval(hours => ${FORGOTTEN_AFTER_HOURS}) THEN 1 ELSE g.count + 1 END,
    paused_until = CASE WHEN g.count + 1 >= $2 AND g.at >= now() - make_interval(hours => ${FORGOTTEN_AFTER_HOURS})
      THEN now() + make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, ${FIRST_PAUSE_SECONDS} * power(2, least(g.count + 1 - $2, 10)))) END
  WHERE g.paused_until IS NULL OR g.paused_until <= now()
  RETURNING count`;

const TAKE_BACK = `
  WITH last AS (DELETE FROM guesses WHERE key = $1 AND count <= 1)
  UPDATE guesses SET count = count - 1, paused_until = NULL WHERE key = $1 AND count > 1`;

/** Counts without a pause. */
const NOTE = `
  INSERT INTO guesses AS g (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET
    at = now(),
    count = CASE WHEN g.at < now() - make_interval(hours => ${FORGOTTEN_AFTER_HOURS}) THEN 1 ELSE g.count + 1 END`;

/** A client ($1) has come in at an account: what it missed there ($2) it takes back, with this try if that was counted ($3). What it missed at others stays. */
const CAME_IN = `
  WITH there AS (DELETE FROM guesses WHERE key = $2 RETURNING count, at),
  own AS (SELECT $3::int + coalesce(sum(count), 0)::int AS tries FROM there WHERE at >= now() - make_interval(hours => ${FORGOTTEN_AFTER_HOURS}))
  UPDATE guesses g SET count = greatest(0, g.count - own.tries),
    paused_until = CASE WHEN $3::int = 0 THEN g.paused_until END
  FROM own WHERE g.key = $1`;

const LET_IN = `INSERT INTO guesses (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET at = now()`;
const IS_LET_IN = `SELECT FROM guesses WHERE key = $1 AND at > now() - make_interval(hours => ${LET_IN_HOURS})`;

/** What a link is refused with otherwise says that it is a good one, or nothing of it. */
const LEADS_NOWHERE = new Set([404, 410]);

type Kind = keyof typeof FREE;

@Injectable()
export class Guesses {
  constructor(private readonly db: DataSource) {}

  /**
   * Looks where a link leads; `look` throws the problem 404 or 410 for one that leads nowhere. Throws the problem 429 in place of that for a client that has
   * missed too often; a link that is good is good for it, too. `client`: its address.
   */
  async atLink<T>(client: string, look: () => Promise<T>): Promise<T> {
    try {
      return await look();
    } catch (error) {
      const isMiss = error instanceof Problem && LEADS_NOWHERE.has(error.status);
      if (isMiss) await this.count('link', keyOf('link', networkOf(client)), 'Too many links that lead nowhere.');
      throw error;
    }
  }

  /**
   * Tries a password; `attempt` throws the problem `wrong` when it is a wrong one. It is counted before, so that many at once are
   * many. Throws the problem 429 for an account at which too many were tried, whoever did, and for a client that has missed too often, wherever it
   * did; who comes in takes their own misses back. `email`: the account's; in any case. `client`: the address of who is not signed in yet.
   */
  async atPassword<T>(
    { email, client }: { email: string; client?: string },
    wrong: string,
    attempt: () => Promise<T>,
  ): Promise<T> {
    const account = keyOf('password', email.toLowerCase());
    const network = networkOf(client ?? '');
    const counted = { client: false, account: false };
    try {
      if (client !== undefined) counted.client = await this.countClient(network, email);
      await this.count('password', account, 'Too many wrong passwords for this account.');
      counted.account = true;
      const right = await attempt();
      await this.forgive(email);
      if (client !== undefined) await this.comeIn(network, email, counted.client);
      return right;
    } catch (error) {
      const isMiss = error instanceof Problem && error.code === wrong;
      if (isMiss && counted.client) await this.db.query(NOTE, [missesOf(network, email)]);
      if (!isMiss && counted.client) await this.takeBack(keyOf('client', network));
      if (!isMiss && counted.account) await this.takeBack(account);
      throw error;
    }
  }

  /** Counts one who asks for a link by mail. Throws the problem 429 for too many. */
  async countReset(client: string): Promise<void> {
    await this.count('reset', keyOf('reset', networkOf(client)), 'You have asked for too many links.');
  }

  /**
   * Counts a mail to an address that nobody has proved, for who has it sent and for where it goes, whoever else sends some there. Throws the problem
   * 429 `too_many_mails`. `email`: in small letters.
   */
  async countInvitation(inviterId: string, email: string): Promise<void> {
    await this.count('inviter', keyOf('inviter', inviterId), 'You have had too many mails sent.', MAILS);
    await this.count('invited', keyOf('invited', email), 'Too many mails were sent to this address.', MAILS);
  }

  /** Forgets wrong passwords: who came in by another way does not wait for what others tried. */
  async forgive(email: string): Promise<void> {
    await this.db.query('DELETE FROM guesses WHERE key = $1', [keyOf('password', email.toLowerCase())]);
  }

  /** The same for who has set a new password by a link: they sign in with it now, also from a network that waits. */
  async letIn(email: string): Promise<void> {
    await this.forgive(email);
    await this.db.query(LET_IN, [keyOf('let-in', email.toLowerCase())]);
  }

  /** Counts a try of this network's. False for one that has to wait, and was let in there all the same. */
  private async countClient(network: string, email: string): Promise<boolean> {
    const key = keyOf('client', network);
    const [row] = await this.db.query<unknown[]>(COUNT, [key, FREE.client]);
    if (row) return true;
    const letIn = await this.db.query<unknown[]>(IS_LET_IN, [keyOf('let-in', email.toLowerCase())]);
    if (letIn.length === 0) await this.refuseInPause(key, 'Too many wrong passwords came from your network.');
    return false;
  }

  private async comeIn(network: string, email: string, isCounted: boolean): Promise<void> {
    await this.db.query(CAME_IN, [keyOf('client', network), missesOf(network, email), isCounted ? 1 : 0]);
  }

  private async count(kind: Kind, key: string, why: string, code = 'too_many_requests'): Promise<void> {
    const [row] = await this.db.query<{ count: number }[]>(COUNT, [key, FREE[kind]]);
    if (!row) await this.refuseInPause(key, why, code);
  }

  private async refuseInPause(key: string, why: string, code = 'too_many_requests'): Promise<void> {
    const [pause] = await this.db.query<{ wait: number }[]>(WAIT, [key]);
    if (pause) throw tooMany(why, pause.wait, code);
  }

  /** What was counted says nothing of the password, such as an outage. */
  private async takeBack(key: string): Promise<void> {
    await this.db.query(TAKE_BACK, [key]);
  }
}

/** The code of the problem that the page goes around by a link without a mail. */
const MAILS = 'too_many_mails';

const keyOf = (kind: Kind | 'misses' | 'let-in', of: string): string => `${kind}:${of}`;

/** Of what a network has missed at one account. */
const missesOf = (network: string, email: string): string => keyOf('misses', `${network} ${email.toLowerCase()}`);

function tooMany(why: string, waitSeconds: number, code: string): Problem {
  const wait = String(waitSeconds);
  return new Problem(429, code, `${why} Try again in ${wait} seconds.`, undefined, {
    headers: { 'Retry-After': wait },
  });
}
