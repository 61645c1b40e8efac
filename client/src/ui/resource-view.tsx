import type { ReactNode } from 'react';
import { messageOf } from '../http.js';
import { t } from '../words/words.js';
import { Button } from './button.js';
import { Message } from './message.js';
import type { Resource } from './resource.js';

interface ResourceViewProps<T> {
  resource: Resource<T>;
  notReady: ReactNode;
  children: (value: T) => ReactNode;
}

/** Shows a resource, or says why it is not there. */
export function ResourceView<T>({ resource, notReady, children }: ResourceViewProps<T>) {
  switch (resource.state) {
    case 'loading':
      return <Loading />;
    case 'not-ready':
      return notReady;
    case 'failed':
      return (
        <Message tone="bad" urgent actions={<Button onClick={resource.again}>{t('problem.again')}</Button>}>
          {messageOf(resource.problem)}
        </Message>
      );
    case 'there':
      return children(resource.value);
  }
}

/** Grey bars where text will be. They appear only when loading takes longer than a blink, and words when it takes longer than that. */
export function Loading() {
  return (
    <div className="loading" aria-busy="true">
      <span className="unseen">{t('loading.now')}</span>
      <span />
      <span />
      <span />
      <p className="loading-slow">{t('loading.slow')}</p>
    </div>
  );
}
