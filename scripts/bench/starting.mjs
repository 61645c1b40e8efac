/** `npm start` until it is ready: with nothing there yet but what is installed, and again. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { freePort } from '../embedded/ports.mjs';

const root = resolve(import.meta.dirname, '../..');
const READY = /sign-in\?token=/;

export async function measure(place, rounds) {
  const cold = [];
  const warm = [];
  for (let round = 0; round < rounds; round += 1) {
    const dataDir = place.folder();
    cold.push(await start(dataDir));
    warm.push(await start(dataDir));
  }
  const figure = (what, ours, limit) => ({ what, unit: 's', better: 'lower', ours, floor: [], limit });
  return [
    figure('npm start with an empty DATA_DIR → ready', cold, 'a new database, and its tables'),
    figure('npm start again → ready', warm, 'two processes that load their modules'),
  ];
}

async function start(dataDir) {
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(await freePort()) };
  const begunAt = performance.now();
  const child = spawn('npm', ['start'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const gone = new Promise((done) => child.once('exit', done));
  const seconds = await new Promise((done, failed) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (READY.test(said)) done((performance.now() - begunAt) / 1_000);
    });
    child.once('exit', () => failed(new Error(`npm start ended:\n${said}`)));
  });
  process.kill(-child.pid, 'SIGINT');
  await gone;
  return seconds;
}
