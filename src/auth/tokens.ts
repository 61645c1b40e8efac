/** Nest's names for what is no class: the better-auth instance and its connections. */
export const AUTH = Symbol('auth');
export const AUTH_POOL = Symbol('auth-pool');
