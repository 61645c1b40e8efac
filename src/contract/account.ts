import { z } from 'zod';
import { typed } from './text.js';

/** Who is signed in. */
export interface Me {
  id: string;
  name: string;
  email: string;
}

export const createApiKey = z.strictObject({ name: typed(z.string().trim().min(1).max(100)) });

/** The key itself is in the answer to its creation only. */
export interface ApiKey {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}
