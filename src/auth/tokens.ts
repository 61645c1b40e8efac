/** Nest's injection tokens for what is not a class: the better-auth instance and its pool. */
export const AUTH = Symbol('auth');
export const AUTH_POOL = Symbol('auth-pool');
