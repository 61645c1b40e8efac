/** The token of a link. It is taken out of the address bar before anything else, and kept in memory only. */
function takeFrom(pathname: string): string | null {
  const url = new URL(window.location.href);
  const token = url.searchParams.get('token');
  if (url.pathname !== pathname || token === null) return null;
  url.searchParams.delete('token');
  window.history.replaceState(window.history.state, '', url);
  return token;
}

export const signInToken = takeFrom('/sign-in');
/** Of a link that sets a new password. */
export const resetToken = takeFrom('/reset');
/** Of a link that confirms a new address. */
export const confirmEmailToken = takeFrom('/confirm-email');
/** Of a link that turns mails off. */
export const unsubscribeToken = takeFrom('/unsubscribe');
