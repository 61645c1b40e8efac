import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../../contract/project.js';
import type { StoredMedia } from './inside.js';

@Entity('projects')
export class ProjectRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') title!: string;
  /** What is spoken, as people set it: BCP 47. */
  @Column('text', { nullable: true }) language!: string | null;
  /** When that was set last; null before. */
  @Column('timestamptz', { name: 'language_set_at', nullable: true }) languageSetAt!: Date | null;
  /** The newest event's `seq`. It is raised only under the row's lock. */
  @Column('int', { name: 'last_seq', default: 0 }) lastSeq!: number;
  /** What its screenshots take together, each object counted once. */
  @Column('bigint', { name: 'screenshots_bytes', default: 0, transformer: { to: (n: number) => n, from: Number } })
  screenshotsBytes!: number;
  /** How its people sort it. */
  @Column('text', { array: true, default: () => "'{}'" }) tags!: string[];
  /** When it was deleted; null for one that is not in the bin. */
  @Column('timestamptz', { name: 'binned_at', nullable: true }) binnedAt!: Date | null;
  /** The owner whose limits it counts for: see `ProjectTx.setRole`. */
  @Column('text', { name: 'counted_for', nullable: true }) countedFor!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

@Entity('members')
export class MemberRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  @PrimaryColumn('text', { name: 'user_id' }) userId!: string;
  @Column('text') role!: Role;
  @Column('timestamptz', { name: 'joined_at', default: () => 'now()' }) joinedAt!: Date;
}

@Entity('invitations')
export class InvitationRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'project_id' }) projectId!: string;
  /** In small letters. */
  @Column('text') email!: string;
  @Column('text') role!: Role;
  @Column('bytea', { name: 'token_hash' }) tokenHash!: Buffer;
  /** Of the link in the mail, where one was sent. */
  @Column('bytea', { name: 'mailed_token_hash', nullable: true }) mailedTokenHash!: Buffer | null;
  @Column('text', { name: 'invited_by' }) invitedBy!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  /** Null as long as nobody has used it. */
  @Column('text', { name: 'accepted_by', nullable: true }) acceptedBy!: string | null;
}

@Entity('sources')
export class SourceRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  @Column('text') filename!: string;
  /** The key of its object in the storage. */
  @Column('text', { name: 'object_key' }) objectKey!: string;
  @Column('bigint', { name: 'size_bytes', transformer: { to: (n: number) => n, from: Number } }) sizeBytes!: number;
  @Column('text') sha256!: string;
  @Column('timestamptz', { name: 'uploaded_at' }) uploadedAt!: Date;
  @Column('jsonb', { nullable: true }) media!: StoredMedia | null;
}

@Entity('captions')
export class CaptionsRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  @Column('text') filename!: string;
  @Column('text') body!: string;
  @Column('text') sha256!: string;
  @Column('int') cues!: number;
}
