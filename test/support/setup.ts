import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { inject } from 'vitest';
import { usePrograms } from './programs.js';

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
