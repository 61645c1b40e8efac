import type { RequestHandler } from 'express';

/** What some networks let nobody send: https://tus.io/protocols/resumable-upload#x-http-method-override */
const OVERRIDES = ['PATCH', 'DELETE'];

/** Takes a POST for the method that its `X-HTTP-Method-Override` names, before any route is looked for. */
export const methodOverride: RequestHandler = (request, _response, next) => {
  const wanted = request.get('x-http-method-override')?.toUpperCase();
  if (request.method === 'POST' && wanted !== undefined && OVERRIDES.includes(wanted)) request.method = wanted;
  next();
};
