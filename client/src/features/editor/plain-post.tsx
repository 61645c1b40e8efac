import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import { clip } from '../../../../src/contract/clip.js';
import { Button } from '../../ui/button.js';
import type { MendsByParagraph } from './mends.js';
import { MendMark } from './mends.js';
import { t } from '../../words/words.js';

/** About what people see before they press “more”: three lines, or 210 characters. */
const FOLDED_LINES = 3;
const FOLDED_CHARACTERS = 210;
const TIME = /((?<![\d:])(?:\d{1,2}:)?\d{1,2}:\d{2}(?![\d:]))/;

interface PlainPostProps {
  projectId: string;
  body: string;
  max: number | null;
  mends: MendsByParagraph;
}

/** A post or a description as it will look, with the line behind which it is folded at first; its times lead into the talk. */
export function PlainPost({ projectId, body, max, mends }: PlainPostProps) {
  const text = body.trim();
  const [folded, setFolded] = useState(false);
  const beginning = beginningOf(text);
  const canFold = beginning.length < text.length;
  return (
    <div className="card post plain-post">
      <p className="post-text">
        <Paragraphs projectId={projectId} text={canFold ? beginning : text} mends={mends} />
        {folded && '…'}
        {canFold && !folded && (
          <>
            <span className="cut-off">{t('editor.posts.cutOff')}</span>
            <Paragraphs projectId={projectId} text={text.slice(beginning.length)} mends={mends} />
          </>
        )}
      </p>
      <div className="post-foot">
        <span className="muted">
          {max === null
            ? t('editor.posts.characters', { used: text.length })
            : t('editor.posts.charactersOf', { used: text.length, max })}
        </span>
        {canFold && (
          <Button small aria-pressed={folded} onClick={() => setFolded(!folded)}>
            {t(folded ? 'editor.posts.showAll' : 'editor.posts.showFirst')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Behind each paragraph what the checks mended in it; where it is folded, behind its end. */
function Paragraphs({ projectId, text, mends }: { projectId: string; text: string; mends: MendsByParagraph }) {
  return text.split(/(\n[ \t]*\n)/).map((piece, i) => {
    const end = piece.trim();
    const here = [...mends].flatMap(([paragraph, some]) => (end !== '' && paragraph.endsWith(end) ? some : []));
    return (
      <Fragment key={i}>
        <Timed projectId={projectId} text={piece} />
        <MendMark mends={here} />
      </Fragment>
    );
  });
}

/** Its times lead into the talk. */
function Timed({ projectId, text }: { projectId: string; text: string }) {
  return text.split(TIME).map((piece, i) =>
    i % 2 === 1 ? (
      <Link key={i} to={`/projects/${projectId}/transcript#t=${secondsOf(piece)}`}>
        {piece}
      </Link>
    ) : (
      piece
    ),
  );
}

const beginningOf = (text: string): string =>
  clip(text.split('\n').slice(0, FOLDED_LINES).join('\n'), FOLDED_CHARACTERS).trimEnd();

const secondsOf = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
