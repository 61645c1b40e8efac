import type { Content } from '../../../../src/contract/content.js';
import { count } from '../../ui/words.js';

/** Where the text comes from, and what was checked against the talk. */
export function Grounding({ content }: { content: Content }) {
  const { timestamps, images, removed } = content.grounding;
  const facts = [
    `Version ${content.version}`,
    content.origin === 'offline' && 'an outline from the talk’s own sentences, made without a language model',
    content.origin === 'model' && 'written by a language model',
    `${count(timestamps, 'timestamp')} and ${count(images, 'image')} checked against the talk`,
    removed > 0 && `${removed} invented ${removed === 1 ? 'one' : 'ones'} removed`,
  ];
  return <p className="muted">{facts.filter(Boolean).join(' · ')}</p>;
}
