/** Two accounts cannot have one e-mail address. */
import type { Problem } from '../http/problem.js';
import { problems } from '../http/problem.js';

/** PostgreSQL's code for a value that must be there once only. */
const TAKEN = '23505';

/** Whether a statement failed because another account has this address. */
export const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === TAKEN;

export const emailTaken = (): Problem => problems.conflict('email_taken', 'Another account has this e-mail address.');
