/** Every request of the page but the upload itself, one line each. Each throws `ApiProblem` when it does not succeed. */
import type {
  Account,
  ApiKey,
  ConfirmedEmail,
  CreatedApiKey,
  LeaveBy,
  Leaving,
  Me,
  MeChange,
  NewApiKey,
  Session,
  SignInWays,
} from '../../src/contract/account.js';
import type {
  Chapters,
  Content,
  ContentTypeInfo,
  ContentVersion,
  NewChapters,
  SavedContent,
  Screenshot,
  Speaker,
  Transcript,
  TranscriptCorrections,
} from '../../src/contract/content.js';
import type { Deed } from '../../src/contract/activity.js';
import type { ContextDocument } from '../../src/contract/context-document.js';
import type { ModelSettingsChange, ModelSettingsView } from '../../src/contract/model-settings.js';
import type { Limits } from '../../src/contract/limits.js';
import type { AddedMember, JoinedProject, Member, MemberList, OpenInvitation } from '../../src/contract/members.js';
import type { DraftMails, DraftMailsChoice } from '../../src/contract/draft-mails.js';
import type { DeletedThing } from '../../src/contract/deleted-things.js';
import type { OwnPicture, WantedFrame } from '../../src/contract/own-pictures.js';
import type { ContentTypeChange, NewContentType } from '../../src/contract/own-types.js';
import type { Binned, ProjectCard, ProjectSnapshot, Role, TagInUse, TracksWanted } from '../../src/contract/project.js';
import type { NoticeState } from '../../src/contract/realtime.js';
import type { RelatedHits, SearchHit } from '../../src/contract/search.js';
import type { Review, StateChange } from '../../src/contract/reviews.js';
import type { NewShare, Share, ShareWithLink } from '../../src/contract/shares.js';
import type { Usage } from '../../src/contract/usage.js';
import type { Task, TaskDetail } from '../../src/contract/task.js';
import type { Voice, VoiceSent } from '../../src/contract/voice.js';
import type {
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookReplay,
  WebhookWithSecret,
} from '../../src/contract/webhooks.js';
import type { Workers } from '../../src/contract/workers.js';
import type { Sent } from './http.js';
import { wholeContent } from './realtime/older-servers.js';
import { answer, ApiProblem, call, sendFile, withTag } from './http.js';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
export interface NoticePage extends Page<NoticeState> {
  unread: number;
}
/** A draft with its ETag, which a change of it must name. */
export interface TaggedContent {
  content: Content;
  etag: string;
}

async function tagged(method: string, path: string, sent?: Sent): Promise<TaggedContent> {
  const { value, etag } = await withTag<Content>(method, path, sent);
  return { content: wholeContent(value), etag };
}

