/** Every setting's name, default, check and remedy. Read by env.ts only. */
import { z } from 'zod';

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
const yesOrNo = (name: string) =>
  optional(
    z
      .enum(['true', 'false', '1', '0'], `${name} must be true or false`)
      .default('false')
      .transform((value) => value === 'true' || value === '1'),
  );
const text = () => optional(z.string().optional());
const url = (name: string, protocols: string[], example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `${name} must be a URL such as ${example}`,
    );

/** All variables, with their defaults, checks and remedies. */
export const shape = z.object({
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
  S3_BUCKET: text(),
  S3_ENDPOINT: optional(url('S3_ENDPOINT', ['http:', 'https:'], 'https://s3.example.org').optional()),
  S3_PUBLIC_ENDPOINT: optional(url('S3_PUBLIC_ENDPOINT', ['http:', 'https:'], 'https://s3.example.org').optional()),
  S3_REGION: optional(z.string().default('us-east-1')),
  S3_FORCE_PATH_STYLE: yesOrNo('S3_FORCE_PATH_STYLE'),
  OPENAI_API_KEY: text(),
  OPENAI_BASE_URL: optional(url('OPENAI_BASE_URL', ['http:', 'https:'], 'https://api.openai.com/v1').optional()),
  OPENAI_MODEL: optional(z.string().default('gpt-4.1-mini')),
  OPENAI_EMBEDDING_MODEL: text(),
  TRANSCRIBER: optional(
    z.enum(['auto', 'openai', 'local', 'none'], 'TRANSCRIBER must be one of auto, openai, local, none').default('auto'),
  ),
  TRANSCRIBE_BASE_URL: optional(
    url('TRANSCRIBE_BASE_URL', ['http:', 'https:'], 'https://api.openai.com/v1').optional(),
  ),
  TRANSCRIBE_API_KEY: text(),
  TRANSCRIBE_MODEL: optional(z.string().default('whisper-1')),
  WHISPER_MODEL: optional(
    z
      .string()
      .regex(/^[\w.-]+$/, 'WHISPER_MODEL must be a name such as base')
      .default('base'),
  ),
  WHISPER_MODEL_URL: optional(
    url('WHISPER_MODEL_URL', ['http:', 'https:'], 'https://models.example.org/ggml-base.bin').optional(),
  ),
  AI_TIMEOUT_SECONDS: wholeNumber('AI_TIMEOUT_SECONDS', 1, 3_600, 300),
  RETENTION_DAYS: wholeNumber('RETENTION_DAYS', 1, 36_500, 90),
  FFMPEG_PATH: text(),
  FFPROBE_PATH: text(),
  SCREENSHOT_EVERY_SECONDS: wholeNumber('SCREENSHOT_EVERY_SECONDS', 1, 3_600, 3),
  MAX_UPLOAD_BYTES: wholeNumber('MAX_UPLOAD_BYTES', 1, Number.MAX_SAFE_INTEGER, 20 * 1024 ** 3),
  MEDIA_CONCURRENCY: wholeNumber('MEDIA_CONCURRENCY', 1, 64, 1),
  AI_CONCURRENCY: wholeNumber('AI_CONCURRENCY', 1, 256, 4),
  LOG_LEVEL: optional(
    z.enum(['error', 'warn', 'info', 'debug'], 'LOG_LEVEL must be one of error, warn, info, debug').default('info'),
  ),
});
