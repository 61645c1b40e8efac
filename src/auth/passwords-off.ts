import { Problem } from '../http/problem.js';

/** Where one signs in at the identity provider only. */
export const passwordsOff = (): Problem =>
  new Problem(403, 'password_sign_in_off', 'One signs in to this Devreel at the identity provider, not by password.');
