/**
 * Statements that are asked again and again: each connection has PostgreSQL read and plan one of them once, and refers to it by name
 * afterwards (https://www.postgresql.org/docs/current/sql-prepare.html). The columns that such a statement answers with are written out: with
 * `*`, a column that a newer version adds would make it fail on connections that know it already.
 */
import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';
import { Client } from 'pg';

const names = new Map<string, string>();

/** Returns `sql`, which from now on is prepared wherever it is asked by a `PreparingClient` of this process. There must be few of them. */
export function prepared(sql: string): string {
  // By what it says, since a proxy may lead several processes to one connection.
  if (!names.has(sql)) names.set(sql, `devreel_${createHash('sha1').update(sql).digest('hex')}`);
  return sql;
}

type Ask = (this: Client, asked: string | QueryConfig, values?: unknown[], ...more: unknown[]) => unknown;

/** For a pool: a connection that prepares what is `prepared`. */
export class PreparingClient extends Client {}

const ask: Ask = function (...asked) {
  return (Reflect.get(Client.prototype, 'query') as Ask).apply(this, asked);
};
const askPrepared: Ask = function (asked, values, ...more) {
  const name = typeof asked === 'string' && values !== undefined ? names.get(asked) : undefined;
  if (name === undefined) return ask.apply(this, [asked, values, ...more]);
  const statement = { name, text: asked as string, values: values ?? [] };
  return ask.apply(this, [statement, undefined, ...more]);
};
Reflect.set(PreparingClient.prototype, 'query', askPrepared);
