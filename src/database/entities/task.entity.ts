import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Lane, TaskError, TaskKey, TaskStatus } from '../../contract/task.js';

@Entity('tasks')
export class TaskRow {
  @PrimaryColumn('uuid') id!: string;
  /** Ascending in the order of creation, so that no clock decides which task of a key is the newest. */
  @Column({ type: 'bigint', insert: false, update: false }) ordinal!: string;
  @Column('uuid', { name: 'project_id' }) projectId!: string;
  @Column('text') key!: TaskKey;
  @Column('text') step!: string;
  @Column('text') lane!: Lane;
  @Column('uuid', { name: 'run_id' }) runId!: string;
  /** Only `transition` writes it. */
  @Column('text') status!: TaskStatus;
  @Column('int') attempt!: number;
  @Column('int') failures!: number;
  @Column('int', { name: 'max_attempts' }) maxAttempts!: number;
  /** How often its worker has crashed since a part was last finished. */
  @Column('int', { name: 'deaths' }) crashes!: number;
  /** Its place in the lane, as it was when the task was handed to the queue: the lowest number comes first. */
  @Column('int') priority!: number;
  /** How long it ran before it yielded to others, in milliseconds, all times together. */
  @Column('bigint', { name: 'served_ms', transformer: { from: Number, to: (ms: number) => ms } }) servedMs!: number;
  @Column('text', { name: 'waiting_for', array: true }) waitingFor!: TaskKey[];
  @Column('text', { nullable: true }) instructions!: string | null;
  /** The id of who asked for it; null for what starts by itself. */
  @Column('text', { name: 'requested_by', nullable: true }) requestedBy!: string | null;
  /** A draft that was edited by hand stays the current one; what this task writes is offered beside it. */
  @Column('boolean', { name: 'keeps_edited', default: false }) keepsEdited!: boolean;
  @Column('int') percent!: number;
  @Column('text') message!: string;
  @Column('int', { name: 'parts_done' }) partsDone!: number;
  @Column('int', { name: 'parts_total' }) partsTotal!: number;
  @Column('jsonb', { nullable: true }) error!: TaskError | null;
  @Column('boolean') stale!: boolean;
  /** Somebody said that it is fine as it is, since it became stale last. */
  @Column('boolean', { name: 'stale_accepted', default: false }) staleAccepted!: boolean;
  @Column('uuid', { name: 'worker_id', nullable: true }) workerId!: string | null;
  @Column('timestamptz', { name: 'queued_at' }) queuedAt!: Date;
  @Column('timestamptz', { name: 'run_at' }) runAt!: Date;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt!: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
  @Column('timestamptz', { name: 'slow_at', nullable: true }) slowAt!: Date | null;
  /** The trace of who asked for it, as `traceparent`; null without traces. */
  @Column('text', { nullable: true }) trace!: string | null;
}

@Entity('attempts')
export class AttemptRow {
  @PrimaryColumn('uuid', { name: 'task_id' }) taskId!: string;
  @PrimaryColumn('int') attempt!: number;
  @Column('uuid', { name: 'worker_id' }) workerId!: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
  @Column('text', { nullable: true }) outcome!: string | null;
  /** It ended by a crash of its worker, and counts among the task's crashes. */
  @Column('boolean', { name: 'death' }) crash!: boolean;
  /** For operators only: the command, the end of its stderr, the stack. */
  @Column('text', { nullable: true }) detail!: string | null;
}

@Entity('parts')
export class PartRow {
  @PrimaryColumn('uuid', { name: 'run_id' }) runId!: string;
  @PrimaryColumn('text') step!: string;
  @PrimaryColumn('text') part!: string;
  /** SHA-256 of the step's version and the canonical input. */
  @PrimaryColumn('text', { name: 'input_hash' }) inputHash!: string;
  @Column('jsonb') answer!: unknown;
  @Column('uuid', { name: 'task_id' }) taskId!: string;
  @Column('int') attempt!: number;
  @Column('timestamptz', { name: 'done_at' }) doneAt!: Date;
}

@Entity('task_logs')
export class TaskLogRow {
  @PrimaryColumn('bigint', { generated: 'identity' }) id!: string;
  @Column('uuid', { name: 'task_id' }) taskId!: string;
  @Column('int') attempt!: number;
  @Column('timestamptz') at!: Date;
  @Column('text') line!: string;
}

/** What a worker says of itself at its start. */
export interface WorkerAbout {
  /** How many jobs it works on at a time, by the name of the queue. */
  places?: Record<string, number>;
  /** What it cannot do. */
  warnings?: string[];
  /** Which key it has for what is sealed in the database, by its mark; null where it has none. */
  sealMark?: string | null;
}

@Entity('workers')
export class WorkerRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('int') pid!: number;
  @Column('text') host!: string;
  /** The time of its newest heartbeat. */
  @Column('timestamptz', { name: 'seen_at' }) seenAt!: Date;
  @Column('jsonb', { default: {} }) about!: WorkerAbout;
  /** An operator wants it to take nothing new. */
  @Column('boolean', { default: false }) draining!: boolean;
}
