/**
 * Answers to requests whose body has not come in full. Who is still sending does not read: closed at once, the connection would be
 * reset under them, and they would hear of that instead of the answer.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** So long the rest of the body is read and thrown away. Who sends more is cut off. */
const LINGER_MS = 5_000;

/** Sends `body` with the headers that are set already, and closes the connection once the client has sent all or is gone. */
export function answerEarly(request: IncomingMessage, response: ServerResponse, body: string): void {
  response.setHeader('Connection', 'close');
  response.setHeader('Content-Length', Buffer.byteLength(body));
  // All of the answer is on its way with this; what waits is only the end of the connection.
  response.write(body);
  const end = (): void => {
    clearTimeout(cut);
    response.end();
  };
  const cut = setTimeout(end, LINGER_MS).unref();
  request.once('end', end).once('close', end);
  request.unpipe();
  request.resume();
}
