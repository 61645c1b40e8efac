/**
 * What is told while somebody works on something else, along the bottom of the window: toasts, and the banner of a lost connection, or of
 * no worker. The page ends where it begins, so that nothing that can be pressed lies under it.
 */
import { useLayoutEffect, useRef } from 'react';
import { Toaster } from 'sonner';
import { useSession } from './features/account/session.js';
import { useLookingForWorkers, useNoWorker } from './no-worker.js';
import { useConnection } from './realtime/live.js';
import { useMinutes } from './ui/now.js';
import { ago } from './ui/times-and-sizes.js';
import { t } from './words/words.js';

export function Shelf() {
  const shelf = useRef<HTMLDivElement>(null);
  const isIn = useSession().state === 'in';
  useLayoutEffect(() => (shelf.current ? roomFor(shelf.current) : undefined), []);
  return (
    <div className="shelf" ref={shelf}>
      <Toaster
        theme="system"
        closeButton
        expand
        visibleToasts={4}
        containerAriaLabel={t('notices.toasts')}
        toastOptions={{ closeButtonAriaLabel: t('notices.closeToast') }}
      />
      {isIn && <Banner />}
    </div>
  );
}

/** Tells the styles how high the shelf is; what it would cover at the end of the page, or is worked in, moves up with it. */
function roomFor(shelf: HTMLElement): () => void {
  const page = document.documentElement;
  const observer = new ResizeObserver(() => {
    const isAtEnd = window.scrollY > 0 && window.scrollY + window.innerHeight >= page.scrollHeight - 1;
    page.style.setProperty('--shelf', `${shelf.offsetHeight}px`);
    if (isAtEnd) window.scrollTo(0, page.scrollHeight);
    uncover(shelf);
  });
  const onCursor = (): void => {
    if (shelf.offsetHeight > 0 && cursorIn(document.activeElement)) uncover(shelf);
  };
  observer.observe(shelf);
  document.addEventListener('selectionchange', onCursor);
  return () => {
    observer.disconnect();
    document.removeEventListener('selectionchange', onCursor);
  };
}

/** In pixels, between a line that is written and the shelf. */
const AIR = 12;

/** Brings what has the focus above the shelf; in a text, the line that is being written. */
function uncover(shelf: HTMLElement): void {
  const focused = document.activeElement;
  if (!focused?.matches('main *')) return;
  const begins = window.innerHeight - shelf.offsetHeight;
  const isUnder = ({ top, bottom }: DOMRect): boolean => top < window.innerHeight && bottom > begins;
  const cursor = cursorIn(focused);
  if (cursor) {
    if (isUnder(cursor)) window.scrollBy(0, cursor.bottom + AIR - begins);
    return;
  }
  const place = focused.getBoundingClientRect();
  // What is nearly as high as the window, such as a long list, stays where somebody put it.
  if (isUnder(place) && place.height < begins / 2) focused.scrollIntoView({ block: 'nearest' });
}

/** The place of the cursor in a text with its formats; null where nobody writes in one. */
function cursorIn(focused: Element | null): DOMRect | null {
  const selection = document.getSelection();
  if (!(focused instanceof HTMLElement && focused.isContentEditable && selection?.isCollapsed)) return null;
  const { focusNode } = selection;
  if (!focusNode || !focused.contains(focusNode)) return null;
  const [line] = selection.getRangeAt(0).getClientRects();
  // In an empty paragraph the cursor has no place of its own.
  return line ?? (focusNode instanceof Element ? focusNode : focusNode.parentElement)?.getBoundingClientRect() ?? null;
}

/** One at a time: without a connection nobody knows of workers. `quiet`: the page itself works. */
function useBanner(): { text: string; quiet: boolean } | null {
  const connection = useConnection();
  const noWorker = useNoWorker();
  const now = useMinutes();
  if (connection !== 'online' && connection !== 'connecting') return { text: t(`shell.${connection}`), quiet: false };
  return noWorker && { text: wordsFor(noWorker.lastSeenAt, now), quiet: true };
}

function Banner() {
  useLookingForWorkers();
  const banner = useBanner();
  return (
    <div aria-live="polite">
      {banner && (
        <p className={banner.quiet ? 'banner banner-quiet' : 'banner'}>
          <span className="banner-dot" />
          {banner.text}
        </p>
      )}
    </div>
  );
}

function wordsFor(lastSeenAt: string | null, now: number): string {
  const seen = lastSeenAt === null ? '' : t('shell.lastWorker', { when: ago(lastSeenAt, now) });
  return t('shell.noWorker') + seen;
}
