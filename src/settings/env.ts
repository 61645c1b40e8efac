/** The only reader of process.env. */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Fault } from '../telemetry/failpoints.js';
import type { OpenStorage } from '../outside/storage/driver.js';
import { chosenStorage } from '../outside/storage/drivers.js';
import { contradictions } from './checks.js';
import { shape } from './shape.js';
import type { Env } from './shape.js';
import type { OnPage } from './on-page.js';
import { settableOnPage } from './on-page.js';
import type { Prices } from './prices.js';
import type { SingleSignOn } from './single-sign-on.js';
import { singleSignOnOf } from './single-sign-on.js';

export const SETTINGS = Symbol('settings');

export interface Settings {
  host: string;
  port: number;
  /** Without a trailing slash. */
  publicUrl: string;
  dataDir: string;
  /** Undefined only before the embedded services run. */
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  authSecret: string | undefined;
  signUp: 'open' | 'invite' | 'closed';
  /** E-mail addresses, in small letters. */
  admins: string[];
  /** Whether nobody but users of this machine reaches it. */
  isLoopbackOnly: boolean;
  /** Opens the storage that the settings ask for. */
  openStorage: OpenStorage;
  /** The models, with what is set on the page. Which are in use, `ModelsInUse` says. */
  onPage: OnPage;
  /** Of models, in US dollars. */
  prices: Prices;
  /** What all calls for one project may cost together. Null: no limit. */
  projectBudgetUsd: number | null;
  /** How long a vendor may keep silent. */
  aiTimeoutMs: number;
  /** Of logs and events. */
  retentionDays: number;
  ffmpegPath: string | undefined;
  ffprobePath: string | undefined;
  screenshotEveryMs: number;
  /** Where the data of other languages than English comes from, to read pictures. Null: pictures are not read. */
  ocrDataUrl: string | null;
  maxUploadBytes: number;
  /** How many projects one owner may have; 0 for any number. */
  projectsPerOwner: number;
  /** How many tasks of one owner may wait or run; 0 for any number. */
  tasksPerOwner: number;
  /** How many one account may send; 0 for any number. */
  requestsPerSecond: number;
  /** What the files of one owner may take together. Null: no limit. */
  storageLimitBytes: number | null;
  mediaConcurrency: number;
  aiConcurrency: number;
  /** Of one process of ffmpeg or ffprobe, where the system can limit it. */
  maxMemoryBytes: number;
  /** After this time a task yields to others that wait. */
  yieldAfterMs: number;
  /** The lease: after this time without a heartbeat, a worker's tasks are given to others. */
  leaseMs: number;
  /** How long a worker that is told to stop lets its steps go on. Undefined: the program that starts it decides. */
  drainMs: number | undefined;
  /** Accidents on purpose, for rehearsals. */
  faults: Fault[];
  /** Where OTLP is taken over HTTP. Null: no traces. */
  tracesEndpoint: string | null;
  /** 0 for no limit. */
  connectionsPerAddress: number;
  /** How many sockets and event streams one account may hold open to a web process; 0 for any number. */
  socketsPerAccount: number;
  /** How many proxies in front are believed when they say who a client is. */
  trustProxy: number;
  /** The server that takes mails, and the address they come from. Null: no mail is sent. */
  mail: { smtpUrl: string; from: string } | null;
  /** Null: nobody signs in at an identity provider. */
  singleSignOn: SingleSignOn | null;
  passwordSignIn: boolean;
  /** Whether what people name may lie within this machine's own network, too. */
  reach: 'public' | 'anywhere';
  /** How long a webhook that does not answer is tried. */
  webhookPatienceMs: number;
  logLevel: 'error' | 'warn' | 'info' | 'debug';
}

/** Carries every fault found, one line each, with its remedy. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(`Wrong settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** What the variables say, and what is wrong with them. */
interface Examined {
  /** Those that are faulty have their defaults here. */
  settings: Settings;
  faults: string[];
  /** The variables that were given but have no effect. */
  faulty: Set<string>;
}

/** Goes on after the first fault: what is not concerned by it is examined, too. */
function examine(variables: NodeJS.ProcessEnv): Examined {
  const parsed = shape.safeParse(variables);
  const issues = parsed.error?.issues ?? [];
  const faulty = new Set(issues.map(({ path }) => String(path[0])));
  const sound = Object.entries(variables).filter(([name]) => !faulty.has(name));
  const env = parsed.data ?? shape.parse(Object.fromEntries(sound));
  const faults = [...issues.map(({ message }) => message), ...contradictions(env, faulty)];
  const given = (name: string): boolean => (variables[name] ?? '') !== '';
  return { settings: settingsOf(env, given), faults, faulty };
}

/** Reads the settings from the given variables. Throws `SettingsError` with all faults at once. */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const { settings, faults } = examine(variables);
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

