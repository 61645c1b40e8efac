/** Nest's token for the `Mailer`; null where no mail server is set. */
export const MAILER = Symbol('mailer');
