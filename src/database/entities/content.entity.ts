import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  Chapter,
  ContentFormat,
  ContentTypeInfo,
  Limit,
  PictureKind,
  Scope,
  Segment,
  Transcript,
} from '../../contract/content.js';
import type { Grounding } from '../../contract/grounding.js';
import type { Trait } from '../../contract/voice.js';
import type { ContentOrigin } from '../../contract/project.js';
import type { ContentState, Published } from '../../contract/reviews.js';

/** A line of a transcript, as it was made or as people have it. */
export type CorrectedLine = Pick<Segment, 'startMs' | 'endMs' | 'text' | 'speaker'>;

/** Lines that were made, one after the other, and what people put in their place; nothing where they removed them. */
export interface Correction {
  was: CorrectedLine[];
  lines: CorrectedLine[];
}

/** As corrections were kept while a line could only get another text, '' where it was removed. */
interface CorrectedText {
  startMs: number;
  endMs: number;
  was: string;
  text: string;
}

function asCorrection(kept: Correction | CorrectedText): Correction {
  if (!('text' in kept)) return kept;
  const { startMs, endMs, was, text } = kept;
  return { was: [{ startMs, endMs, text: was }], lines: text === '' ? [] : [{ startMs, endMs, text }] };
}

/** `label`: what captions or a recogniser call somebody; '' where people named who speaks. `name`: the same, unless people gave another. */
export interface KnownSpeaker {
  id: string;
  label: string;
  name: string;
}

const correctionsOf = (kept: (Correction | CorrectedText)[]): Correction[] => kept.map(asCorrection);

@Entity('transcripts')
export class TranscriptRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  /** What people set for the project, or else `ownLanguage`. */
  @Column('text', { nullable: true }) language!: string | null;
  /** As captions or recogniser say. */
  @Column('text', { name: 'own_language', nullable: true }) ownLanguage!: string | null;
  /** What the recogniser was told to expect; null when it had to find out. */
  @Column('text', { name: 'told_language', nullable: true }) toldLanguage!: string | null;
  @Column('text') source!: Transcript['source'];
  @Column('double precision') coverage!: number;
  @Column('jsonb') missing!: Transcript['missing'];
  @Column('int', { name: 'duration_ms' }) durationMs!: number;
  @Column('jsonb') segments!: Segment[];
  /** 1 for the first transcript; one more with each change of it. */
  @Column('int') revision!: number;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
  /** What people corrected by hand. `segments` hold the corrected lines. */
  @Column('jsonb', { transformer: { to: (all?: Correction[]) => all, from: correctionsOf } })
  corrections!: Correction[];
  /** Those that segments name by their id; and those who are not in this transcript, but were renamed in one before. */
  @Column('jsonb') speakers!: KnownSpeaker[];
  /** When one was renamed last; null before. It is no change of what was said. */
  @Column('timestamptz', { name: 'speakers_changed_at', nullable: true }) speakersChangedAt!: Date | null;
}

@Entity('chapters')
export class ChaptersRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  @Column('jsonb') items!: Omit<Chapter, 'index'>[];
  /** 1 for the first chapters; one more with each change of them. */
  @Column('int') revision!: number;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
  /** The last chapters that people set by hand. They are kept when others take their place. */
  @Column('jsonb', { nullable: true }) handmade!: Omit<Chapter, 'index'>[] | null;
}

@Entity('screenshots')
export class ScreenshotRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  @PrimaryColumn('int') index!: number;
  @Column('int', { name: 'at_ms' }) atMs!: number;
  @Column('int') width!: number;
  @Column('int') height!: number;
  @Column('boolean') distinct!: boolean;
  @Column('int', { name: 'since_ms' }) sinceMs!: number;
  /** Equal pictures share one. */
  @Column('text', { name: 'object_key' }) objectKey!: string;
  /** Of the object. */
  @Column('bigint', { name: 'size_bytes', transformer: { to: (n?: number) => n, from: Number } }) sizeBytes!: number;
}

