import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContentState } from '../../contract/reviews.js';

/** What somebody said of a draft, or what became of it when its text changed. Rows are added, and never changed. */
@Entity('reviews')
export class ReviewRow {
  @PrimaryColumn({ type: 'bigint', generated: 'increment' }) id!: string;
  @Column('uuid', { name: 'project_id' }) projectId!: string;
  @Column('text') type!: string;
  @Column('int') version!: number;
  @Column('text') state!: ContentState;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('text', { nullable: true }) url!: string | null;
  /** The id of who said it; null where the text changed. */
  @Column('text', { nullable: true }) by!: string | null;
  @Column({ type: 'timestamptz', insert: false, update: false }) at!: Date;
}
