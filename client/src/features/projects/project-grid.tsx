import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.js';
import { useMinutes } from '../../ui/now.js';
import { t } from '../../words/words.js';
import { ProjectCard } from './project-card.js';
import type { Shown } from './projects-list.js';

interface ProjectGridProps {
  shown: Shown;
  knownTags: readonly string[];
  onTag: (tag: string) => void;
  onMore: () => void;
}

/** More come when the end of the list is near. The arrows go from one project to the next, as they lie. */
export function ProjectGrid({ shown, knownTags, onTag, onMore }: ProjectGridProps) {
  const now = useMinutes();
  const list = useRef<HTMLUListElement>(null);
  return (
    <>
      <ul ref={list} className="projects" onKeyDown={(event) => move(list.current, event)}>
        {shown.items.map((card) => (
          <ProjectCard key={card.id} card={card} now={now} knownTags={knownTags} onTag={onTag} />
        ))}
      </ul>
      {shown.cursor !== null && <More onMore={onMore} pages={shown.pages} />}
    </>
  );
}

function More({ onMore, pages }: { onMore: () => void; pages: number }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current) return;
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore(), { rootMargin: '600px' });
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [onMore, pages]);
  return (
    <div ref={end} className="projects-more">
      <Button onClick={onMore}>{t('home.more')}</Button>
    </div>
  );
}

const WAYS: Record<string, (from: DOMRect, to: DOMRect) => boolean> = {
  ArrowRight: (from, to) => isBeside(from, to) && to.left > from.left,
  ArrowLeft: (from, to) => isBeside(from, to) && to.left < from.left,
  ArrowDown: (from, to) => to.top >= from.bottom - 1,
  ArrowUp: (from, to) => to.bottom <= from.top + 1,
};

const isBeside = (one: DOMRect, other: DOMRect): boolean => one.top < other.bottom && other.top < one.bottom;

/** To the nearest project in that direction; Home and End to the first and the last one. */
function move(list: HTMLElement | null, event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement) || !event.target.matches('.project-link')) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const links = [...(list?.querySelectorAll<HTMLElement>('.project-link') ?? [])];
  const to = target(links, event.target, event.key);
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function target(links: HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  if (key === 'Home') return links[0];
  if (key === 'End') return links.at(-1);
  const isThatWay = WAYS[key];
  if (!isThatWay) return undefined;
  const box = (link: HTMLElement): DOMRect => (link.closest('.project') ?? link).getBoundingClientRect();
  const here = box(from);
  const distance = (link: HTMLElement): number => {
    const there = box(link);
    return Math.abs(there.left - here.left) + 4 * Math.abs(there.top - here.top);
  };
  return links
    .filter((link) => link !== from && isThatWay(here, box(link)))
    .sort((a, b) => distance(a) - distance(b))[0];
}
