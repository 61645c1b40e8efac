/** Statements by hand where an entity manager's would be several, or too slow: to and from the rows of an entity. */
import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

interface Column {
  property: string;
  name: string;
  isJson: boolean;
  from: ((stored: unknown) => unknown) | undefined;
}

const known = new WeakMap<object, Column[]>();

function columnsOf<E extends ObjectLiteral>(db: EntityManager, entity: EntityTarget<E>): Column[] {
  const metadata = db.dataSource.getMetadata(entity);
  const columns =
    known.get(metadata) ??
    metadata.columns.map(({ propertyName: property, databaseName: name, type, transformer }) => ({
      property,
      name,
      isJson: type === 'jsonb',
      from:
        transformer === undefined || Array.isArray(transformer)
          ? undefined
          : (stored: unknown) => transformer.from(stored) as unknown,
    }));
  known.set(metadata, columns);
  return columns;
}

/** SQL: the columns of an entity, with commas between them. `of`: SQL of what has them; without it, none is named. */
export const columnList = <E extends ObjectLiteral>(db: EntityManager, entity: EntityTarget<E>, of?: string): string =>
  columnsOf(db, entity)
    .map(({ name }) => (of === undefined ? name : `${of}.${name}`))
    .join(', ');

/** Entities from rows with all of their table's columns. */
export function entitiesOf<E extends ObjectLiteral>(
  db: EntityManager,
  entity: EntityTarget<E>,
  rows: readonly Record<string, unknown>[],
): E[] {
  const columns = columnsOf(db, entity);
  return rows.map(
    (row) =>
      Object.fromEntries(
        columns.map(({ property, name, from }) => [property, from ? from(row[name]) : row[name]]),
      ) as E,
  );
}

/**
 * What stands behind SET: `name = $n, …`. Values go to the end of `parameters`; a function's answer is SQL. Throws for a property
 * that is no column.
 */
export function assignments<E extends ObjectLiteral>(
  db: EntityManager,
  entity: EntityTarget<E>,
  changes: QueryDeepPartialEntity<E>,
  parameters: unknown[],
): string {
  const columns = columnsOf(db, entity);
  const set = Object.entries(changes).flatMap(([property, value]: [string, unknown]) => {
    if (value === undefined) return [];
    const column = columns.find((one) => one.property === property);
    if (!column) throw new Error(`There is no column for ${property}.`);
    if (typeof value === 'function') return [`${column.name} = ${(value as () => string)()}`];
    parameters.push(column.isJson && value !== null ? JSON.stringify(value) : value);
    return [`${column.name} = $${parameters.length}`];
  });
  return set.join(', ');
}
