import type { Content } from '../../../../src/contract/content.js';
import { count } from '../../ui/times-and-sizes.js';

/** Where the text comes from, and what was checked against the talk. */
export function Grounding({ content }: { content: Content }) {
  const { timestamps, images, removed, cut = 0 } = content.grounding;
  const facts = [
    `Version ${content.version}`,
    content.origin === 'offline' && 'an outline from the talk’s own sentences, made without a language model',
    content.origin === 'model' && 'written by a language model',
    checked(timestamps, images),
    cut > 0 && `${count(cut, 'character')} beyond the limit left out`,
    removed > 0 && `${removed} invented ${removed === 1 ? 'one' : 'ones'} removed`,
  ];
  return <p className="muted">{facts.filter(Boolean).join(' · ')}</p>;
}

function checked(timestamps: number, images: number): string | false {
  const kinds = [timestamps > 0 && count(timestamps, 'timestamp'), images > 0 && count(images, 'image')];
  const words = kinds.filter((kind) => kind !== false).join(' and ');
  return words !== '' && `${words} checked against the talk`;
}
