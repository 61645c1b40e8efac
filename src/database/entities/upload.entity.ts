import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * `receiving`: bytes are missing. `stored`: all are there, and the pipeline is about to start. `finished`: it has.
 * `lost`: another upload was its project's recording first. `expired`: nobody went on with it; its bytes are gone.
 */
export type UploadState = 'receiving' | 'stored' | 'finished' | 'lost' | 'expired';

@Entity('uploads')
export class UploadRow {
  @PrimaryColumn('uuid') id!: string;
  /** The project may be deleted: this row outlives it until the upload's bytes are removed, too. */
  @Column('uuid', { name: 'project_id' }) projectId!: string;
  /** The person who began it; nobody else may go on with it. */
  @Column('text', { name: 'user_id' }) userId!: string;
  @Column('text') filename!: string;
  @Column('text', { nullable: true }) filetype!: string | null;
  @Column('bigint', { name: 'size_bytes', transformer: { to: (n: number) => n, from: Number } }) sizeBytes!: number;
  @Column('text', { default: 'receiving' }) state!: UploadState;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** Every request for the upload puts it off. */
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
  /** The lease: who may write or finish it, and until when if no further sign of life comes. */
  @Column('uuid', { name: 'held_by', nullable: true }) heldBy!: string | null;
  @Column('timestamptz', { name: 'held_until', nullable: true }) heldUntil!: Date | null;
  /** Somebody waits for the holder to give way. */
  @Column('boolean', { default: false }) wanted!: boolean;
  /** How many leases there were while bytes were missing, and at which of these its bytes were counted last. */
  @Column('int', { name: 'turns', default: 0 }) leases!: number;
  @Column('int', { name: 'looked_at_turn', default: 0 }) countedAtLease!: number;
  /** False once nothing of it is left to remove. */
  @Column('boolean', { name: 'bytes_kept', default: true }) bytesKept!: boolean;
  /** What the storage's driver must remember of the bytes, and nobody else reads. */
  @Column('jsonb', { name: 'driver_state', nullable: true }) driverState!: Record<string, unknown> | null;
}
