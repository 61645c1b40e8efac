/** Addresses of the web that people give. */
import { z } from 'zod';
import { typed } from './text.js';

const MAX_URL = 2_000;

/** What is no address at all is said elsewhere. */
const hasPassword = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username !== '' || password !== '';
};

export const webAddress = typed(
  z
    .url({ protocol: /^https?$/, error: 'Write an address that begins with https:// or http://' })
    .max(MAX_URL)
    .refine((value) => !hasPassword(value), 'Leave name and password out'),
);
