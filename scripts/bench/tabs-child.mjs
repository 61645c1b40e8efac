/**
 * Open tabs, in a process of their own. It is told `{ open: count, url, cookies, projectId }`, and says `opened` when all are in;
 * then `{ n, first, last }` for each event, by the monotonic clock of the machine: when the first and the last of them heard it.
 * Without a project, a tab is in when the server says `joined`.
 */
import { io } from 'socket.io-client';

const heard = new Map();
let sockets = [];

process.on('message', (order) => {
  if (order.close) for (const socket of sockets.splice(0)) socket.close();
  else void open(order).then(() => process.send('opened'));
});
process.send('ready');

async function open({ open: count, url, cookies, projectId }) {
  sockets = Array.from({ length: count }, (_, i) => {
    const cookie = cookies?.[i % cookies.length];
    return io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...(cookie && { extraHeaders: { cookie } }),
    });
  });
  for (const socket of sockets) socket.on('event', ({ seq }) => hear(seq));
  await Promise.all(sockets.map((socket) => entered(socket, projectId)));
}

function entered(socket, projectId) {
  return new Promise((done, failed) => {
    socket.on('connect_error', failed);
    if (projectId === undefined) return socket.on('joined', done);
    socket.on('connect', () => {
      socket.emit('project:join', { projectId }, (answer) => {
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