const project = (id: string): string => `/api/projects/${encodeURIComponent(id)}`;
const draft = (id: string, type: string): string => `${project(id)}/contents/${encodeURIComponent(type)}`;
const contentType = (id: string): string => `/api/content-types/${encodeURIComponent(id)}`;
const webhook = (id: string): string => `/api/webhooks/${encodeURIComponent(id)}`;
const task = (id: string): string => `/api/tasks/${encodeURIComponent(id)}`;
function searchOf(given: Record<string, string | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) search.set(name, value);
  return search.toString();
}
const after = (cursor: string | null): string => (cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`);

export const api = {
  me: () => call<Me>('GET', '/api/me'),
  changeMe: (change: MeChange) => call<Account>('PATCH', '/api/me', { body: change }),
  changePassword: (current: string | undefined, next: string) =>
    call<undefined>('POST', '/api/me/password', { body: { current, new: next } }),
  sessions: () => call<{ items: Session[] }>('GET', '/api/me/sessions'),
  endSession: (id: string) => call<undefined>('DELETE', `/api/me/sessions/${encodeURIComponent(id)}`),
  endOtherSessions: () => call<undefined>('DELETE', '/api/me/sessions'),
  apiKeys: () => call<{ items: ApiKey[] }>('GET', '/api/api-keys'),
  createApiKey: (key: NewApiKey) => call<CreatedApiKey>('POST', '/api/api-keys', { body: key }),
  deleteApiKey: (id: string) => call<undefined>('DELETE', `/api/api-keys/${encodeURIComponent(id)}`),
  leaving: () => call<Leaving>('GET', '/api/me/leaving'),
  leave: (by: LeaveBy) => call<undefined>('DELETE', '/api/me', { body: by }),
  requestReset: (email: string) => call<{ byMail: boolean }>('POST', '/api/auth/request-reset', { body: { email } }),
  reset: (token: string, password: string) => call<undefined>('POST', '/api/auth/reset', { body: { token, password } }),
  draftMails: () => call<DraftMails>('GET', '/api/me/draft-mails'),
  chooseDraftMails: (body: DraftMailsChoice) => call<DraftMails>('PUT', '/api/me/draft-mails', { body }),
  unsubscribe: (token: string) => call<undefined>('POST', `/unsubscribe?${searchOf({ token })}`),
  confirmEmail: (token: string) => call<ConfirmedEmail>('POST', '/api/auth/confirm-email', { body: { token } }),
  modelSettings: () => call<ModelSettingsView>('GET', '/api/admin/settings'),
  changeModelSettings: (body: ModelSettingsChange) => call<ModelSettingsView>('PUT', '/api/admin/settings', { body }),
  forgetModelSettings: () => call<undefined>('DELETE', '/api/admin/settings'),
  voice: () => call<Voice>('GET', '/api/me/voice'),
  saveVoice: (voice: VoiceSent) => call<Voice>('PUT', '/api/me/voice', { body: voice }),
  sendPost: (file: File) => sendFile<Voice>('POST', '/api/me/voice/posts', file),
  signIn: (email: string, password: string) =>
    call<{ user: Me }>('POST', '/api/auth/sign-in/email', { body: { email, password } }),
  /** `invitation`: the token of one, with which it is accepted. */
  signUp: (name: string, email: string, password: string, invitation?: string) =>
    call<{ user: Me }>('POST', '/api/auth/sign-up/email', { body: { name, email, password, invitation } }),
  signInWays: () => call<SignInWays>('GET', '/api/auth/ways'),
  connectSingleSignOn: () => call<{ url: string }>('POST', '/api/auth/sso/link'),
  signOut: () => call<unknown>('POST', '/api/auth/sign-out'),

  createProject: (title: string) => call<ProjectSnapshot>('POST', '/api/projects', { body: { title } }),
  makeSample: () => call<ProjectSnapshot>('POST', '/api/projects/sample'),
  projects: (wanted: Partial<Record<'q' | 'sort' | 'state' | 'tag' | 'cursor', string | null>>) =>
    call<Page<ProjectCard>>('GET', `/api/projects?${searchOf(wanted)}`),
  tags: () => call<{ items: TagInUse[] }>('GET', '/api/tags'),
  setTags: (id: string, tags: string[]) => call<ProjectSnapshot>('PATCH', project(id), { body: { tags } }),
  bin: () => call<{ items: Binned[] }>('GET', '/api/bin'),
  restoreProject: (id: string) => call<ProjectSnapshot>('POST', `/api/bin/${encodeURIComponent(id)}/restore`),
  deleteForGood: (id: string) => call<undefined>('DELETE', `/api/bin/${encodeURIComponent(id)}`),
  deletedThings: () => call<{ items: DeletedThing[] }>('GET', '/api/bin/things'),
  restoreThing: (id: string) => call<undefined>('POST', `/api/bin/things/${encodeURIComponent(id)}/restore`),
  deleteThingForGood: (id: string) => call<undefined>('DELETE', `/api/bin/things/${encodeURIComponent(id)}`),
  project: (id: string) => call<ProjectSnapshot>('GET', project(id)),
  renameProject: (id: string, title: string) => call<ProjectSnapshot>('PATCH', project(id), { body: { title } }),
  setLanguage: (id: string, language: string | null) =>
    call<ProjectSnapshot>('PATCH', project(id), { body: { language } }),
  chooseTracks: (id: string, wanted: TracksWanted) =>
    call<{ tasks: Task[] }>('PATCH', `${project(id)}/source`, { body: wanted }),
  deleteProject: (id: string) => call<undefined>('DELETE', project(id)),

  members: (id: string) => call<MemberList>('GET', `${project(id)}/members`),
  addMember: (id: string, wanted: { email: string; role: Role; mail?: boolean }) =>
    call<AddedMember>('POST', `${project(id)}/members`, { body: wanted }),
  setMemberRole: (id: string, userId: string, role: Role) =>
    call<Member>('PATCH', `${project(id)}/members/${encodeURIComponent(userId)}`, { body: { role } }),
  removeMember: (id: string, userId: string) =>
    call<undefined>('DELETE', `${project(id)}/members/${encodeURIComponent(userId)}`),
  takeInvitationBack: (id: string, invitationId: string) =>
    call<undefined>('DELETE', `${project(id)}/invitations/${encodeURIComponent(invitationId)}`),
  invitation: (token: string) => call<OpenInvitation>('GET', `/api/invitations/${encodeURIComponent(token)}`),
  acceptInvitation: (token: string) => call<JoinedProject>('POST', `/api/invitations/${encodeURIComponent(token)}`),

  shares: (id: string) => call<{ items: Share[] }>('GET', `${project(id)}/shares`),
  share: (id: string, wanted: NewShare) => call<ShareWithLink>('POST', `${project(id)}/shares`, { body: wanted }),
  endShare: (id: string, shareId: string) =>
    call<undefined>('DELETE', `${project(id)}/shares/${encodeURIComponent(shareId)}`),

  webhooks: () => call<{ items: Webhook[] }>('GET', '/api/webhooks'),
  createWebhook: (body: NewWebhook) => call<WebhookWithSecret>('POST', '/api/webhooks', { body }),
  changeWebhook: (id: string, body: WebhookChange) => call<Webhook>('PATCH', webhook(id), { body }),
  deleteWebhook: (id: string) => call<undefined>('DELETE', webhook(id)),
  rotateWebhook: (id: string) => call<WebhookWithSecret>('POST', `${webhook(id)}/rotate`),
  deliveries: (id: string, cursor: string | null) =>
    call<Page<WebhookDelivery>>('GET', `${webhook(id)}/deliveries?${searchOf({ cursor })}`),
  replayWebhook: (id: string, body: WebhookReplay) => call<Webhook>('POST', `${webhook(id)}/replay`, { body }),

  transcript: (id: string) => withTag<Transcript>('GET', `${project(id)}/transcript`),
  /** With the times of words, where they are known. */
  transcriptWithWords: (id: string) => call<Transcript>('GET', `${project(id)}/transcript.json`),
  correctTranscript: (id: string, asked: TranscriptCorrections, etag: string) =>
    withTag<Transcript>('PATCH', `${project(id)}/transcript`, { body: asked, headers: { 'If-Match': etag } }),
  renameSpeaker: (id: string, speakerId: string, name: string) =>
    call<Speaker>('PATCH', `${project(id)}/speakers/${encodeURIComponent(speakerId)}`, { body: { name } }),
  chapters: (id: string) => withTag<Chapters>('GET', `${project(id)}/chapters`),
  replaceChapters: (id: string, items: NewChapters['items'], etag: string) =>
    withTag<Chapters>('PUT', `${project(id)}/chapters`, { body: { items }, headers: { 'If-Match': etag } }),
  screenshots: (id: string) => call<{ items: Screenshot[] }>('GET', `${project(id)}/screenshots`),

  sendPicture: (id: string, file: File) => sendFile<OwnPicture>('POST', `${project(id)}/pictures`, file),
  pictures: (id: string) => call<{ items: OwnPicture[] }>('GET', `${project(id)}/pictures`),
  deletePicture: (id: string, name: string) => call<undefined>('DELETE', addressOf.picture(id, name)),
  wantFrame: (id: string, atMs: number) => call<WantedFrame>('POST', `${project(id)}/frames`, { body: { atMs } }),

  generate: (id: string, types: string[], instructions?: string) =>
    call<{ tasks: Task[] }>('POST', `${project(id)}/generate`, { body: { types, instructions, keepEdited: true } }),
  acceptStale: (id: string, tasks: string[]) =>
    call<{ tasks: Task[] }>('POST', `${project(id)}/accept-stale`, { body: { tasks } }),
  task: (id: string) => call<TaskDetail>('GET', task(id)),
  retryTask: (id: string) => call<{ task: Task }>('POST', `${task(id)}/retry?keepEdited=true`),
  cancelTask: (id: string) => call<{ task: Task }>('POST', `${task(id)}/cancel`),

  /** What can be written in the project, and what was. */
  contentTypes: (projectId: string) =>
    call<{ items: ContentTypeInfo[] }>('GET', `/api/content-types?${searchOf({ projectId })}`),
  addContentType: (wanted: NewContentType) => call<ContentTypeInfo>('POST', '/api/content-types', { body: wanted }),
  changeContentType: (id: string, wanted: ContentTypeChange) =>
    call<ContentTypeInfo>('PATCH', contentType(id), { body: wanted }),
  deleteContentType: (id: string) => call<undefined>('DELETE', contentType(id)),
  content: (id: string, type: string) => tagged('GET', draft(id, type)),
  saveContent: (id: string, type: string, saved: SavedContent, etag: string) =>
    tagged('PUT', draft(id, type), { body: saved, headers: { 'If-Match': etag } }),
  activity: (id: string, cursor: string | null) =>
    call<Page<Deed>>('GET', `${project(id)}/activity?${searchOf({ cursor })}`),
  reviews: (id: string, type: string) => call<{ items: Review[] }>('GET', `${draft(id, type)}/reviews`),
  /** Of this version, and of no newer one. */
  setState: (id: string, type: string, to: StateChange, version: number) =>
    tagged('PUT', `${draft(id, type)}/state`, { body: to, headers: { 'If-Match': `"${version}"` } }),
  /** The last of each session of writing. */
  versions: (id: string, type: string) =>
    call<{ items: ContentVersion[] }>('GET', `${draft(id, type)}/versions?per=session`),
  nameVersion: (id: string, type: string, version: number, name: string | null) =>
    call<undefined>('PATCH', `${draft(id, type)}/versions/${version}`, { body: { name } }),
  /** A newer draft that is offered beside the edited one is left among the versions. */
  closeOffer: (id: string, type: string) => call<undefined>('DELETE', `${draft(id, type)}/offer`),
  version: (id: string, type: string, version: number) =>
    call<Content>('GET', `${draft(id, type)}/versions/${version}`).then(wholeContent),
  /** As a page of its own, with its pictures inside. */
  exportedPage: async (id: string, type: string) =>
    (await answer('GET', addressOf.exported(id, type, 'html'), { headers: { Accept: 'text/html' } })).text(),
  restoreVersion: (id: string, type: string, version: number) =>
    tagged('POST', `${draft(id, type)}/versions/${version}/restore`),

  notices: (cursor: string | null) => call<NoticePage>('GET', `/api/notices${after(cursor)}`),
  seeNotices: () => call<undefined>('POST', '/api/notices/seen'),
  dismissNotice: (id: string) => call<undefined>('POST', `/api/notices/${encodeURIComponent(id)}/dismiss`),

  sendCaptions: (id: string, file: File, signal?: AbortSignal) =>
    sendFile<{ tasks: Task[]; cues: number }>('PUT', `${project(id)}/captions`, file, signal),
  sendDocument: (id: string, file: File) =>
    sendFile<{ task: Task; document: ContextDocument }>('POST', `${project(id)}/documents`, file),
  removeDocument: (id: string, documentId: string) =>
    call<undefined>('DELETE', `${project(id)}/documents/${encodeURIComponent(documentId)}`),
  /** `projectId: null`: in all projects of the person. */
  search: (q: string, projectId: string | null, cursor: string | null, signal?: AbortSignal) =>
    call<Page<SearchHit>>('GET', `/api/search?${searchOf({ q, projectId, cursor })}`, signal && { signal }),
  /** Passages near in meaning. */
  related: (q: string, projectId: string, signal: AbortSignal) =>
    call<RelatedHits>('GET', `/api/search/related?${searchOf({ q, projectId, cursor: null })}`, { signal }),
  usage: (id: string) => call<Usage>('GET', `${project(id)}/usage`),
  workers: () => call<Workers>('GET', '/api/workers'),
  limits: () => call<Limits>('GET', '/api/limits'),
  storedBytes,
};

/** As `format` of an export; the last five are sites. */
export type ExportFormat = 'md' | 'html' | 'zip' | 'hugo' | 'astro' | 'docusaurus' | 'devto' | 'hashnode';

export const addressOf = {
  source: (id: string) => `${project(id)}/source`,
  transcript: (id: string, format: 'vtt' | 'srt' | 'txt') => `${project(id)}/transcript.${format}`,
  chapters: (id: string, format: 'txt' | 'vtt') => `${project(id)}/chapters.${format}`,
  exported: (id: string, type: string, format: ExportFormat) => `${draft(id, type)}/export?format=${format}`,
  youTube: (id: string) => `${project(id)}/youtube.zip`,
  picture: (id: string, name: string) => `${project(id)}/pictures/${encodeURIComponent(name)}`,
  screenshot: (id: string, index: number) => `${project(id)}/screenshots/${index}.jpg`,
};

/** How many bytes of an upload the server has; null when no upload at this address can go on. */
async function storedBytes(address: string): Promise<number | null> {
  try {
    const response = await answer('HEAD', address, { headers: { 'Tus-Resumable': '1.0.0' } });
    return Number(response.headers.get('Upload-Offset'));
  } catch (error) {
    if (error instanceof ApiProblem && [404, 409, 410].includes(error.status)) return null;
    throw error;
  }
}
