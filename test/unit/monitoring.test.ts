/** Rules and dashboard ask for figures that there are; each rule has its entry in the runbook. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Rules {
  groups: {
    rules: { alert: string; expr: string; labels: { severity: string }; annotations: { summary: string } }[];
  }[];
}
interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
}

const rules = (parse(readFileSync('docs/monitoring/alerts.yml', 'utf8')) as Rules).groups.flatMap(
  (group) => group.rules,
);
const { panels } = JSON.parse(readFileSync('docs/monitoring/dashboard.json', 'utf8')) as Dashboard;
const runbook = readFileSync('docs/runbook.md', 'utf8');

/** Each figure that docs/operations.md lists, with its labels; that these are there is asked in operators.test.ts. */
const cells = [...readFileSync('docs/operations.md', 'utf8').matchAll(/^\| (`devreel_.*?) \|/gm)].map(
  ([, cell = '']) => cell,
);
const listed = new Map(
  cells
    .flatMap((cell) => [...cell.matchAll(/`(devreel_\w+)(?:\{([\w,]*)\})?`/g)])
    .map(([, name = '', labels = '']) => [name, labels.split(',')] as const),
);
/** What every figure has, and what Prometheus adds. */
const COMMON = ['process', 'id', 'job', 'instance', 'le'];

test('every figure that is asked for is listed, with the labels that are asked for', () => {
  const asked = [...rules.map(({ expr }) => expr), ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))];
  expect(asked.length).toBeGreaterThan(20);
  for (const expr of asked) {
    expect(expr).toMatch(/\b(devreel_\w+|process_resident_memory_bytes|up)\b/);
    for (const [, name = '', , selectors = ''] of expr.matchAll(
      /\b(devreel_\w+?)(_bucket|_count)?\b(?:\{([^}]*)\})?/g,
    )) {
      const labels = listed.get(name);
      expect(labels, `${name} in ${expr}`).toBeDefined();
      const wanted = [...selectors.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g), ...expr.matchAll(/by \((\w+)(?:, (\w+))?\)/g)];
      for (const label of wanted.flatMap(([, first, second]) => [first, second]).filter((one) => one !== undefined)) {
        expect([...(labels ?? []), ...COMMON], expr).toContain(label);
      }
    }
  }
});

test('each rule says how bad it is, and has its entry in the runbook; no entry is left over', () => {
  for (const { alert, labels, annotations } of rules) {
    expect(['page', 'ticket'], alert).toContain(labels.severity);
    expect(annotations.summary, alert).toMatch(/\.$/);
  }
  const entries = [...runbook.matchAll(/^## (Devreel\w+)$/gm)].map(([, name]) => name);
  expect(entries).toEqual(rules.map(({ alert }) => alert));
});
