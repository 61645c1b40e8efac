import { useRef, useState } from 'react';
import { Link } from 'react-router';
import type { NoticeState } from '../../../../src/contract/realtime.js';
import { Icon } from '../../ui/icon.js';
import { useMinutes } from '../../ui/now.js';
import { ago } from '../../ui/times-and-sizes.js';
import { hrefOf, useBell } from './bell-store.js';
import { notices } from './notices.js';
import { askForPermission, usePermission } from './system-notifications.js';
import { Button } from '../../ui/button.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';

export function Bell() {
  const { items, unread } = useBell();
  const [open, setOpen] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        className="bell"
        popoverTarget="notices"
        aria-label={unread > 0 ? t('notices.unread', { unread }) : t('notices.title')}
      >
        <Icon name="bell" />
        {unread > 0 && <span className="bell-count">{unread > 99 ? '99+' : unread}</span>}
      </button>
      <div
        ref={panel}
        id="notices"
        className="notices"
        popover="auto"
        role="region"
        aria-label={t('notices.title')}
        onToggle={(event) => {
          setOpen(event.newState === 'open');
          if (event.newState === 'open') notices.markSeen();
        }}
      >
        <h2>{t('notices.title')}</h2>
        {open && <NoticeList items={items} onFollow={() => panel.current?.hidePopover()} />}
        {open && <OutOfSight />}
      </div>
    </>
  );
}

function NoticeList({ items, onFollow }: { items: readonly NoticeState[]; onFollow: () => void }) {
  const now = useMinutes();
  if (items.length === 0) return <p className="muted">{t('notices.none')}</p>;
  return (
    <ul>
      {items.map((notice) => (
        <li key={notice.id} className={`notice notice-${notice.level}`}>
          <Link to={hrefOf(notice)} onClick={onFollow}>
            <strong>{said(notice.title)}</strong>
            <span className="notice-body">{said(notice.body)}</span>
            <span className="muted">
              {notice.projectId !== null && `${notice.projectTitle} · `}
              {ago(notice.at, now)}
            </span>
          </Link>
          <button
            type="button"
            className="notice-dismiss"
            aria-label={t('notices.remove', { title: said(notice.title) })}
            onClick={() => notices.dismiss(notice.id)}
          >
            <Icon name="cross" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Permission is asked for only here, after a press: people who are asked without a reason say no, and that is for good. */
function OutOfSight() {
  const permission = usePermission();
  switch (permission) {
    case 'impossible':
      return null;
    case 'granted':
      return <p className="out-of-sight">{t('notices.system.granted')}</p>;
    case 'denied':
      return <p className="out-of-sight">{t('notices.system.denied')}</p>;
    case 'default':
      return (
        <p className="out-of-sight">
          <span>{t('notices.system.default')}</span>
          <Button small aria-label={t('notices.system.allowSpoken')} onClick={() => void askForPermission()}>
            {t('notices.system.allow')}
          </Button>
        </p>
      );
  }
}
