import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { OpenInvitation } from '../../../../src/contract/members.js';
import { api } from '../../api.js';
import { ApiProblem, isProblem, messageOf } from '../../http.js';
import { Brand } from '../../ui/brand.js';
import { Button, ButtonLink } from '../../ui/button.js';
import { Field, wordIn } from '../../ui/field.js';
import { Message } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { Sentence } from '../../words/sentence.js';
import { t } from '../../words/words.js';
import { signUp, useSession } from '../account/session.js';
import { SingleSignOnLink, useWays } from '../account/single-sign-on.js';

/** What the link of an invitation leads to, for those who are signed in and for those who have no account yet. */
export function InvitationPage() {
  const { token = '' } = useParams();
  const invitation = useResource(`invitation:${token}`, '', () => api.invitation(token));
  const isOver = invitation.state === 'failed' && isAnswer(invitation.problem);
  return (
    <main className="sign-in">
      <title>{t('invitation.tab')} · Devreel</title>
      <div className="card invitation">
        <Brand />
        {isOver ? (
          <Over inBin={isProblem(invitation.problem, 'project_in_bin')} />
        ) : (
          <ResourceView resource={invitation} notReady={null}>
            {(open) => <Open token={token} open={open} />}
          </ResourceView>
        )}
      </div>
    </main>
  );
}

/** Not an outage, which passes. */
const isAnswer = (problem: unknown): boolean => problem instanceof ApiProblem && [404, 410].includes(problem.status);

function Over({ inBin }: { inBin: boolean }) {
  return (
    <>
      <h1>{t('invitation.over.title')}</h1>
      <p>{t(inBin ? 'invitation.over.inBin' : 'invitation.over.text')}</p>
      <ButtonLink to="/" look="primary">
        {t('invitation.over.home')}
      </ButtonLink>
    </>
  );
}

function Open({ token, open }: { token: string; open: OpenInvitation }) {
  const session = useSession();
  return (
    <>
      <h1>{t('invitation.title', { title: open.projectTitle })}</h1>
      <p>{t(`invitation.as.${open.role}`)}</p>
      {session.state === 'in' ? (
        <Join token={token} name={session.me.name} />
      ) : (
        session.state === 'out' && <NewAccount token={token} email={open.email} />
      )}
    </>
  );
}

/** Runs what the person asked for, and leads to the project. */
function useJoining(token: string) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function join(first: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await first();
      const { projectId } = await api.acceptInvitation(token);
      await navigate(`/projects/${projectId}`, { replace: true });
    } catch (error) {
      setProblem(isProblem(error, 'already_member') ? t('invitation.already') : messageOf(error));
      setBusy(false);
    }
  }
  const message = problem && (
    <Message tone="bad" urgent>
      {problem}
    </Message>
  );
  return { busy, message, join };
}

function Join({ token, name }: { token: string; name: string }) {
  const { busy, message, join } = useJoining(token);
  return (
    <>
      {message}
      <p className="muted">{t('invitation.signedInAs', { name })}</p>
      <Button look="primary" busy={busy} onClick={() => void join(() => Promise.resolve())}>
        {t('invitation.join')}
      </Button>
    </>
  );
}

function NewAccount({ token, email }: { token: string; email: string }) {
  const { busy, message, join } = useJoining(token);
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, address, password] = [wordIn(form, 'name'), wordIn(form, 'email'), wordIn(form, 'password')];
    void join(() => signUp(name, address, password, token));
  }
  const ways = useWays();
  const singleSignOn = ways?.singleSignOn && (
    <SingleSignOnLink name={ways.singleSignOn.name} to={`/invitations/${token}`} only={!ways.password} />
  );
  if (ways?.password === false) return singleSignOn;
  return (
    <form onSubmit={submit}>
      {message}
      {singleSignOn}
      <Field label={t('invitation.name')} name="name" autoComplete="name" required maxLength={100} />
      <Field
        label={t('invitation.email')}
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        required
      />
      <Field
        label={t('invitation.password')}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        maxLength={128}
        hint={t('invitation.passwordHint')}
      />
      <Button look="primary" type="submit" busy={busy}>
        {t('invitation.create')}
      </Button>
      <p className="sign-in-other muted">
        <Sentence
          i18nKey="invitation.haveAccount"
          components={{ in: <Link to="/sign-in" state={`/invitations/${token}`} /> }}
        />
      </p>
    </form>
  );
}
