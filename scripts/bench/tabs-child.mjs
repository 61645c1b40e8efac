/**
 * Open tabs, in a process of their own. It is told `{ count, atOnce, url, cookies, projectId, after }`, opens them in place of
 * those there were, so many at once, and says `{ opened: true }` when all are in, or why one is not; then `{ n, first, last }` for each event, by the monotonic
 * clock of the machine: when the first and the last of them heard it. Without a project, a tab is in when the server says `joined`.
 */
import { io } from 'socket.io-client';

/** A machine may be slow. */
const PATIENCE_MS = 120_000;

const heard = new Map();
let sockets = [];

process.on('message', (order) => {
  open(order).then(
    () => process.send({ opened: true }),
    (error) => process.send({ refused: String(error) }),
  );
});
process.send('ready');

async function open({ count, atOnce, url, cookies, projectId, after }) {
  for (const socket of sockets) socket.close();
  sockets = [];
  while (sockets.length < count) {
    const more = Array.from({ length: Math.min(atOnce, count - sockets.length) }, (_, i) =>
      connect(url, cookies?.[(sockets.length + i) % cookies.length]),
    );
    sockets.push(...more);
    await Promise.all(more.map((socket) => entered(socket, { projectId, after })));
  }
}

function connect(url, cookie) {
  const extraHeaders = { origin: url, ...(cookie && { cookie }) };
  const options = {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: PATIENCE_MS,
    extraHeaders,
  };
  const socket = io(url, options);
  socket.on('event', ({ seq }) => hear(seq));
  return socket;
}

function entered(socket, joining) {
  return new Promise((done, failed) => {
    socket.on('connect_error', failed);
    socket.io.once('close', (why) => failed(new Error(why)));
    if (joining.projectId === undefined) return socket.on('joined', done);
    socket.on('connect', () => {
      socket.emit('project:join', joining, (answer) => {
        if (answer.error) failed(new Error(answer.error.message));
        else done();
      });
    });
  });
}

function hear(n) {
  const now = Number(process.hrtime.bigint()) / 1e6;
  const one = heard.get(n) ?? { n, first: now, count: 0 };
  one.count += 1;
  heard.set(n, one);
  if (one.count < sockets.length) return;
  heard.delete(n);
  process.send({ n, first: one.first, last: now });
}
