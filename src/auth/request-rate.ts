/**
 * How many requests one account may send in a second, over all web processes: a token bucket for each in the database. A process takes
 * tokens from it by the handful, and only for who sends many: quiet people cost no statement.
 */
import type { DataSource } from 'typeorm';
import { Problem } from '../http/problem.js';

/** So many seconds' worth may come at once. */
const BURST_SECONDS = 5;
/** In each process, and second, such a part of the rate is free, in whole requests; and so much is taken at a time. */
const PARTS = 10;

/** $2: tokens to take, $3: the rate, $4: what the bucket holds. No row: they are not there. */
const TAKE = `
  INSERT INTO request_buckets AS b (user_id, tokens, at) VALUES ($1, $4::float8 - $2, clock_timestamp())
  ON CONFLICT (user_id) DO UPDATE SET at = clock_timestamp(),
    tokens = least($4, b.tokens + extract(epoch FROM clock_timestamp() - b.at) * $3) - $2
  WHERE least($4, b.tokens + extract(epoch FROM clock_timestamp() - b.at) * $3) >= $2
  RETURNING tokens`;

/** What this process may still let through of one account in this second. */
interface Allowance {
  left: number;
  isRefused: boolean;
  asking: Promise<void> | null;
}

export class RequestRate {
  /** Of each account, in each second. Of a rate below 10 none are: it is counted exactly. */
  private readonly free: number;
  private readonly handful: number;
  private second = 0;
  private allowances = new Map<string, Allowance>();

  /** `perSecond`: 0 for any number. */
  constructor(
    private readonly db: Pick<DataSource, 'query'>,
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.free = Math.floor(perSecond / PARTS);
    this.handful = Math.max(1, this.free);
  }

  /** Counts a request. Throws the problem 429 `too_many_requests` for one too many. */
  async take(userId: string): Promise<void> {
    if (this.perSecond === 0) return;
    const allowance = this.allowanceOf(userId);
    while (allowance.left === 0 && !allowance.isRefused) {
      allowance.asking ??= this.ask(userId, allowance);
      await allowance.asking;
    }
    if (allowance.left === 0) throw this.tooMany();
    allowance.left -= 1;
  }

  private allowanceOf(userId: string): Allowance {
    const second = Math.floor(this.now() / 1_000);
    // What was not used is forgotten with its second, and so is who was refused.
    if (second !== this.second) this.allowances = new Map();
    this.second = second;
    const allowance = this.allowances.get(userId) ?? { left: this.free, isRefused: false, asking: null };
    this.allowances.set(userId, allowance);
    return allowance;
  }

  private async ask(userId: string, allowance: Allowance): Promise<void> {
    try {
      const values = [userId, this.handful, this.perSecond, this.perSecond * BURST_SECONDS];
      const given = await this.db.query<unknown[]>(TAKE, values);
      if (given.length > 0) allowance.left += this.handful;
      else allowance.isRefused = true;
    } finally {
      allowance.asking = null;
    }
  }

  private tooMany(): Problem {
    const detail = `You send more than ${this.perSecond.toLocaleString('en')} requests a second, which is as many as one account may. Wait a second, then go on more slowly.`;
    return new Problem(429, 'too_many_requests', detail, undefined, { headers: { 'Retry-After': '1' } });
  }
}
