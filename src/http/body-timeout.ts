/** An idle timeout for request bodies: one that stops arriving would keep its connection open for as long as its sender likes. */
import type { RequestHandler } from 'express';
import { Problem, sendProblem } from './problem.js';

const CHECK_EVERY_MS = 30_000;

/**
 * For all routes, also before anybody has signed in. Each body is checked every `checkEveryMs`. When nothing came between two
 * checks, the answer is the problem 408; that is after at most twice that time.
 */
export function bodyIdleTimeout(checkEveryMs = CHECK_EVERY_MS): RequestHandler {
  return (request, response, next) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    if (encoding === undefined && Number(length ?? 0) === 0) return next();
    let before = request.socket.bytesRead;
    const timer = setInterval(() => {
      // A client that waits because we do not read is not silent.
      const isOurs = request.complete || (request.isPaused() && request.readableLength > 0);
      if (!isOurs && request.socket.bytesRead === before) {
        clearInterval(timer);
        if (response.headersSent) return void request.socket.destroy();
        response.set('Connection', 'close');
        sendProblem(response, new Problem(408, 'request_timeout', 'The rest of the request did not come.'));
        response.once('finish', () => request.destroy());
      }
      before = request.socket.bytesRead;
    }, checkEveryMs);
    const stop = (): void => clearInterval(timer);
    request.once('end', stop).once('close', stop);
    // For a request that was answered without its body, neither event ever comes.
    response.once('close', stop);
    next();
  };
}
