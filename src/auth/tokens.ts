/** Nest's injection tokens for what is not a class: the better-auth instance and its pool. */
export const AUTH = Symbol('auth');
/** That of single sign-on; null where there is none. */
export const SSO_AUTH = Symbol('single sign-on');
export const AUTH_POOL = Symbol('auth-pool');
