/** A least rate for request bodies: one that hardly arrives would keep its connection open for as long as its sender likes. */
import type { RequestHandler } from 'express';
import { Problem, sendProblem } from './problem.js';

export interface LeastRate {
  /** So many bytes, or the rest, come within each window. The slowest lines that anybody works on bring a hundred times that. */
  bytes: number;
  windowMs: number;
}

const LEAST_RATE: LeastRate = { bytes: 7_500, windowMs: 30_000 };
/** How often it is looked at whether it is us who do not read. */
const LOOKS_PER_WINDOW = 10;

/**
 * For all routes, also before anybody has signed in. When less came within a window, the answer is the problem 408. An upload
 * that is paused ends its request, and goes on with another one.
 */
export function leastBodyRate({ bytes, windowMs }: LeastRate = LEAST_RATE): RequestHandler {
  return (request, response, next) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    if (encoding === undefined && Number(length ?? 0) === 0) return next();
    let before = request.socket.bytesRead;
    let looks = 0;
    let waitedForUs = false;
    const timer = setInterval(() => {
      // A client that waits because we do not read is not slow.
      waitedForUs ||= request.complete || (request.isPaused() && request.readableLength > 0);
      looks += 1;
      if (looks % LOOKS_PER_WINDOW !== 0) return;
      if (!waitedForUs && request.socket.bytesRead - before < bytes) {
        clearInterval(timer);
        if (response.headersSent) return void request.socket.destroy();
        response.set('Connection', 'close');
        sendProblem(
          response,
          new Problem(408, 'request_timeout', 'The rest of the request did not come, or too slowly.'),
        );
        response.once('finish', () => request.destroy());
      }
      before = request.socket.bytesRead;
      waitedForUs = false;
    }, windowMs / LOOKS_PER_WINDOW);
    const stop = (): void => clearInterval(timer);
    request.once('end', stop).once('close', stop);
    // For a request that was answered without its body, neither event ever comes.
    response.once('close', stop);
    next();
  };
}