/** What is to be seen and read on a distinct screenshot. */
@Entity('pictures')
export class PictureRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  /** The screenshot's. */
  @PrimaryColumn('int') index!: number;
  @Column('text') kind!: PictureKind;
  @Column('text') text!: string;
  /** The title of a slide. */
  @Column('text', { nullable: true }) title!: string | null;
  /** Code or a terminal's lines, with their indentation. */
  @Column('text', { nullable: true }) code!: string | null;
  @Column('text') alt!: string;
}

/** A picture that people put into drafts: a file of theirs, or a frame of the recording. */
@Entity('own_pictures')
export class OwnPictureRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  /** In drafts and addresses. */
  @PrimaryColumn('text') name!: string;
  /** Of a frame: when it is on screen. */
  @Column('int', { name: 'at_ms', nullable: true }) atMs!: number | null;
  /** A media type. */
  @Column('text') type!: string;
  @Column('int', { nullable: true }) width!: number | null;
  @Column('int', { nullable: true }) height!: number | null;
  @Column('text', { name: 'object_key' }) objectKey!: string;
  @Column('bigint', { name: 'size_bytes', transformer: { to: (n?: number) => n, from: Number } }) sizeBytes!: number;
  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false }) createdAt!: Date;
}

/** The newest version of a type is its current one. Versions are added, and their texts are never changed. */
@Entity('content_versions')
export class ContentVersionRow {
  @PrimaryColumn('uuid', { name: 'project_id' }) projectId!: string;
  @PrimaryColumn('text') type!: string;
  @PrimaryColumn('int') version!: number;
  @Column('text') body!: string;
  @Column('text') origin!: ContentOrigin;
  @Column('jsonb') grounding!: Grounding;
  @Column('boolean') stale!: boolean;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** The id of who saved it; null for what a task wrote. */
  @Column('text', { name: 'saved_by', nullable: true }) savedBy!: string | null;
  /** As people call it. */
  @Column('text', { nullable: true }) name!: string | null;
  /** Passages that stay as they are when it is written again. */
  @Column('jsonb', { default: [] }) locked!: string[];
  /** The version of a newer draft that is offered beside this one. */
  @Column('int', { nullable: true }) offers!: number | null;
  /** The version that it is a copy of, where somebody restored it. */
  @Column('int', { name: 'restored_from', nullable: true }) restoredFrom!: number | null;
  /** How far it has come among people. */
  @Column('text', { default: 'draft' }) state!: ContentState;
  /** What went out last; null before. */
  @Column('jsonb', { nullable: true }) published!: Published | null;
}

/** A content type that somebody made. A deleted one is kept by its name, for the drafts that were written of it. */
@Entity('content_types')
export class ContentTypeRow {
  /** See `content/own/ids.ts`. */
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'owner_id' }) ownerId!: string;
  @Column('text') label!: string;
  @Column('text') brief!: string;
  @Column('text') format!: ContentFormat;
  @Column('jsonb', { name: 'length_limit', nullable: true }) limit!: Pick<Limit, 'max' | 'measure'> | null;
  @Column('text') action!: ContentTypeInfo['action'];
  @Column('text') scope!: Scope;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** When brief, limit or scope changed last. */
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
  @Column('timestamptz', { name: 'deleted_at', nullable: true }) deletedAt!: Date | null;
}

/** How a person writes. */
@Entity('voices')
export class VoiceRow {
  @PrimaryColumn('text', { name: 'user_id' }) userId!: string;
  @Column('jsonb') posts!: { id: string; title?: string; text: string }[];
  @Column('text', { name: 'keep_to' }) keepTo!: string;
  @Column('jsonb') corrected!: Partial<Record<Trait, string>>;
}

/** The answer to a request with this Idempotency-Key: a repetition of the request gets it again. */
@Entity('idempotency_keys')
export class IdempotencyKeyRow {
  @PrimaryColumn('text', { name: 'user_id' }) userId!: string;
  @PrimaryColumn('text') key!: string;
  @Column('text', { name: 'request_hash' }) requestHash!: string;
  @Column('jsonb') answer!: unknown;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
