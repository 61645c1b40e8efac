import { useId } from 'react';
import type { Content, ContentTypeInfo } from '../../../../src/contract/content.js';
import type { ContentSummary } from '../../../../src/contract/project.js';
import { ReviewBar } from '../review/review-bar.js';
import { Grounding } from './grounding.js';
import { Markdown } from './markdown.js';
import { PlainPost } from './plain-post.js';
import { OpenIn } from '../leaving/open-in.js';
import { CopyButton, DownloadMenu } from './take-away.js';
import { Thread } from './thread.js';
import { Stale } from './stale.js';
import { Versions } from './versions.js';
import { mendsByParagraph } from './mends.js';
import { t } from '../../words/words.js';

interface ReadOnlyProps {
  projectId: string;
  label: string;
  content: Content;
  /** From the snapshot: how far it has come among people changes without a new version. */
  summary: ContentSummary | undefined;
  limit: ContentTypeInfo['limit'];
  /** Absent for people who may not. */
  onRestore?: (version: number) => void;
}

/** A draft to be read and taken away, as it will look where it goes. */
export function ReadOnly({ projectId, label, content, summary, limit, onRestore }: ReadOnlyProps) {
  const id = useId();
  return (
    <section className="editor" aria-labelledby={id}>
      {summary && <ReviewBar projectId={projectId} content={summary} />}
      <div className="section-head">
        <div>
          <h2 id={id}>{label}</h2>
        </div>
        <div className="section-actions">
          <CopyButton
            text={content.body}
            how={t(content.format === 'markdown' ? 'editor.copy.asMarkdown' : 'editor.copy.asText')}
            label={t(content.format === 'thread' ? 'editor.copy.all' : 'editor.copy.copy')}
          />
          <OpenIn content={content} text={content.body} />
          <DownloadMenu projectId={projectId} content={content} />
        </div>
      </div>
      <Grounding content={content} />
      {content.stale && <Stale type={content.type} />}
      <Body projectId={projectId} content={content} limit={limit} />
      {onRestore && <Versions projectId={projectId} current={content} onRestore={onRestore} />}
    </section>
  );
}

function Body({ projectId, content, limit }: Pick<ReadOnlyProps, 'projectId' | 'content' | 'limit'>) {
  switch (content.format) {
    case 'thread':
      return <Thread body={content.body} limit={limit} mends={mendsByParagraph(content)} />;
    case 'text':
      return (
        <PlainPost
          projectId={projectId}
          body={content.body}
          max={limit?.max ?? null}
          mends={mendsByParagraph(content)}
        />
      );
    case 'markdown':
      return (
        <div className="card preview">
          <Markdown
            projectId={projectId}
            text={content.body}
            origins={content.grounding.paragraphs}
            mends={content.grounding.mends}
          />
        </div>
      );
  }
}
