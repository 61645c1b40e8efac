/** Requests whose bodies stop coming are ended: each would keep a connection open for as long as its sender likes. */
import type { RequestHandler } from 'express';
import { Problem, sendProblem } from './problem.js';

/** Half of what a body may keep silent. */
const LOOK_MS = 30_000;

/** For all routes, also before anybody has signed in. `lookMs`: a body that brought nothing between two looks is given up. */
export function endSilentBodies(lookMs = LOOK_MS): RequestHandler {
  return (request, response, next) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    if (encoding === undefined && Number(length ?? 0) === 0) return next();
    let before = request.socket.bytesRead;
    const timer = setInterval(() => {
      // Who waits for us, while we read no more, is not silent.
      const isOurs = request.complete || (request.isPaused() && request.readableLength > 0);
      if (!isOurs && request.socket.bytesRead === before) {
        clearInterval(timer);
        if (response.headersSent) return void request.socket.destroy();
        response.set('Connection', 'close');
        sendProblem(response, new Problem(408, 'request_timeout', 'The rest of the request did not come.'));
        response.once('finish', () => request.destroy());
      }
      before = request.socket.bytesRead;
    }, lookMs);
    const stop = (): void => clearInterval(timer);
    request.once('end', stop).once('close', stop);
    // Of a request that was answered without its body neither ever comes.
    response.once('close', stop);
    next();
  };
}
