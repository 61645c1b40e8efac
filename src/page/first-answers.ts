/** Answers that come with the page: what it is sure to ask the API for first, by the address at which it is opened. */
import type { Request } from 'express';
import type { AccountController } from '../auth/account.controller.js';
import type { Accounts } from '../auth/accounts.js';
import type { Caller } from '../auth/caller.js';
import type { SingleSignOnController } from '../auth/sso.controller.js';
import type { ContentTypesController } from '../content-types/content-types.controller.js';
import type { FirstAnswers } from '../contract/first-answers.js';
import { problems } from '../http/problem.js';
import type { ProjectsController } from '../projects/projects.controller.js';
import type { LimitsController } from '../uploads/limits.controller.js';

/** The routes whose answers come with the page; they are called as a request would call them. */
export interface FirstRoutes {
  accounts: Pick<Accounts, 'identify'>;
  account: Pick<AccountController, 'me'>;
  ways: Pick<SingleSignOnController, 'ways'>;
  limits: Pick<LimitsController, 'read'>;
  projects: Pick<ProjectsController, 'list' | 'read'>;
  types: Pick<ContentTypesController, 'list'>;
}

const PROJECT = /^\/projects\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\/|$)/;

/** For who asks for the page. What cannot be answered is left out: then the page asks itself, and hears why. */
export async function firstAnswers(routes: FirstRoutes, { headers, path }: Request): Promise<FirstAnswers> {
  const caller = await routes.accounts.identify({ cookie: headers.cookie });
  if (!caller) return { '/api/me': signedOut(), '/api/auth/ways': { status: 200, body: routes.ways.ways() } };
  const wanted: Record<string, Promise<unknown>> = {
    '/api/me': routes.account.me(caller),
    ...(path === '/' ? home(routes, caller) : project(routes, caller, PROJECT.exec(path)?.[1])),
    ...(path === '/account' ? { '/api/auth/ways': Promise.resolve(routes.ways.ways()) } : {}),
  };
  const settled = await Promise.all(
    Object.entries(wanted).map(async ([address, body]): Promise<FirstAnswers> => {
      try {
        return { [address]: { status: 200, body: await body } };
      } catch {
        return {};
      }
    }),
  );
  return Object.assign({}, ...settled) as FirstAnswers;
}

function signedOut(): FirstAnswers[string] {
  const { status, code, detail } = problems.unauthorized();
  return { status, body: { status, code, detail } };
}

const home = ({ projects, limits }: FirstRoutes, caller: Caller): Record<string, Promise<unknown>> => ({
  '/api/projects?sort=recent': projects.list(caller, { sort: 'recent' }),
  '/api/limits': limits.read(),
});

const project = (
  { projects, types }: FirstRoutes,
  caller: Caller,
  id: string | undefined,
): Record<string, Promise<unknown>> =>
  id === undefined
    ? {}
    : {
        [`/api/projects/${id}`]: projects.read(caller, id),
        [`/api/content-types?projectId=${id}`]: types.list(caller, { projectId: id }),
      };
