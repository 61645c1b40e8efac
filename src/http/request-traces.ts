/** A span for each request to the API, which goes on with the trace of who asks. */
import type { Request, RequestHandler } from 'express';
import { startSpan, within } from '../telemetry/traces.js';

export const requestTraces: RequestHandler = (request, response, next) => {
  if (!request.path.startsWith('/api/')) return next();
  const given = request.headers.traceparent;
  // Its path is not told: there may be a token in it.
  const attributes = { 'http.request.method': request.method };
  const span = startSpan(request.method, 'server', attributes, typeof given === 'string' ? given : null);
  if (!span) return next();
  response.once('close', () => {
    const { statusCode: status } = response;
    const route = routeOf(request);
    if (route !== null) span.rename(`${request.method} ${route}`);
    span.add({ 'http.response.status_code': status, ...(route !== null && { 'http.route': route }) });
    if (status >= 500) span.fail(`Answered with ${status}`);
    span.end();
  });
  within(span, next);
};

/** As the controllers name it: `/api/projects/:id`. Null where none took it. */
function routeOf(request: Request): string | null {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : null;
}
