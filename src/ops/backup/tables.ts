/** All rows of all tables, as PostgreSQL itself writes and reads them. No table is named here: new ones come along by themselves. */
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import pgCopy from 'pg-copy-streams';

export interface Table {
  schema: string;
  name: string;
  /** Those that are stored, not computed. */
  columns: string[];
}

/** What the migrations note of themselves is written by them. */
const TABLES = `
  SELECT c.oid::int AS id, n.nspname AS schema, c.relname AS name,
    array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relkind = 'r' AND n.nspname IN ('public', 'auth') AND NOT (n.nspname = 'public' AND c.relname = 'migrations')
  GROUP BY c.oid, n.nspname, c.relname ORDER BY n.nspname, c.relname`;

const REFERENCES = `
  SELECT conrelid::int AS "from", confrelid::int AS "to" FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid`;

/** In an order in which each table stands behind those that it refers to. */
export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table & { id: number }>(TABLES);
  const { rows: references } = await client.query<{ from: number; to: number }>(REFERENCES);
  const ordered: (Table & { id: number })[] = [];
  let left = tables;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ id }) => id));
    const free = left.filter(({ id }) => !references.some(({ from, to }) => from === id && waiting.has(to)));
    if (free.length === 0) throw new Error(`Tables refer to each other in a circle: ${left.map(quoted).join(', ')}.`);
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered.map(({ schema, name, columns }) => ({ schema, name, columns }));
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quoted = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string =>
  `${identifier(schema)}.${identifier(name)}`;
const withColumns = (table: Table): string => `${quoted(table)} (${table.columns.map(identifier).join(', ')})`;

export const rowsOf = (client: Client, table: Table): Readable =>
  client.query(pgCopy.to(`COPY ${withColumns(table)} TO STDOUT`));

/** Stores the rows, in the table as it was when they were read. */
export async function storeRows(client: Client, table: Table, rows: Readable): Promise<void> {
  await pipeline(rows, client.query(pgCopy.from(`COPY ${withColumns(table)} FROM STDIN`)));
}

/** The numbers that tables give out go on behind those that were stored. */
export async function goOnCounting(client: Client): Promise<void> {
  const { rows } = await client.query<{ schema: string; name: string; column: string }>(
    `SELECT n.nspname AS schema, c.relname AS name, a.attname AS column FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', 'auth') AND a.attidentity <> '' AND NOT a.attisdropped`,
  );
  for (const { schema, name, column } of rows) {
    const table = quoted({ schema, name });
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), greatest(max(${identifier(column)}), 1), max(${identifier(column)}) IS NOT NULL)
       FROM ${table}`,
      [table, column],
    );
  }
}
