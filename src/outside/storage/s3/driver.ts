import { z } from 'zod';
import { optional, optionalUrl, text, yesOrNo } from '../../variables.js';
import { defineStorage } from '../driver.js';
import type { S3Settings } from './settings.js';

/** As soon as a bucket is named. */
export const s3 = defineStorage({
  variables: {
    S3_BUCKET: text(),
    S3_ENDPOINT: optionalUrl('S3_ENDPOINT', ['http:', 'https:'], 'https://s3.example.org'),
    S3_PUBLIC_ENDPOINT: optionalUrl('S3_PUBLIC_ENDPOINT', ['http:', 'https:'], 'https://s3.example.org'),
    S3_REGION: optional(z.string().default('us-east-1')),
    S3_FORCE_PATH_STYLE: yesOrNo('S3_FORCE_PATH_STYLE'),
  },
  settings: (env): S3Settings | null =>
    env.S3_BUCKET === undefined
      ? null
      : {
          bucket: env.S3_BUCKET,
          endpoint: env.S3_ENDPOINT,
          publicEndpoint: env.S3_PUBLIC_ENDPOINT,
          region: env.S3_REGION,
          forcePathStyle: env.S3_FORCE_PATH_STYLE,
        },
  open: async (settings, patience) => new (await import('./s3-storage.js')).S3Storage(settings, patience),
});
