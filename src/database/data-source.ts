import { DataSource } from 'typeorm';
import {
  ChaptersRow,
  ContentTypeRow,
  ContentVersionRow,
  OwnPictureRow,
  IdempotencyKeyRow,
  PictureRow,
  ScreenshotRow,
  TranscriptRow,
  VoiceRow,
} from './entities/content.entity.js';
import { ReviewRow } from './entities/review.entity.js';
import { DocumentRow } from './entities/document.entity.js';
import { EventRow, NoticeRow, NoticeStateRow } from './entities/event.entity.js';
import { CaptionsRow, InvitationRow, MemberRow, ProjectRow, SourceRow } from './entities/project.entity.js';
import { AttemptRow, PartRow, TaskLogRow, TaskRow, WorkerRow } from './entities/task.entity.js';
import { UploadRow } from './entities/upload.entity.js';
import { FirstTables1700000000001 } from './migrations/0001-first-tables.js';
import { DraftTexts1700000000002 } from './migrations/0002-draft-texts.js';
import { Uploads1700000000003 } from './migrations/0003-uploads.js';
import { HandEdits1700000000005 } from './migrations/0005-hand-edits.js';
import { WorkerMetrics1700000000006 } from './migrations/0006-worker-metrics.js';
import { DocumentsAndSearch1700000000007 } from './migrations/0007-documents-and-search.js';
import { StoredFiles1700000000008 } from './migrations/0008-stored-files.js';
import { VendorCalls1700000000009 } from './migrations/0009-vendor-calls.js';
import { FinishedLately1700000000010 } from './migrations/0010-finished-lately.js';
import { Deaths1700000000011 } from './migrations/0011-deaths.js';
import { Priorities1700000000012 } from './migrations/0012-priorities.js';
import { DriverState1700000000013 } from './migrations/0013-driver-state.js';
import { Served1700000000014 } from './migrations/0014-served.js';
import { Speakers1700000000015 } from './migrations/0015-speakers.js';
import { watchedLine } from './line.js';
import { PreparingClient } from './prepared.js';
import { ScreenshotSizes1700000000016 } from './migrations/0016-screenshot-sizes.js';
import { Pictures1700000000017 } from './migrations/0017-pictures.js';
import { Readiness1700000000018 } from './migrations/0018-readiness.js';
import { PartClaims1700000000019 } from './migrations/0019-part-claims.js';
import { ScreenshotsBytes1700000000020 } from './migrations/0020-screenshots-bytes.js';
import { Languages1700000000021 } from './migrations/0021-languages.js';
import { OwnContentTypes1700000000022 } from './migrations/0022-own-content-types.js';
import { Voices1700000000023 } from './migrations/0023-voices.js';
import { Invitations1700000000024 } from './migrations/0024-invitations.js';
import { Webhooks1700000000025 } from './migrations/0025-webhooks.js';
import { Shares1700000000026 } from './migrations/0026-shares.js';
import { BinAndTags1700000000027 } from './migrations/0027-bin-and-tags.js';
import { SessionsOfWriting1700000000028 } from './migrations/0028-sessions-of-writing.js';
import { OwnPictures1700000000029 } from './migrations/0029-own-pictures.js';
import { Guesses1700000000030 } from './migrations/0030-guesses.js';
import { FilesOfTasks1700000000031 } from './migrations/0031-files-of-tasks.js';
import { Reviews1700000000032 } from './migrations/0032-reviews.js';
import { RestoredFrom1700000000033 } from './migrations/0033-restored-from.js';
import { SettingsOnPage1700000000034 } from './migrations/0034-settings-on-page.js';
import { SealedWebhooks1700000000035 } from './migrations/0035-sealed-webhooks.js';
import { GroupRoles1700000000036 } from './migrations/0036-group-roles.js';
import { Operators1700000000037 } from './migrations/0037-operators.js';
import { Traces1700000000038 } from './migrations/0038-traces.js';
import { DeletedThings1700000000039 } from './migrations/0039-deleted-things.js';
import { StaleAccepted1700000000040 } from './migrations/0040-stale-accepted.js';
import { LineOfALane1700000000041 } from './migrations/0041-line-of-a-lane.js';
import { DraftMails1700000000042 } from './migrations/0042-draft-mails.js';
import { RequestBuckets1700000000043 } from './migrations/0043-request-buckets.js';
import { InstallationWebhooks1700000000044 } from './migrations/0044-installation-webhooks.js';
import { CountedFor1700000000045 } from './migrations/0045-counted-for.js';
import { ProvedAddresses1700000000046 } from './migrations/0046-proved-addresses.js';
import { ProvedAdministrators1700000000047 } from './migrations/0047-proved-administrators.js';
import { NoticesToOne1700000000048 } from './migrations/0048-notices-to-one.js';

