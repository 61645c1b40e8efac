/** The token of a sign-in link. It is taken out of the address bar before anything else, and kept in memory only. */
function take(): string | null {
  const url = new URL(window.location.href);
  const token = url.searchParams.get('token');
  if (url.pathname !== '/sign-in' || token === null) return null;
  url.searchParams.delete('token');
  window.history.replaceState(window.history.state, '', url);
  return token;
}

export const signInToken = take();
