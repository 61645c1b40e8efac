/** Mails that tell somebody who was away that drafts are ready. */
import { z } from 'zod';

export const draftMailTimes = ['off', 'each', 'daily'] as const;
/** Those that mails are written in. */
export const mailLanguages = ['en', 'de'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

const when = z
  .enum(draftMailTimes)
  .describe(
    '`each`: whenever drafts are ready and you have been away for an hour, 15 minutes apart. `daily`: the same, at most once a day.',
  );
const language = z.enum(mailLanguages).describe('What they are written in.');

export const chooseDraftMails = z.strictObject({ when, language: language.default('en') });
export type DraftMailsChoice = z.infer<typeof chooseDraftMails>;

export const draftMails = z
  .object({
    when,
    language,
    areSent: z.boolean().describe('False where no mail server is set: then there are none.'),
    isConfirmed: z
      .boolean()
      .describe(
        'False: your address is not proved yet, and none come before you have followed the link that is mailed there.',
      ),
    linkMailed: z.boolean().describe('Whether such a link was mailed, and is still good.'),
  })
  .meta({ id: 'DraftMails', description: 'Which mails you get about drafts that are ready.' });
export type DraftMails = z.infer<typeof draftMails>;

export const unsubscribe = z.object({
  token: z.string().max(200).describe('As a mail has it. It opens nothing else, and does not end.'),
});
export type Unsubscribe = z.infer<typeof unsubscribe>;