function settingsOf(env: Env, given: (name: string) => boolean): Settings {
  const host = env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST;
  const publicUrl = (env.PUBLIC_URL ?? `http://${host}:${env.PORT}`).replace(/\/+$/, '');
  const isLoopback = loopback(env.HOST) && loopback(new URL(publicUrl).hostname);
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl,
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    authSecret: env.AUTH_SECRET,
    admins: env.ADMINS,
    openStorage: chosenStorage(env, resolve(env.DATA_DIR)),
    onPage: settableOnPage(env, given),
    prices: env.PRICES,
    projectBudgetUsd: env.PROJECT_BUDGET_USD ?? null,
    aiTimeoutMs: env.AI_TIMEOUT_SECONDS * 1_000,
    retentionDays: env.RETENTION_DAYS,
    isLoopbackOnly: isLoopback && env.TRUST_PROXY === 0,
    signUp: env.SIGN_UP ?? (isLoopback ? 'open' : 'invite'),
    ffmpegPath: env.FFMPEG_PATH,
    ffprobePath: env.FFPROBE_PATH,
    screenshotEveryMs: env.SCREENSHOT_EVERY_SECONDS * 1_000,
    ocrDataUrl: env.OCR === 'off' ? null : env.OCR_DATA_URL,
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    projectsPerOwner: env.PROJECTS_PER_OWNER,
    tasksPerOwner: env.TASKS_PER_OWNER,
    requestsPerSecond: env.REQUESTS_PER_SECOND,
    storageLimitBytes: env.STORAGE_LIMIT_BYTES ?? null,
    mediaConcurrency: env.MEDIA_CONCURRENCY,
    connectionsPerAddress: env.CONNECTIONS_PER_ADDRESS,
    socketsPerAccount: env.SOCKETS_PER_ACCOUNT,
    trustProxy: env.TRUST_PROXY,
    aiConcurrency: env.AI_CONCURRENCY,
    maxMemoryBytes: env.MEDIA_MEMORY_BYTES,
    yieldAfterMs: env.YIELD_AFTER_SECONDS * 1_000,
    leaseMs: env.LEASE_SECONDS * 1_000,
    drainMs: env.DRAIN_SECONDS === undefined ? undefined : env.DRAIN_SECONDS * 1_000,
    faults: env.FAULT_AT,
    tracesEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    mail:
      env.SMTP_URL !== undefined && env.MAIL_FROM !== undefined ? { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM } : null,
    singleSignOn: singleSignOnOf(env),
    passwordSignIn: env.PASSWORD_SIGN_IN === 'on',
    reach: env.ALLOW_PRIVATE_ADDRESSES ? 'anywhere' : 'public',
    webhookPatienceMs: env.WEBHOOK_PATIENCE_SECONDS * 1_000,
    logLevel: env.LOG_LEVEL,
  };
}

/** A name, or an address as HOST or a URL has it. */
const loopback = (host: string): boolean => ['127.0.0.1', '::1', '[::1]', 'localhost'].includes(host);

/** Of this process: `.env` in the working directory, then the environment, which wins. */
function ownVariables(): NodeJS.ProcessEnv {
  // Who started this process may have read it already, where this process may not.
  const isRead = process.env['DEVREEL_ENV_FILE_READ'] !== undefined;
  const file = !isRead && existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  // Amazon's SDK looks for its own variables itself, and in the environment only.
  for (const [name, value] of Object.entries(file)) if (name.startsWith('AWS_')) process.env[name] ??= value;
  return { ...file, ...process.env };
}

/**
 * Waits for the variables that the starter of this process sends once it has started what they name, where it says that they
 * will follow. Before that this process has nothing to do; ends it when the starter is gone.
 */
export async function settingsThatFollow(): Promise<void> {
  if (process.env['DEVREEL_SETTINGS_FOLLOW'] === undefined) return;
  process.once('disconnect', gone);
  const [{ env }] = (await once(process, 'message')) as [{ env: Record<string, string> }];
  process.off('disconnect', gone);
  Object.assign(process.env, env);
}
const gone = (): void => process.exit(0);

/** What there is before the services run. Throws `SettingsError`. */
export const loadSettings = (): Settings => readSettings(ownVariables());

/** What programs that this process starts find in their environment. */
export const environment = (): NodeJS.ProcessEnv => ({ ...process.env });

/** What no process that serves can be without: the variable, and what to do when it is not given. */
const needed = {
  databaseUrl: ['DATABASE_URL', 'give one, or run npm start, which brings a database along'],
  redisUrl: ['REDIS_URL', 'give one, or run npm start, which brings Redis along'],
  authSecret: ['AUTH_SECRET', 'give one, the same to all web processes: openssl rand -hex 32'],
} as const;

/** Settings in which the given names are set, and the starter's choices have defaults. */
type Serving<N extends keyof typeof needed> = Settings &
  Record<N, string> & { ffmpegPath: string; ffprobePath: string; drainMs: number };
export type ServerSettings = Serving<'databaseUrl' | 'redisUrl'>;
export type WebSettings = Serving<'databaseUrl' | 'redisUrl' | 'authSecret'>;

/** Leaves time to give tasks back within the 30 s that Compose (ours) and Kubernetes (by default) allow. */
const DRAIN_MS = 20_000;

function loadServing<N extends keyof typeof needed>(names: readonly N[]): Serving<N> {
  const { settings, faults, faulty } = examine(ownVariables());
  const hasAll = (some: Settings): some is Settings & Record<N, string> => names.every((name) => some[name]);
  for (const name of names) {
    const [variable, remedy] = needed[name];
    if (!settings[name] && !faulty.has(variable)) faults.push(`${variable} is not set: ${remedy}`);
  }
  if (faults.length > 0 || !hasAll(settings)) throw new SettingsError(faults);
  return {
    ...settings,
    ffmpegPath: settings.ffmpegPath ?? 'ffmpeg',
    ffprobePath: settings.ffprobePath ?? 'ffprobe',
    drainMs: settings.drainMs ?? DRAIN_MS,
  };
}

/** Those of a worker process. Throws `SettingsError`. */
export const loadWorkerSettings = (): ServerSettings => loadServing(['databaseUrl', 'redisUrl']);

/** Those of a web process. Throws `SettingsError`. */
export function loadWebSettings(): WebSettings {
  const settings = loadServing(['databaseUrl', 'redisUrl', 'authSecret']);
  return { ...settings, openStorage: () => settings.openStorage('request') };
}
