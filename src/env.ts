/** The only reader of process.env: every setting, its default, its check and its remedy. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';

export const SETTINGS = Symbol('settings');

/** A variable that is set but empty counts as not set, as in Compose files. */
const optional = <T extends z.ZodType>(type: T) => z.preprocess((value) => (value === '' ? undefined : value), type);
const wholeNumber = (name: string, min: number, max: number, fallback: number) =>
  optional(
    z.coerce
      .number(`${name} must be a whole number`)
      .int(`${name} must be a whole number`)
      .min(min, `${name} must be at least ${min}`)
      .max(max, `${name} must be at most ${max}`)
      .default(fallback),
  );
const url = (name: string, protocols: string[], example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `${name} must be a URL such as ${example}`,
    );

const loopback = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host);

const shape = z.object({
  HOST: optional(z.string().default('127.0.0.1')),
  PORT: wholeNumber('PORT', 0, 65_535, 3_000),
  PUBLIC_URL: optional(url('PUBLIC_URL', ['http:', 'https:'], 'https://devreel.example.org').optional()),
  DATA_DIR: optional(z.string().default('./data')),
  DATABASE_URL: optional(
    url('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user:password@127.0.0.1:5432/devreel').optional(),
  ),
  REDIS_URL: optional(url('REDIS_URL', ['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional()),
  AUTH_SECRET: optional(
    z.string().min(32, 'AUTH_SECRET must have at least 32 characters: openssl rand -hex 32').optional(),
  ),
  SIGN_UP: optional(z.enum(['open', 'invite', 'closed'], 'SIGN_UP must be one of open, invite, closed').optional()),
  FFMPEG_PATH: optional(z.string().optional()),
  FFPROBE_PATH: optional(z.string().optional()),
  SCREENSHOT_EVERY_SECONDS: wholeNumber('SCREENSHOT_EVERY_SECONDS', 1, 3_600, 3),
  MAX_UPLOAD_BYTES: wholeNumber('MAX_UPLOAD_BYTES', 1, Number.MAX_SAFE_INTEGER, 20 * 1024 ** 3),
  MEDIA_CONCURRENCY: wholeNumber('MEDIA_CONCURRENCY', 1, 64, 1),
  AI_CONCURRENCY: wholeNumber('AI_CONCURRENCY', 1, 256, 4),
  LOG_LEVEL: optional(
    z.enum(['error', 'warn', 'info', 'debug'], 'LOG_LEVEL must be one of error, warn, info, debug').default('info'),
  ),
});

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
  const everyAddress = env.HOST === '0.0.0.0' || env.HOST === '::';
  if (everyAddress && !env.PUBLIC_URL) {
    throw new SettingsError(['PUBLIC_URL must be set when HOST is every address: the URL under which people reach it']);
  }
  const host = env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST;
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: (env.PUBLIC_URL ?? `http://${host}:${env.PORT}`).replace(/\/+$/, ''),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    authSecret: env.AUTH_SECRET,
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
