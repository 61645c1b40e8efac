import { useId } from 'react';
import type { Voice } from '../../../../src/contract/voice.js';
import { Button } from '../../ui/button.js';
import { acceptedDocuments } from '../files/picked-files.js';
import { newId } from '../../ui/new-id.js';
import { t } from '../../words/words.js';

const MOST_POSTS = 10;
const LONGEST_POST = 40_000;

interface VoicePostsProps {
  posts: Voice['posts'];
  onChange: (posts: Voice['posts']) => void;
  onFiles: (files: File[]) => void;
}

/** Earlier posts, pasted or as files. */
export function VoicePosts({ posts, onChange, onFiles }: VoicePostsProps) {
  const id = useId();
  const room = posts.length < MOST_POSTS;
  return (
    <fieldset className="voice-posts">
      <legend>{t('account.voice.earlier')}</legend>
      {posts.length === 0 && <p className="hint">{t('account.voice.begin')}</p>}
      {posts.map((post, i) => {
        const name = post.title ?? t('account.voice.post', { number: i + 1 });
        return (
          <div key={post.id} className="field">
            <div className="voice-post-head">
              <label htmlFor={`${id}-${post.id}`}>{name}</label>
              <Button
                small
                look="quiet"
                aria-label={t('account.voice.removeOf', { name })}
                onClick={() => onChange(posts.filter((other) => other !== post))}
              >
                {t('account.voice.remove')}
              </Button>
            </div>
            <textarea
              id={`${id}-${post.id}`}
              rows={5}
              maxLength={LONGEST_POST}
              value={post.text}
              onChange={(event) =>
                onChange(posts.map((other) => (other === post ? { ...post, text: event.target.value } : other)))
              }
            />
          </div>
        );
      })}
      {room && (
        <div className="voice-add">
          <Button small onClick={() => onChange([...posts, { id: newId(), text: '' }])}>
            {t('account.voice.paste')}
          </Button>
          <label className="button button-secondary button-small">
            {t('account.voice.choose')}
            <input
              className="unseen"
              type="file"
              multiple
              accept={acceptedDocuments}
              onChange={(event) => {
                const files = [...(event.currentTarget.files ?? [])];
                event.currentTarget.value = '';
                onFiles(files);
              }}
            />
          </label>
        </div>
      )}
    </fieldset>
  );
}
