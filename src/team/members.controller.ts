import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Accounts } from '../auth/accounts.js';
import type { Caller } from '../auth/caller.js';
import { Guesses } from '../auth/guesses.js';
import { Who } from '../auth/signed-in.guard.js';
import type { Account } from '../contract/account.js';
import { addMember, addedMember, changeMember, member, memberList } from '../contract/members.js';
import type { AddedMember, Member, MemberChange, MemberList, NewMember, SentInvitation } from '../contract/members.js';
import type { MemberRow } from '../database/entities/project.entity.js';
import { Describe } from '../http/describe.js';
import { problems } from '../http/problem.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { mailLanguageOf } from '../mail/letter.js';
import { Mails } from '../mail/mails.js';
import { Invitations } from '../members/invitations.js';
import { Members } from '../members/members.js';
import { SETTINGS } from '../settings/env.js';
import type { ServerSettings } from '../settings/env.js';
import type { Inviting } from './invitation-mail.js';
import { invitationMail } from './invitation-mail.js';

/** Of an owner who is to be none any more. */
const PASSING_ON = {
  403: ['forbidden'],
  409: ['last_owner'],
  429: ['task_limit'],
  507: ['project_limit', 'storage_limit'],
};

/** Who works on a project. */
@Controller('api/projects/:id')
export class MembersController {
  constructor(
    private readonly accounts: Accounts,
    private readonly members: Members,
    private readonly invitations: Invitations,
    private readonly mails: Mails,
    private readonly guesses: Guesses,
    @Inject(SETTINGS) private readonly settings: Pick<ServerSettings, 'publicUrl'>,
  ) {}

  @Get('members')
  @Describe({ summary: 'Who works on it, and who was invited', answer: memberList })
  async list(@Who() caller: Caller, @Param('id', UuidPipe) id: string): Promise<MemberList> {
    const { role, rows } = await this.members.list(caller.userId, id);
    const accounts = await this.accounts.findByIds(rows.map(({ userId }) => userId));
    const items = rows.flatMap((row) => {
      const account = accounts.get(row.userId);
      return account ? [view(row, account)] : [];
    });
    const invitations = role === 'owner' ? await this.invitations.open(id) : [];
    return { items, nextCursor: null, invitations };
  }

  @Post('members')
  @Describe({
    summary: 'Let somebody work on it, by their e-mail address',
    details: [
      'Who has an account is a member at once. For others there is a link to pass on, good for 7 days, and once, which is mailed, too,',
      'where this Devreel sends mails;',
      'with it they can make an account even where there are no new ones otherwise.',
      'After many mails of yours, or to this address, it is refused for a while, and an earlier link stays good. Without `mail` it is not, and that in an earlier mail stays good, too, for the newer role.',
    ].join(' '),
    answer: addedMember,
    problems: { 403: ['forbidden'], 409: ['already_member', 'too_many_invitations'], 429: ['too_many_mails'] },
  })
  async add(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: addMember }) { mail, ...wanted }: NewMember,
    @Req() request: Request,
  ): Promise<AddedMember> {
    const account = await this.accounts.findByEmail(wanted.email);
    if (account) {
      const row = await this.members.add(caller.userId, id, account.id, wanted.role);
      return { ...wanted, member: view(row, account), invitation: null };
    }
    const mailed = mail && this.mails.areSent;
    if (mailed) {
      await this.members.requireOwner(caller.userId, id);
      await this.guesses.countInvitation(caller.userId, wanted.email);
    }
    const { invitation, token, mailedToken } = await this.invitations.create(caller.userId, id, { ...wanted, mailed });
    const linkWith = (secret: string): string => `${this.settings.publicUrl}/invitations/${secret}`;
    const sent = { ...invitation, link: linkWith(token), mailed };
    if (mailed) {
      const inviting = { inviter: caller.name, language: mailLanguageOf(request) };
      await this.mail({ ...sent, link: linkWith(mailedToken) }, id, inviting);
    }
    return { ...wanted, member: null, invitation: sent };
  }

  /** Not waited for: whoever invites has the link, too. */
  private async mail(invitation: SentInvitation, projectId: string, inviting: Omit<Inviting, 'title'>): Promise<void> {
    const title = await this.members.titleOf(projectId);
    this.mails.post(invitationMail(invitation, { ...inviting, title }), `An invitation to project ${projectId}`);
  }

  @Patch('members/:userId')
  @Describe({
    summary: 'Give a member another role',
    details: 'What an editor sends at that moment ends within a second when they become a viewer.',
    answer: member,
    problems: { 403: ['forbidden'], 409: ['last_owner'] },
  })
  async change(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('userId', UuidPipe) userId: string,
    @Body({ schema: changeMember }) { role }: MemberChange,
  ): Promise<Member> {
    const row = await this.members.setRole(caller.userId, id, userId, role);
    const account = (await this.accounts.findByIds([userId])).get(userId);
    if (!account) throw problems.notFound('This member');
    return view(row, account);
  }

  @Delete('members/:userId')
  @HttpCode(204)
  @Describe({
    summary: 'Remove a member, or leave',
    details: 'Their sockets and streams of this project, and what they send to it, end within a second.',
    answer: null,
    problems: PASSING_ON,
  })
  async remove(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('userId', UuidPipe) userId: string,
  ): Promise<void> {
    await this.members.remove(caller.userId, id, userId);
  }

  @Delete('invitations/:invitationId')
  @HttpCode(204)
  @Describe({ summary: 'Take an invitation back', answer: null, problems: { 403: ['forbidden'] } })
  async takeBack(
    @Who() caller: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('invitationId', UuidPipe) invitationId: string,
  ): Promise<void> {
    await this.invitations.remove(caller.userId, id, invitationId);
  }
}

const view = ({ userId, role, joinedAt }: MemberRow, { name, email }: Account): Member => ({
  userId,
  name,
  email,
  role,
  joinedAt: joinedAt.toISOString(),
});
