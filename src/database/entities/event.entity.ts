import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventType } from '../../contract/event-types.js';
import type { Notice, ProjectEvent } from '../../contract/realtime.js';

@Entity('events')
export class EventRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  @PrimaryColumn('int') seq!: number;
  @Column('text') type!: EventType;
  @Column('timestamptz') at!: Date;
  @Column('jsonb') payload!: Pick<ProjectEvent, 'task' | 'content' | 'review' | 'member'>;
}

@Entity('notices')
export class NoticeRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'project_id', nullable: true }) projectId!: string | null;
  @Column('int', { nullable: true }) seq!: number | null;
  /** Whom alone it is for; null: all members of its project. */
  @Column('text', { name: 'user_id', nullable: true }) userId!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('text') level!: Notice['level'];
  @Column('text') title!: string;
  @Column('text') body!: string;
  @Column('jsonb', { nullable: true }) action!: Notice['action'] | null;
}

/** What one person did with a notice: saw or dismissed it. No row means neither. */
@Entity('notice_states')
export class NoticeStateRow {
  @PrimaryColumn('uuid', { name: 'notice_id' }) noticeId!: string;
  @PrimaryColumn('text', { name: 'user_id' }) userId!: string;
  @Column('boolean') seen!: boolean;
  @Column('boolean') dismissed!: boolean;
}
