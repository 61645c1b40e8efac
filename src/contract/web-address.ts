/** Addresses of the web that people give. */
import { z } from 'zod';
import { hasPassword, typed } from './text.js';

const MAX_URL = 2_000;

export const webAddress = typed(
  z
    .url({ protocol: /^https?$/, error: 'Write an address that begins with https:// or http://' })
    .max(MAX_URL)
    .refine((value) => !hasPassword(value), 'Leave name and password out'),
);
