/** Notices to one person, and who may read which. */

/**
 * SQL: notices, each with those who may read it by now as `reader`: the members of its project, or one of them; of no project one person.
 */
export const READ_NOTICES = `(
  SELECT n.*, m.user_id AS reader FROM notices n JOIN members m ON m.project_id = n.project_id AND m.user_id = coalesce(n.user_id, m.user_id)
  UNION ALL SELECT n.*, n.user_id FROM notices n WHERE n.project_id IS NULL)`;

/**
 * SQL: the same to each of `people`, a query for (user_id, project_id), the project being null where it is of none. `told`: the name of a
 * parameter that has a `NewNotice` as JSON. It returns no rows; web processes find them in the database, within seconds.
 */
export const tell = (people: string, told: string): string => `
  INSERT INTO notices (id, project_id, user_id, level, title, body, action)
  SELECT gen_random_uuid(), p.project_id, p.user_id, t.level, t.title, t.body, t.action
  FROM (${people}) p, jsonb_to_record(${told}::jsonb) AS t (level text, title text, body text, action jsonb)`;

/** SQL: as `tell`, but nobody who was told so, of the same project or of none, within a day. `level` and `title` say what is the same. */
export const tellOnceADay = (people: string, told: string): string => `${tell(people, told)}
  WHERE NOT EXISTS (
    SELECT FROM notices n WHERE n.user_id = p.user_id AND n.at > now() - interval '1 day'
      AND n.project_id IS NOT DISTINCT FROM p.project_id AND n.level = t.level AND n.title = t.title)`;
