/** Every setting's name, default, check and remedy. Read by env.ts only. */
import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { OCR_DATA_URL } from '../outside/ocr/data-url.js';
import { recogniserNames, recogniserVariables } from '../outside/recognisers/recognisers.js';
import { storageVariables } from '../outside/storage/drivers.js';
import { readFaults } from '../telemetry/failpoints.js';
import { pricesFor } from './prices.js';
import type { Prices } from './prices.js';
import { singleSignOnVariables } from './single-sign-on.js';
import { optional, optionalUrl, text, url, yesOrNo } from '../outside/variables.js';

/** Blanks would count as 0. */
const within = (name: string, min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? NaN : value),
    z.coerce
      .number(`${name} must be a whole number`)
      .int(`${name} must be a whole number`)
      .min(min, `${name} must be at least ${min}`)
      .max(max, `${name} must be at most ${max}`),
  );
const wholeNumber = (name: string, min: number, max: number, fallback: number) =>
  optional(within(name, min, max).default(fallback));
const faults = optional(
  z
    .string()
    .default('')
    .transform((value, context) => {
      try {
        return value === '' ? [] : readFaults(value);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        context.addIssue({ code: 'custom', message: `FAULT_AT cannot be obeyed: ${why}` });
        return z.NEVER;
      }
    }),
);
/** Bounds against hanging only. */
const PROGRAM_LIMIT_MS = 30_000;

/** Tried, since what is there may be another program, or one for another machine. */
const program = (name: string, says: string) =>
  optional(
    z
      .string()
      .refine((path) => runs(path, says), {
        error: ({ input }) =>
          `${name}=${String(input)} is no ${says} that runs: correct it, or leave it out to use what is found`,
      })
      .optional(),
  );

function runs(path: string, says: string): boolean {
  const { status, stdout } = spawnSync(path, ['-version'], { encoding: 'utf8', timeout: PROGRAM_LIMIT_MS });
  return status === 0 && stdout.startsWith(`${says} version`);
}

