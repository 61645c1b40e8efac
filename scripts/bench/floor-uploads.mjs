/** The floor: a server of Node's own that writes a body to a file, on the disk before it answers, and hashes it. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const { PORT, FILE } = process.env;

const server = createServer((incoming, response) => {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk, _, next) {
      hash.update(chunk);
      next(null, chunk);
    },
  });
  pipeline(incoming, hashing, createWriteStream(FILE, { flush: true })).then(
    () => response.end(hash.digest('hex')),
    (error) => response.writeHead(500).end(String(error)),
  );
});
server.listen(Number(PORT), '127.0.0.1', () => process.send('ready'));
