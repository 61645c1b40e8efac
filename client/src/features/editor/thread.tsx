import type { ContentTypeInfo } from '../../../../src/contract/content.js';
import type { MendsByParagraph } from './mends.js';
import { MendMark, mendsIn } from './mends.js';
import { lengthOf, postsOf } from './posts/counting.js';
import { CopyButton } from './take-away.js';
import { t } from '../../words/words.js';

interface ThreadProps {
  body: string;
  limit: ContentTypeInfo['limit'];
  mends: MendsByParagraph;
}

/** The posts one after the other, each with its length as its limit counts, and a copy button. */
export function Thread({ body, limit, mends }: ThreadProps) {
  const posts = postsOf(body);
  return (
    <ol className="thread">
      {posts.map((post, i) => (
        <li key={i} className="card post">
          <p className="post-text">{post}</p>
          <MendMark mends={mendsIn(post, mends)} />
          <div className="post-foot">
            <span className="muted">
              {t('editor.posts.post', { number: i + 1, of: posts.length })}
              {limit && ` · ${t('editor.posts.charactersOf', { used: lengthOf(post, limit), max: limit.max })}`}
            </span>
            <CopyButton
              text={post}
              spoken={t('editor.posts.copy', { number: i + 1 })}
              how={t('editor.posts.postSentence', { number: i + 1, of: posts.length })}
            />
          </div>
        </li>
      ))}
    </ol>
  );
}
