/** Who is present in a project, from what tabs told. Pure. */
import type { PresentPerson } from '../contract/realtime.js';

/** What one tab told, or one web process of somebody's tabs. */
export type Told = Pick<PresentPerson, 'userId' | 'name' | 'inSight' | 'drafts'>;

/** Each person once, by name, whatever they have open where; in sight with one tab that is. */
export function presentPeople(told: Iterable<Told>): PresentPerson[] {
  const people = new Map<string, PresentPerson>();
  for (const { userId, name, inSight, drafts } of told) {
    const known = people.get(userId);
    const all = new Set([...(known?.drafts ?? []), ...drafts]);
    people.set(userId, { userId, name, inSight: inSight || (known?.inSight ?? false), drafts: [...all].sort() });
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.userId < b.userId ? -1 : 1));
}

export const isSame = (a: readonly PresentPerson[], b: readonly PresentPerson[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
