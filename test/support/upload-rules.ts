/** What may be uploaded, and by whom: other people's uploads, files too large or no recordings, a second one, given up ones. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person } from './person.js';
import { deleteForGood, personWith } from './person.js';
import { begin, create, expectProblem, hashOf, head, idOf, noise, offsetOf, patch, terminate } from './tus.js';
import { until } from './until.js';
import type { UploadPlace } from './upload-place.js';
import { rowOf, sourceOf } from './upload-place.js';
import type { Server, WebServer, World } from './world.js';

const MAX = 40_000_000;

/** The same tests wherever uploads gather. */
export function describeUploadRules(place: UploadPlace): void {
  let world: World;
  let web: WebServer;
  let ada: Person;
  let projectId: string;
  const workers: Server[] = [];

  beforeAll(async () => {
    world = await place.createWorld({ MAX_UPLOAD_BYTES: String(MAX) });
    web = await world.startWeb();
    ada = await world.signUp(web);
  });
  afterAll(() => world.end());
  beforeEach(async () => {
    projectId = (await ada.createProject()).id;
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.end()));
  });

  async function startWorker(): Promise<void> {
    workers.push(await world.startWorker());
  }

  test('two uploads for one project: the first to be whole is its recording, the other hears it', async () => {
    const [first, second] = [noise(1_000_000), noise(1_000_000)];
    const [one, two] = [await begin(ada, projectId, first.length), await begin(ada, projectId, second.length)];
    await patch(ada, two, 0, second.subarray(0, 500_000));
    await patch(ada, one, 0, first);
    expect((await sourceOf(ada, projectId)).sha256).toBe(hashOf(first));
    expect((await patch(ada, two, 500_000, second.subarray(500_000))).status).toBe(204);
    await until('the second to have lost', async () => (await rowOf(world, two))?.state === 'lost');
    expect((await head(ada, two)).status).toBe(409);
    expect(await place.storedHash(world, projectId)).toBe(hashOf(first));
    expectProblem(await create(ada, projectId, 1_000), 409, 'source_exists');
  });

  test('an upload is for nobody else: not its address, not its project, not without signing in', async () => {
    const eve = await world.signUp(web);
    const nobody = personWith(web.url, '');
    const bytes = noise(1_000_000);
    const address = await begin(ada, projectId, bytes.length);
    expectProblem(await create(eve, projectId, 1_000), 404, 'not_found');
    expectProblem(await create(nobody, projectId, 1_000), 401, 'unauthorized');
    expectProblem(await patch(eve, address, 0, bytes), 404, 'not_found');
    expectProblem(await terminate(eve, address), 404, 'not_found');
    expect((await head(eve, address)).status).toBe(404);
    expect((await head(nobody, address)).status).toBe(401);
    // Uploads cannot be read, not even by the person who sends them.
    expect((await fetch(web.url + address, { headers: { cookie: ada.cookie } })).status).toBe(405);
    const elsewhere = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } };
    expectProblem(await create(ada, projectId, 1_000, elsewhere), 403, 'cross_origin');
    // A member of the project may still not go on with somebody else's upload, and a viewer begins none.
    const { id: userId } = (await eve.ask('GET', '/api/me')).body as { id: string };
    await world.db.query("INSERT INTO members (project_id, user_id, role) VALUES ($1, $2, 'viewer')", [
      projectId,
      userId,
    ]);
    expectProblem(await create(eve, projectId, 1_000), 403, 'forbidden');
    expect((await head(eve, address)).status).toBe(404);
    expect(await offsetOf(ada, address)).toBe(0);
  });

  test('what cannot be taken is refused before its bytes are sent', async () => {
    expectProblem(await create(ada, projectId, MAX + 1), 413, 'too_large');
    expectProblem(await create(ada, projectId, 0), 422, 'empty_file');
    expectProblem(await create(ada, randomUUID(), 1_000), 404, 'not_found');
    expectProblem(await create(ada, 'no-uuid', 1_000), 422, 'invalid_request');
    expectProblem(await create(ada, projectId, 1_000, { headers: { 'tus-resumable': '0.2.2' } }), 412, 'tus_version');
    expect((await ada.ask('GET', '/api/limits')).body).toEqual({ maxUploadBytes: MAX, recognisesSpeech: false });
  });

  test('what is surely no recording is refused by its first bytes, and nothing of it is kept', async () => {
    const pdf = Buffer.from(`%PDF-1.7\n${'x'.repeat(2_000)}`);
    const text = Buffer.from('This is a shopping list: flour, water, salt and yeast. '.repeat(40));
    for (const bytes of [pdf, text]) {
      const address = await begin(ada, projectId, bytes.length);
      expectProblem(await patch(ada, address, 0, bytes), 415, 'not_media');
      expect((await head(ada, address)).headers.get('upload-offset')).toBe('0');
      const inOnePiece = `/api/projects/${projectId}/source?filename=talk.mp4`;
      expectProblem(await ada.ask('PUT', inOnePiece, bytes), 415, 'not_media');
    }
    expect((await ada.snapshot(projectId)).source).toBeNull();
  });

  test('the protocol to the letter: its limit, other content types, a method in a header, when it is given up', async () => {
    const bytes = noise(1_000);
    const offers = await ada.ask('OPTIONS', '/api/uploads');
    expect(offers.headers.get('tus-max-size')).toBe(String(MAX));
    const address = await begin(ada, projectId, bytes.length);
    const next = { 'tus-resumable': '1.0.0', 'upload-offset': '0' };
    for (const type of ['application/octet-stream', 'application/json']) {
      const refused = await ada.ask('PATCH', address, bytes, { ...next, 'content-type': type });
      expectProblem(refused, 415, 'invalid_upload');
    }
    const inADay = Date.parse((await head(ada, address)).headers.get('upload-expires') ?? '') - Date.now();
    expect(Math.abs(inADay - 24 * 3_600_000)).toBeLessThan(600_000);
    const post = (method: string, body: Buffer | null, more: Record<string, string>): Promise<Response> => {
      const headers = { cookie: ada.cookie, origin: web.url, 'x-http-method-override': method, ...more };
      return fetch(web.url + address, { method: 'POST', headers, ...(body && { body: new Uint8Array(body) }) });
    };
    const sent = { ...next, 'content-type': 'application/offset+octet-stream' };
    expect((await post('PATCH', bytes.subarray(0, 400), sent)).status).toBe(204);
    expect(await offsetOf(ada, address)).toBe(400);
    expect((await post('GET', null, next)).status).toBe(405);
    const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await post('DELETE', null, { ...next, ...elsewhere })).status).toBe(403);
    expect((await post('DELETE', null, next)).status).toBe(204);
    expect((await head(ada, address)).status).toBe(404);
  });

  test('an offset that is not the stored one is refused, and changes nothing', async () => {
    const bytes = noise(1_000_000);
    const address = await begin(ada, projectId, bytes.length);
    await patch(ada, address, 0, bytes.subarray(0, 400_000));
    expectProblem(await patch(ada, address, 300_000, bytes.subarray(300_000)), 409, 'offset_conflict');
    expect(await offsetOf(ada, address)).toBe(400_000);
  });

  test('a cancelled upload is gone', async () => {
    const bytes = noise(1_000_000);
    const address = await begin(ada, projectId, bytes.length);
    await patch(ada, address, 0, bytes.subarray(0, 500_000));
    expect((await terminate(ada, address)).status).toBe(204);
    expect((await head(ada, address)).status).toBe(404);
    expect(await place.isKept(world, address)).toBe(false);
  });

  test('an upload that nobody went on with is removed; and so is one whose project was deleted', async () => {
    const bytes = noise(1_000_000);
    const [old, orphan] = [
      await begin(ada, projectId, bytes.length),
      await begin(ada, (await ada.createProject()).id, 9),
    ];
    await patch(ada, old, 0, bytes.subarray(0, 500_000));
    await world.db.query("UPDATE uploads SET expires_at = now() - interval '1 second' WHERE id = $1", [idOf(old)]);
    const { projectId: doomed } = (await rowOf(world, orphan))!;
    await deleteForGood(ada, doomed);
    await startWorker();
    for (const address of [old, orphan]) {
      await until('its bytes to be gone', async () => {
        return !(await place.isKept(world, address));
      });
    }
    expect((await head(ada, old)).status).toBe(410);
    expect((await head(ada, orphan)).status).toBe(404);
  });
}
