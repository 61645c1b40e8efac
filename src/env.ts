/** The only reader of process.env. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import type { S3Settings } from './outside/s3-storage.js';
import { shape } from './settings-shape.js';

export const SETTINGS = Symbol('settings');

/** One model on a server that speaks OpenAI's API. */
export interface ModelSettings {
  /** Undefined: OpenAI's own. */
  baseUrl: string | undefined;
  /** Servers of one's own often want none; then it is empty. */
  apiKey: string;
  model: string;
}

export type TranscriberSettings =
  | ({ kind: 'openai' } & ModelSettings)
  | { kind: 'local'; model: string; modelUrl: string | undefined }
  | { kind: 'none' };

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
  /** Null: files live under `dataDir`. */
  s3: S3Settings | null;
  /** The language model that writes. Null: the offline writer does. */
  writer: ModelSettings | null;
  /** The model that finds related passages. Null: full text only. */
  embedder: ModelSettings | null;
  transcriber: TranscriberSettings;
  /** How long a vendor may keep silent. */
  aiTimeoutMs: number;
  /** Of logs and events. */
  retentionDays: number;
  ffmpegPath: string | undefined;
  ffprobePath: string | undefined;
  screenshotEveryMs: number;
  maxUploadBytes: number;
  mediaConcurrency: number;
  aiConcurrency: number;
  logLevel: 'error' | 'warn' | 'info' | 'debug';
}

/** Carries every fault found, one line each, with its remedy. */
export class SettingsError extends Error {
  constructor(readonly faults: string[]) {
    super(`Wrong settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** Reads the settings from the given variables. Throws `SettingsError` with all faults at once. */
export function readSettings(variables: NodeJS.ProcessEnv): Settings {
  const parsed = shape.safeParse(variables);
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => issue.message));
  const env = parsed.data;
  const faults = contradictions(env);
  if (faults.length > 0) throw new SettingsError(faults);
  const host = env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST;
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://${host}:${env.PORT}`).replace(/\/+$/, ''),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    authSecret: env.AUTH_SECRET,
    admins: env.ADMINS,
    s3: s3Of(env),
    ...modelsOf(env),
    aiTimeoutMs: env.AI_TIMEOUT_SECONDS * 1_000,
    retentionDays: env.RETENTION_DAYS,
    signUp: env.SIGN_UP ?? (loopback(env.HOST) ? 'open' : 'invite'),
    ffmpegPath: env.FFMPEG_PATH,
    ffprobePath: env.FFPROBE_PATH,
    screenshotEveryMs: env.SCREENSHOT_EVERY_SECONDS * 1_000,
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    mediaConcurrency: env.MEDIA_CONCURRENCY,
    aiConcurrency: env.AI_CONCURRENCY,
    logLevel: env.LOG_LEVEL,
  };
}

function contradictions(env: Env): string[] {
  const faults: string[] = [];
  const everyAddress = env.HOST === '0.0.0.0' || env.HOST === '::';
  if (everyAddress && !env.PUBLIC_URL) {
    faults.push('PUBLIC_URL must be set when HOST is every address: the URL under which people reach it');
  }
  const servers = [env.TRANSCRIBE_API_KEY, env.TRANSCRIBE_BASE_URL, env.OPENAI_API_KEY, env.OPENAI_BASE_URL];
  if (env.TRANSCRIBER === 'openai' && servers.every((value) => value === undefined)) {
    faults.push('TRANSCRIBER is openai, so set OPENAI_API_KEY, TRANSCRIBE_API_KEY or a base URL, too');
  }
  return faults;
}

const loopback = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host);

type Env = z.infer<typeof shape>;

function s3Of(env: Env): S3Settings | null {
  if (env.S3_BUCKET === undefined) return null;
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region, S3_FORCE_PATH_STYLE: forcePathStyle } = env;
  return { bucket, endpoint, publicEndpoint: env.S3_PUBLIC_ENDPOINT, region, forcePathStyle };
}

/** A key or a base URL is enough for each; the recogniser has its own, or else the writer's. */
function modelsOf(env: Env): Pick<Settings, 'writer' | 'embedder' | 'transcriber'> {
  const openai =
    env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined
      ? { baseUrl: env.OPENAI_BASE_URL, apiKey: env.OPENAI_API_KEY ?? '' }
      : null;
  const writer = openai && { ...openai, model: env.OPENAI_MODEL };
  const embedding = env.OPENAI_EMBEDDING_MODEL;
  const embedder = openai && embedding !== undefined ? { ...openai, model: embedding } : null;
  return { writer, embedder, transcriber: transcriberOf(env, openai) };
}

function transcriberOf(env: Env, openai: Omit<ModelSettings, 'model'> | null): TranscriberSettings {
  const given = env.TRANSCRIBE_BASE_URL !== undefined || env.TRANSCRIBE_API_KEY !== undefined;
  const kind = env.TRANSCRIBER === 'auto' ? (given || openai ? 'openai' : 'local') : env.TRANSCRIBER;
  if (kind === 'none') return { kind };
  if (kind === 'local') return { kind, model: env.WHISPER_MODEL, modelUrl: env.WHISPER_MODEL_URL };
  // The writer's key is for the writer's server: another server for sound must not be sent it.
  const own = env.TRANSCRIBE_BASE_URL !== undefined;
  return {
    kind,
    baseUrl: env.TRANSCRIBE_BASE_URL ?? openai?.baseUrl,
    apiKey: env.TRANSCRIBE_API_KEY ?? (own ? '' : (openai?.apiKey ?? '')),
    model: env.TRANSCRIBE_MODEL,
  };
}

/** The settings of this process: `.env` in the working directory, then the environment, which wins. */
export function loadSettings(): Settings {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return readSettings({ ...file, ...process.env });
}

/** What programs that this process starts find in their environment. */
export const environment = (): NodeJS.ProcessEnv => ({ ...process.env });

export type ServerSettings = Settings & {
  databaseUrl: string;
  redisUrl: string;
  ffmpegPath: string;
  ffprobePath: string;
};

export type WebSettings = ServerSettings & { authSecret: string };

/** What a worker process needs besides. Throws `SettingsError`. */
export function requireServices(settings: Settings): ServerSettings {
  const faults = missingServices(settings);
  const { databaseUrl, redisUrl } = settings;
  if (!databaseUrl || !redisUrl) throw new SettingsError(faults);
  return {
    ...{ ...settings, databaseUrl, redisUrl },
    ffmpegPath: settings.ffmpegPath ?? 'ffmpeg',
    ffprobePath: settings.ffprobePath ?? 'ffprobe',
  };
}

/** What a web process needs besides. Throws `SettingsError`. */
export function requireWeb(settings: Settings): WebSettings {
  const { authSecret } = settings;
  if (authSecret) return { ...requireServices(settings), authSecret };
  throw new SettingsError([
    ...missingServices(settings),
    'AUTH_SECRET is not set: give one, the same to all web processes: openssl rand -hex 32',
  ]);
}

function missingServices({ databaseUrl, redisUrl }: Settings): string[] {
  const faults: string[] = [];
  if (!databaseUrl) faults.push('DATABASE_URL is not set: give one, or run npm start, which brings a database along');
  if (!redisUrl) faults.push('REDIS_URL is not set: give one, or run npm start, which brings Redis along');
  return faults;
}