/** A value that is no URL at all is reported elsewhere. */
function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return true;
  const { pathname, search, hash, username, password } = new URL(value);
  return (
    /^\/*$/.test(pathname) && [search, hash, username, password].every((part) => part === '') && !/[?#]/.test(value)
  );
}

const PRICES_EXAMPLE =
  '{"gpt-5.4-mini":{"inputPerMTokens":0.75,"outputPerMTokens":4.5},"whisper-1":{"perMinute":0.006}}';
const priceNames = new Set(Object.values(pricesFor).flat());

/** JSON by model, each price checked by itself, so that the fault names it. */
const prices = z
  .string()
  .default('{}')
  .transform((value, context): Prices => {
    const fault = (message: string): void => context.addIssue({ code: 'custom', message: `PRICES ${message}` });
    const found = jsonObject(value);
    if (!found) fault(`must be JSON such as ${PRICES_EXAMPLE}`);
    for (const [model, price] of Object.entries(found ?? {})) {
      const named = isObject(price) ? Object.entries(price) : [];
      if (named.length === 0) fault(`must have prices for ${model}, such as ${PRICES_EXAMPLE}`);
      for (const [name, usd] of named) {
        if (!priceNames.has(name as 'perMinute'))
          fault(`of ${model}: ${name} is none of ${[...priceNames].join(', ')}`);
        else if (typeof usd !== 'number' || usd < 0) fault(`of ${model}: ${name} must be US dollars, such as 0.4`);
      }
    }
    return (found ?? {}) as Prices;
  });

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function jsonObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const transcribers = ['auto', ...recogniserNames, 'none'];

/** All variables, with their defaults, checks and remedies. */
export const shape = z.object({
  HOST: optional(z.string().default('127.0.0.1')),
  PORT: wholeNumber('PORT', 0, 65_535, 3_000),
  PUBLIC_URL: optional(
    url('PUBLIC_URL', ['http:', 'https:'], 'https://devreel.example.org')
      .refine(
        isOrigin,
        'PUBLIC_URL must end after host and port, such as https://devreel.example.org: Devreel has a host to itself',
      )
      .optional(),
  ),
  DATA_DIR: optional(z.string().default('./data')),
  DATABASE_URL: optional(
    url('DATABASE_URL', ['postgres:', 'postgresql:'], 'postgres://user:password@127.0.0.1:5432/devreel').optional(),
  ),
  REDIS_URL: optional(url('REDIS_URL', ['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional()),
  AUTH_SECRET: optional(
    z.string().min(32, 'AUTH_SECRET must have at least 32 characters: openssl rand -hex 32').optional(),
  ),
  SIGN_UP: optional(z.enum(['open', 'invite', 'closed'], 'SIGN_UP must be one of open, invite, closed').optional()),
  ADMINS: optional(
    z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((email) => email.trim().toLowerCase())
          .filter(Boolean),
      ),
  ),
  ...storageVariables,
  OPENAI_API_KEY: text(),
  OPENAI_BASE_URL: optional(url('OPENAI_BASE_URL', ['http:', 'https:'], 'https://api.openai.com/v1').optional()),
  OPENAI_MODEL: optional(z.string().default('gpt-5.4-mini')),
  OPENAI_VISION: optional(z.enum(['auto', 'on', 'off'], 'OPENAI_VISION must be one of auto, on, off').default('auto')),
  OPENAI_EMBEDDING_MODEL: text(),
  TRANSCRIBER: optional(z.enum(transcribers, `TRANSCRIBER must be one of ${transcribers.join(', ')}`).default('auto')),
  ...recogniserVariables,
  PRICES: optional(prices),
  PROJECT_BUDGET_USD: optional(
    z.coerce
      .number('PROJECT_BUDGET_USD must be US dollars, such as 5')
      .positive('PROJECT_BUDGET_USD must be more than 0 US dollars, such as 5')
      .optional(),
  ),
  AI_TIMEOUT_SECONDS: wholeNumber('AI_TIMEOUT_SECONDS', 1, 3_600, 300),
  RETENTION_DAYS: wholeNumber('RETENTION_DAYS', 1, 36_500, 90),
  FFMPEG_PATH: program('FFMPEG_PATH', 'ffmpeg'),
  FFPROBE_PATH: program('FFPROBE_PATH', 'ffprobe'),
  OCR: optional(z.enum(['auto', 'off'], 'OCR must be auto or off').default('auto')),
  OCR_DATA_URL: optional(
    url('OCR_DATA_URL', ['http:', 'https:'], 'https://data.example.org/{language}').default(OCR_DATA_URL),
  ),
  SCREENSHOT_EVERY_SECONDS: wholeNumber('SCREENSHOT_EVERY_SECONDS', 1, 3_600, 3),
  MAX_UPLOAD_BYTES: wholeNumber('MAX_UPLOAD_BYTES', 1, Number.MAX_SAFE_INTEGER, 20 * 1024 ** 3),
  CONNECTIONS_PER_ADDRESS: wholeNumber('CONNECTIONS_PER_ADDRESS', 0, 1_000_000, 2_000),
  SOCKETS_PER_ACCOUNT: wholeNumber('SOCKETS_PER_ACCOUNT', 0, 1_000_000, 2_000),
  TRUST_PROXY: wholeNumber('TRUST_PROXY', 0, 16, 0),
  SMTP_URL: optionalUrl('SMTP_URL', ['smtp:', 'smtps:'], 'smtps://name:password@mail.example.org'),
  MAIL_FROM: text(),
  ...singleSignOnVariables,
  ALLOW_PRIVATE_ADDRESSES: yesOrNo('ALLOW_PRIVATE_ADDRESSES'),
  WEBHOOK_PATIENCE_SECONDS: wholeNumber('WEBHOOK_PATIENCE_SECONDS', 1, 30 * 86_400, 86_400),
  PROJECTS_PER_OWNER: wholeNumber('PROJECTS_PER_OWNER', 0, 10_000_000, 2_000),
  TASKS_PER_OWNER: wholeNumber('TASKS_PER_OWNER', 0, 10_000_000, 2_000),
  REQUESTS_PER_SECOND: wholeNumber('REQUESTS_PER_SECOND', 0, 1_000_000, 300),
  STORAGE_LIMIT_BYTES: optional(within('STORAGE_LIMIT_BYTES', 1, Number.MAX_SAFE_INTEGER).optional()),
  MEDIA_CONCURRENCY: wholeNumber('MEDIA_CONCURRENCY', 1, 64, 1),
  AI_CONCURRENCY: wholeNumber('AI_CONCURRENCY', 1, 256, 4),
  MEDIA_MEMORY_BYTES: wholeNumber('MEDIA_MEMORY_BYTES', 256 * 1024 ** 2, Number.MAX_SAFE_INTEGER, 2 * 1024 ** 3),
  YIELD_AFTER_SECONDS: wholeNumber('YIELD_AFTER_SECONDS', 0, 86_400, 15),
  LEASE_SECONDS: wholeNumber('LEASE_SECONDS', 2, 600, 12),
  DRAIN_SECONDS: optional(within('DRAIN_SECONDS', 0, 86_400).optional()),
  FAULT_AT: faults,
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalUrl(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    ['http:', 'https:'],
    'http://collector.example.org:4318',
  ),
  LOG_LEVEL: optional(
    z.enum(['error', 'warn', 'info', 'debug'], 'LOG_LEVEL must be one of error, warn, info, debug').default('info'),
  ),
});

/** The variables as they are read. */
export type Env = z.infer<typeof shape>;
