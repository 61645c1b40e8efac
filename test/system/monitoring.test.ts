/** The alert rules, as Prometheus reads them. */
import { beforeAll, expect, test } from 'vitest';
import { call } from '../../scripts/embedded/processes.mjs';
import { findPromtool } from '../../scripts/embedded/promtool.mjs';

let found: Awaited<ReturnType<typeof findPromtool>>;

beforeAll(async () => {
  found = await findPromtool((line: string) => process.stderr.write(`${line}\n`));
});

const promtool = (...args: string[]) => call(found.promtool, args, { cwd: 'docs/monitoring', env: found.env });

test('they are rules', async () => {
  expect(await promtool('check', 'rules', 'alerts.yml')).toMatchObject({ code: 0 });
});

test('each is there when it should be, and not before', async () => {
  const { code, stdout, stderr } = await promtool('test', 'rules', 'alerts.test.yml');
  expect(stdout + stderr).toContain('SUCCESS');
  expect(code).toBe(0);
});
