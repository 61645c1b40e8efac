/* global document, history, location */
/** On a page that is read without an account: what names a moment plays it. Without this script the page is still to be read. */
const player = document.getElementById('player');

function secondsIn(hash) {
  const found = /^#t=(\d+)$/.exec(hash);
  return found ? Number(found[1]) : null;
}

function seek(seconds) {
  player.currentTime = seconds;
  player.scrollIntoView({ block: 'nearest' });
}

if (player) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#t="]');
    const seconds = link && secondsIn(link.getAttribute('href'));
    if (seconds === null) return;
    event.preventDefault();
    history.replaceState(null, '', `#t=${seconds}`);
    seek(seconds);
    void player.play().catch(() => undefined);
  });
  const first = secondsIn(location.hash);
  if (first !== null) player.addEventListener('loadedmetadata', () => seek(first), { once: true });

  const moments = [...document.querySelectorAll('a.moment')].map((link) => ({
    at: secondsIn(link.getAttribute('href')) ?? 0,
    part: link.parentElement,
    list: link.closest('ol, section'),
  }));
  player.addEventListener('timeupdate', () => {
    for (const list of new Set(moments.map((one) => one.list))) {
      const own = moments.filter((one) => one.list === list);
      const now = own.findLast(({ at }) => at <= player.currentTime);
      for (const { part } of own) part.classList.toggle('now', part === now?.part);
    }
  });
}
