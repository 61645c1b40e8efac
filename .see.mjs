import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import pg from 'pg';
import { chromium } from 'playwright-core'; import { findChromium } from './scripts/embedded/chromium.mjs'; const launchChromium = async () => { const { executablePath, env } = await findChromium(); return chromium.launch({ executablePath, env, args: ['--no-sandbox','--disable-gpu'] }); };
const url = 'http://127.0.0.1:4540';
const post = async (path, body, cookie = '', method = 'POST') => { const r = await fetch(url + path, { method, headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify(body) }); return r; };
const email = 'grace@example.org', password = 'seven green umbrellas';
await post('/api/auth/sign-up/email', { email, password, name: 'Grace Hopper' });
const si = await post('/api/auth/sign-in/email', { email, password });
const cookie = si.headers.getSetCookie().map((l) => l.split(';')[0]).join('; ');
const list = (await (await fetch(url + '/api/projects', { headers: { cookie } })).json());
if (list.items.length === 0) {
  const file = '/tmp/w/home-talk.mp4';
  if (!existsSync(file)) execFileSync('/tmp/w/home/node_modules/@ffmpeg-installer/linux-x64/ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=size=640x360:rate=5:duration=20', '-pix_fmt', 'yuv420p', file]);
  const titles = ['Rust without tears', 'What a compiler knows about your code, and why it will not tell you everything at once', 'Bread for engineers', 'Deep dive: PostgreSQL locks', 'Observability in an afternoon'];
  for (const [i, title] of titles.entries()) {
    const { id } = (await (await post('/api/projects', { title }, cookie)).json());
    if (i < 2) {
      await fetch(`${url}/api/projects/${id}/captions?filename=a.vtt`, { method: 'PUT', headers: { cookie }, body: 'WEBVTT\n\n00:00:00.000 --> 00:00:09.000\nSourdough needs time, and so do compilers.\n\n00:00:09.000 --> 00:00:19.000\nNow we come to the borrow checker.\n' });
      await fetch(`${url}/api/projects/${id}/source?filename=t.mp4`, { method: 'PUT', headers: { cookie }, body: readFileSync(file) });
    }
    if (i === 2) await fetch(`${url}/api/uploads`, { method: 'POST', headers: { cookie, 'tus-resumable': '1.0.0', 'upload-length': '500000', 'upload-metadata': `projectId ${Buffer.from(id).toString('base64')},filename ${Buffer.from('keynote.mp4').toString('base64')}` } });
    if (i === 3) await post(`/api/projects/${id}`, { tags: ['Conference', '2026'] }, cookie, 'PATCH');
    if (i === 1) await post(`/api/projects/${id}`, { tags: ['Conference'] }, cookie, 'PATCH');
  }
  const { id } = (await (await post('/api/projects', { title: 'An old idea' }, cookie)).json());
  await fetch(`${url}/api/projects/${id}`, { method: 'DELETE', headers: { cookie } });
  await post('/api/api-keys', { name: 'Blog build', scopes: ['read'] }, cookie);
}
const browser = await launchChromium();
const faults = [];
for (const scheme of ['light', 'dark']) for (const width of [360, 1440, 2560]) {
  const context = await browser.newContext({ viewport: { width, height: width === 360 ? 740 : 900 }, colorScheme: scheme });
  const [name, value] = cookie.split('=', 2);
  await context.addCookies([{ name: name, value: cookie.slice(name.length + 1), url }]);
  const page = await context.newPage();
  page.on('console', (m) => m.type() === 'error' && faults.push(m.text()));
  page.on('pageerror', (e) => faults.push(String(e)));
  for (const [label, path] of [['home', '/'], ['account', '/account'], ['bin', '/bin']]) {
    await page.goto(url + path);
    await page.waitForTimeout(2500);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) faults.push(`${label} ${width}: ${wide} px too wide`);
    await page.screenshot({ path: `/tmp/w/home-${label}-${width}-${scheme}.png`, fullPage: label === 'account' });
  }
  await context.close();
}
console.log(faults);
await browser.close();
