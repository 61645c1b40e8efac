import type { CSSProperties } from 'react';
import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { PresentPerson } from '../../../../src/contract/realtime.js';
import { usePresent } from '../../realtime/presence.js';
import { t } from '../../words/words.js';
import { useSession } from '../account/session.js';
import { labelOf } from '../task/task-words.js';

/** More are counted. */
const MOST_SHOWN = 5;

/** Who else has this project open, and on which draft. Their place is always there, so nothing moves when somebody comes. */
export function Present({ projectId, types }: { projectId: string; types: readonly ContentTypeInfo[] }) {
  const session = useSession();
  const mine = session.state === 'in' ? session.me.id : '';
  const others = usePresent(projectId).filter(({ userId }) => userId !== mine);
  const shown = others.slice(0, MOST_SHOWN);
  const more = others.length - shown.length;
  return (
    <ul className="present" aria-label={t('project.present.label')}>
      {shown.map((person) => (
        <li
          key={person.userId}
          title={wordsFor(person, types)}
          className={person.inSight ? undefined : 'present-aside'}
        >
          <span className="present-initials" style={hueOf(person.userId)} aria-hidden="true">
            {initialsOf(person.name)}
          </span>
          <span className="unseen">{wordsFor(person, types)}</span>
        </li>
      ))}
      {more > 0 && <li className="present-more">{t('project.present.more', { count: more })}</li>}
    </ul>
  );
}

/** Such as “Ada, on Blog post”. */
function wordsFor({ name, drafts, inSight }: PresentPerson, types: readonly ContentTypeInfo[]): string {
  const labels = drafts.map((type) => labelOf(`draft:${type}`, types)).join(', ');
  const where = labels === '' ? t('project.present.here', { name }) : t('project.present.on', { name, labels });
  return inSight ? where : t('project.present.aside', { where });
}

/** Of the first word and the last, a whole character each, however it is written. */
function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/u).filter(Boolean);
  const ends = words.length > 1 ? [words[0] ?? '', words.at(-1) ?? ''] : words;
  return ends.map((word) => firstCharacter(word).toLocaleUpperCase()).join('');
}

let characters: Intl.Segmenter | undefined;

function firstCharacter(word: string): string {
  // Not before it is needed: making one reads the browser's tables of all scripts, tens of milliseconds.
  characters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return characters.segment(word).containing(0)?.segment ?? '';
}

/** The same person has the same colour everywhere: by the first digits of the id, up to its hyphen. */
function hueOf(userId: string): CSSProperties {
  return { '--hue': parseInt(userId, 16) % 360 } as CSSProperties;
}
