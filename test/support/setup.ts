import 'reflect-metadata';
// Not all of Nest: most tests of one function need nothing of it.
import { Logger } from '@nestjs/common/services/logger.service.js';
import { inject } from 'vitest';
import { shareOfPorts } from '../../scripts/embedded/ports.mjs';
import { usePrograms } from './programs.js';

/** Files that run beside each other, of both suites: more than any machine runs at once. */
const BESIDE = 12;
// A test that starts a server again on its port must find it free: no other file looks for one there.
process.env['DEVREEL_PORTS'] = shareOfPorts(Number(process.env['VITEST_POOL_ID'] ?? 0), BESIDE);

// What tests provoke on purpose is logged as warnings; what must not happen is an error.
Logger.overrideLogger(['fatal', 'error']);

usePrograms({
  postgresAdminUrl: inject('postgresAdminUrl'),
  migratedDatabase: inject('migratedDatabase'),
  recordings: inject('recordings'),
  redisBinary: inject('redisBinary'),
  ffmpeg: inject('ffmpeg'),
  ffprobe: inject('ffprobe'),
});
