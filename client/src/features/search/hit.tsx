import { Link } from 'react-router';
import type { SearchHit } from '../../../../src/contract/search.js';
import type { IconName } from '../../ui/icon.js';
import { Icon } from '../../ui/icon.js';
import { clock } from '../../ui/times-and-sizes.js';
import { t } from '../../words/words.js';
import { piecesOf } from './marked.js';

const icons: Record<SearchHit['kind'], IconName> = {
  transcript: 'film',
  draft: 'pencil',
  document: 'file',
  slide: 'film',
};

interface HitProps {
  hit: SearchHit;
  withProject: boolean;
}

/** One place where something was found, with the words around it. */
export function Hit({ hit, withProject }: HitProps) {
  const { kind, title, projectTitle, startMs, href } = hit;
  const name = kind === 'transcript' || kind === 'slide' ? t(`search.kinds.${kind}`) : title;
  return (
    <li>
      <Link className="hit" to={href}>
        <span className="hit-icon">
          <Icon name={icons[kind]} />
        </span>
        <span className="hit-head">
          <strong>{name}</strong>
          {startMs !== null && <span className="hit-time">{clock(startMs)}</span>}
          {withProject && <span className="muted hit-project">{projectTitle}</span>}
        </span>
        <span className="hit-words">
          {piecesOf(hit).map(({ text, found }, i) => (found ? <mark key={i}>{text}</mark> : text))}
        </span>
      </Link>
    </li>
  );
}
