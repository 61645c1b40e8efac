/** `npm run soak`: the size comes from the command line; the figures go to the output. */
import { expect, test } from 'vitest';
import { soak } from './soak.js';

const size = {
  sockets: Number(process.env['SOAK_SOCKETS']),
  projects: Number(process.env['SOAK_PROJECTS']),
  seconds: Number(process.env['SOAK_MINUTES']) * 60,
};

test(`${size.sockets} sockets over ${size.projects} projects for ${size.seconds} s`, async () => {
  const figures = await soak(size);
  console.log(JSON.stringify(figures, null, 2));
  expect(figures.sockets).toBe(size.sockets);
}, 3_600_000);