const entities = [
  ProjectRow,
  MemberRow,
  InvitationRow,
  SourceRow,
  CaptionsRow,
  UploadRow,
  DocumentRow,
  TaskRow,
  AttemptRow,
  PartRow,
  TaskLogRow,
  WorkerRow,
  EventRow,
  NoticeRow,
  NoticeStateRow,
  TranscriptRow,
  ChaptersRow,
  PictureRow,
  ScreenshotRow,
  ContentVersionRow,
  ReviewRow,
  OwnPictureRow,
  ContentTypeRow,
  VoiceRow,
  IdempotencyKeyRow,
];

const migrations = [
  FirstTables1700000000001,
  DraftTexts1700000000002,
  Uploads1700000000003,
  HandEdits1700000000005,
  WorkerMetrics1700000000006,
  DocumentsAndSearch1700000000007,
  StoredFiles1700000000008,
  VendorCalls1700000000009,
  FinishedLately1700000000010,
  Deaths1700000000011,
  Priorities1700000000012,
  DriverState1700000000013,
  Served1700000000014,
  Speakers1700000000015,
  ScreenshotSizes1700000000016,
  Pictures1700000000017,
  Readiness1700000000018,
  PartClaims1700000000019,
  ScreenshotsBytes1700000000020,
  Languages1700000000021,
  OwnContentTypes1700000000022,
  Voices1700000000023,
  Invitations1700000000024,
  Webhooks1700000000025,
  Shares1700000000026,
  BinAndTags1700000000027,
  SessionsOfWriting1700000000028,
  OwnPictures1700000000029,
  Guesses1700000000030,
  FilesOfTasks1700000000031,
  Reviews1700000000032,
  RestoredFrom1700000000033,
  SettingsOnPage1700000000034,
  SealedWebhooks1700000000035,
  GroupRoles1700000000036,
  Operators1700000000037,
  Traces1700000000038,
  DeletedThings1700000000039,
  StaleAccepted1700000000040,
  LineOfALane1700000000041,
  DraftMails1700000000042,
  RequestBuckets1700000000043,
  InstallationWebhooks1700000000044,
  CountedFor1700000000045,
  ProvedAddresses1700000000046,
  ProvedAdministrators1700000000047,
  NoticesToOne1700000000048,
];

/** `connections`: the most that this process opens at once. `line`: how patient they are. */
export function createDataSource(databaseUrl: string, connections: number, line = watchedLine): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    poolSize: connections,
    extra: {
      Client: PreparingClient,
      ...line,
      // Less than a line may keep silent.
      idleTimeoutMillis: 20_000,
      // A process that hangs in the middle of a transaction, or whose network is dead, must not keep its locks.
      idle_in_transaction_session_timeout: 15_000,
    },
  });
}

/** Any number, but the same in all processes: the holder of this advisory lock migrates. */
const MIGRATION_LOCK = 4_201_901;

/**
 * Brings the schema up to date. Safe when several processes start at once: one migrates, the others wait.
 * Throws when the database was migrated by a newer Devreel, whose tables this one does not know.
 */
export async function migrate(db: DataSource): Promise<void> {
  const runner = db.createQueryRunner();
  await runner.connect();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await db.runMigrations();
    await refuseNewerSchema(db);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}

async function refuseNewerSchema(db: DataSource): Promise<void> {
  const known = new Set(db.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const applied: { name: string }[] = await db.query('SELECT name FROM migrations');
  const unknown = applied.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ');
    throw new Error(
      `This database was migrated by a newer Devreel (${names}). Start that version, or restore a backup.`,
    );
  }
}
