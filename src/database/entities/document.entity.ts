import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DocumentKind } from '../../contract/documents.js';

/** A document that was given as context. The text that search finds is in the table `passages`. */
@Entity('documents')
export class DocumentRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'project_id' }) projectId!: string;
  @Column('text') filename!: string;
  @Column('text') kind!: DocumentKind;
  /** The key of its object in the storage. */
  @Column('text', { name: 'object_key' }) objectKey!: string;
  @Column('int', { name: 'size_bytes' }) sizeBytes!: number;
  @Column('text') sha256!: string;
  @Column('timestamptz', { name: 'uploaded_at' }) uploadedAt!: Date;
  /** Null until its task has succeeded. */
  @Column('int', { nullable: true }) passages!: number | null;
}
