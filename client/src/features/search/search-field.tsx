import type { SubmitEvent } from 'react';
import { useCallback, useId, useState } from 'react';
import { Link, NavigationType, useLocation, useNavigate, useNavigationType } from 'react-router';
import { Icon } from '../../ui/icon.js';
import { addressFor, projectIn, wantedIn } from './search-address.js';
import { useSlashIsOn, useSlashKey } from './slash-key.js';
import { t } from '../../words/words.js';

const MOST_CHARACTERS = 500;

/** The search field in the header on wide screens; on narrow ones a link to the search page. */
export function SearchInHeader() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const address = addressFor({ q: '', projectId: projectIn(pathname) });
  const go = useCallback(() => {
    if (!focusShown()) void navigate(address);
  }, [navigate, address]);
  useSlashKey(go);
  return (
    <>
      <SearchField />
      {pathname !== '/search' && (
        <Link className="search-link" to={address} aria-label={t('search.label')}>
          <Icon name="search" />
        </Link>
      )}
    </>
  );
}

/** On the page of the results each letter starts a new search. On any other page, Enter goes there. */
export function SearchField({ autoFocus = false }: { autoFocus?: boolean }) {
  const id = useId();
  const { pathname, search, key } = useLocation();
  const navigate = useNavigate();
  // On home the key leads to the field above the projects.
  const slash = useSlashIsOn() && pathname !== '/';
  const onResults = pathname === '/search';
  const wanted = onResults ? wantedIn(search) : { q: '', projectId: projectIn(pathname) };
  const [typed, setTyped] = useState(wanted.q);
  const arrival = useNavigationType();
  const [seen, setSeen] = useState(key);
  if (seen !== key) {
    setSeen(key);
    // Back, Forward or a link lead to other words. Typing replaces the address, which may be behind what is typed by now.
    if (arrival !== NavigationType.Replace) setTyped(wanted.q);
  }

  function type(q: string): void {
    setTyped(q);
    if (onResults) void navigate(addressFor({ ...wanted, q }), { replace: true });
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!onResults) void navigate(addressFor({ ...wanted, q: typed.trim() }));
  }

  return (
    <search>
      <form className="search-field" onSubmit={submit}>
        <Icon name="search" />
        <input
          id={id}
          type="search"
          name="q"
          aria-label={t('search.label')}
          aria-keyshortcuts={slash ? '/' : undefined}
          placeholder={t(slash && !autoFocus ? 'search.withKey' : 'search.label')}
          autoComplete="off"
          maxLength={MOST_CHARACTERS}
          autoFocus={autoFocus}
          value={typed}
          onChange={(event) => type(event.target.value)}
        />
      </form>
    </search>
  );
}

/** Puts the focus on the search field that is shown. Returns whether there is one. */
function focusShown(): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement>('.search-field input')];
  const shown = fields.find((field) => field.offsetParent !== null);
  shown?.focus();
  shown?.select();
  return shown !== undefined;
}
