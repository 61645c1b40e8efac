import type { ComponentProps } from 'react';
import { memo } from 'react';
import ReactMarkdown from 'react-markdown';
import { Link } from 'react-router';
import remarkGfm from 'remark-gfm';
import type { Content } from '../../../../src/contract/content.js';
import { leadsOut, shownElements } from '../../../../src/contract/shown-html.js';
import { addressOf } from '../../api.js';
import { ErrorBoundary } from '../../ui/error-boundary.js';
import { clock } from '../../ui/times-and-sizes.js';
import type { Mends } from './mends.js';
import { grouped, MendMark } from './mends.js';
import { t } from '../../words/words.js';

interface MarkdownProps {
  projectId: string;
  text: string;
  /** Where paragraphs of exactly this text come from: a small time beside each plays it. */
  origins?: Content['grounding']['paragraphs'] | undefined;
  /** What the checks mended in it. */
  mends?: Mends | undefined;
}

/** The same Markdown dialect as in exports. */
const GFM = [remarkGfm];
/** One that people put in. */
const OWN_PICTURE = /^(?:\.?\/)?pictures\/([\w-]{1,60}\.(?:jpg|png|gif|webp))$/;
const SCREENSHOT = /^(?:\.?\/)?screenshots\/(\d{1,7})\.jpg$/;

/** A draft as readers see it. Its HTML is not rendered, and its only images are the project's own. */
export const Markdown = memo(function Markdown(props: MarkdownProps) {
  return (
    <ErrorBoundary of={props.text} instead={<TooComplex text={props.text} />}>
      <Read {...props} />
    </ErrorBoundary>
  );
});

function TooComplex({ text }: { text: string }) {
  return (
    <div className="markdown">
      <p>{t('editor.tooDeep')}</p>
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}

/** As the parser of Markdown has it: where an element begins in the text. */
type Placed = { position?: { start: { offset?: number | undefined } } | undefined } | undefined;

function Read({ projectId, text, origins = [], mends = [] }: MarkdownProps) {
  const mendsAt = grouped(mends, ({ start }) => start);
  const markOf = (node: Placed) => <MendMark mends={mendsAt.get(node?.position?.start.offset ?? -1)} />;
  const startsAt = new Map(origins.map(({ start, startMs }) => [start, startMs]));
  return (
    <div className="markdown">
      <ReactMarkdown
        remarkPlugins={GFM}
        allowedElements={shownElements}
        unwrapDisallowed
        components={{
          // The page's own title is above it.
          h1: ({ children }) => <h3 className="markdown-h1">{children}</h3>,
          h2: ({ node, children }) => (
            <>
              <h4 className="markdown-h2">{children}</h4>
              {markOf(node)}
            </>
          ),
          h3: ({ node, children }) => (
            <>
              <h5 className="markdown-h3">{children}</h5>
              {markOf(node)}
            </>
          ),
          h4: ({ children }) => <h6>{children}</h6>,
          a: ({ href, children }) => (
            <DraftLink projectId={projectId} href={href}>
              {children}
            </DraftLink>
          ),
          p: ({ node, children }) => (
            <p>
              {children}
              <Origin projectId={projectId} startMs={startsAt.get(node?.position?.start.offset ?? -1)} />
              {markOf(node)}
            </p>
          ),
          // Code that is wider than the page scrolls, so it must be reachable by keyboard.
          pre: ({ node, children }) => (
            <>
              <pre tabIndex={0}>{children}</pre>
              {markOf(node)}
            </>
          ),
          table: ({ children }) => (
            <div className="markdown-table" role="group" aria-label={t('editor.table')} tabIndex={0}>
              <table>{children}</table>
            </div>
          ),
          img: ({ src, alt }) => <DraftImage projectId={projectId} src={src} alt={alt} />,
        }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

/** The moment of the talk that a paragraph comes from; nothing where that is not known. */
function Origin({ projectId, startMs }: { projectId: string; startMs: number | undefined }) {
  if (startMs === undefined) return null;
  const time = clock(startMs);
  return (
    <>
      {' '}
      <Link
        className="paragraph-origin"
        to={`/projects/${projectId}/transcript#t=${Math.floor(startMs / 1_000)}`}
        aria-label={t('editor.origin.from', { time })}
        title={t('editor.origin.title')}
      >
        {time}
      </Link>
    </>
  );
}

type LinkProps = { projectId: string } & Pick<ComponentProps<'a'>, 'href' | 'children'>;

function DraftLink({ projectId, href = '', children }: LinkProps) {
  if (/^#t=\d+/.test(href)) return <Link to={`/projects/${projectId}/transcript${href}`}>{children}</Link>;
  if (!leadsOut(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

type ImageProps = { projectId: string } & Pick<ComponentProps<'img'>, 'src' | 'alt'>;

/** The address of the project's screenshot or picture that `src` means; null where it is something else. */
export function pictureAddress(projectId: string, src: string): string | null {
  const index = SCREENSHOT.exec(src)?.[1];
  if (index !== undefined) return addressOf.screenshot(projectId, Number(index));
  const name = OWN_PICTURE.exec(src)?.[1];
  return name === undefined ? null : addressOf.picture(projectId, name);
}

/** An image from elsewhere would tell its server who reads this, so only its description is shown. */
function DraftImage({ projectId, src, alt = '' }: ImageProps) {
  const address = pictureAddress(projectId, src ?? '');
  if (address === null) return <span className="muted">{t('editor.pictures.elsewhere', { words: alt || src })}</span>;
  const isOfRecording = SCREENSHOT.test(src ?? '');
  return <img className={isOfRecording ? 'of-recording' : undefined} src={address} alt={alt} loading="lazy" />;
}
