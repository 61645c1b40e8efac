/** A request that is not valid HTTP never reaches the application. It is answered with a problem all the same. */
import type { Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Problem, problemDetails } from './problem.js';

/** As Node names them: https://nodejs.org/api/http.html#event-clienterror */
const problemsByCode = new Map([
  ['HPE_HEADER_OVERFLOW', new Problem(431, 'headers_too_large', 'The headers are larger than this server takes.')],
  ['ERR_HTTP_REQUEST_TIMEOUT', new Problem(408, 'request_timeout', 'The request took too long to arrive.')],
]);
const broken = new Problem(400, 'bad_request', 'This is no valid HTTP request.');

/** To read the answer. Whoever does not close their side by then would keep ours open. */
const LINGER_MS = 1_000;

export function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable || answering(socket)) return void socket.destroy();
    endWith(socket, problemsByCode.get(error.code ?? '') ?? broken);
  });
}

/** Answers a connection on which there is no request, and closes it. */
export function endWith(socket: Socket, problem: Problem): void {
  const body = JSON.stringify(problemDetails(problem));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries({ ...problem.extras.headers, Connection: 'close' }).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  const cut = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(cut));
}

/** An answer has begun on this connection: another one in the middle of it would spoil it. */
const answering = (socket: Socket & { _httpMessage?: { headersSent: boolean } | null }): boolean =>
  socket._httpMessage?.headersSent === true;
