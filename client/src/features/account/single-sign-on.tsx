import { api } from '../../api.js';
import { useResource } from '../../ui/resource.js';
import { t } from '../../words/words.js';

/** How one signs in here; undefined until it is known, null where it cannot be. */
export function useWays() {
  const ways = useResource('sign-in-ways', '', () => api.signInWays());
  if (ways.state === 'loading') return undefined;
  return ways.state === 'there' ? ways.value : null;
}

/** What the server said to the page when the identity provider's answer led nowhere. */
const REASONS = [
  'access_denied',
  'account_not_linked',
  'email_does_not_match',
  'email_not_verified',
  'sign_up_closed',
] as const;

/** In the words of the page; null where nothing went wrong. */
export function ssoProblem(search: URLSearchParams): string | null {
  const error = search.get('error');
  if (error === null) return null;
  const known = REASONS.find((reason) => reason === error);
  return t(known === undefined ? 'account.sso.failed' : `account.sso.${known}`);
}

/**
 * Leads to the identity provider, and back to `to`. A link, since the policy of content lets no form lead elsewhere. `only`: there is no
 * other way below it.
 */
export function SingleSignOnLink({ name, to, only }: { name: string; to: string; only: boolean }) {
  return (
    <>
      <a
        className={`button button-${only ? 'primary' : 'secondary'}`}
        href={`/api/auth/sso?to=${encodeURIComponent(to)}`}
      >
        {t('account.sso.with', { name })}
      </a>
      {!only && <p className="sign-in-or muted">{t('account.sso.or')}</p>}
    </>
  );
}
