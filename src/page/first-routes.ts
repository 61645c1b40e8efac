/** Where the routes are whose answers come with the page. */
import type { INestApplication } from '@nestjs/common';
import { AccountController } from '../auth/account.controller.js';
import { Accounts } from '../auth/accounts.js';
import { SingleSignOnController } from '../auth/sso.controller.js';
import { ContentTypesController } from '../content-types/content-types.controller.js';
import { ProjectsController } from '../projects/projects.controller.js';
import { LimitsController } from '../uploads/limits.controller.js';
import type { FirstRoutes } from './first-answers.js';

export const firstRoutes = (app: INestApplication): FirstRoutes => ({
  accounts: app.get(Accounts),
  account: app.get(AccountController),
  ways: app.get(SingleSignOnController),
  limits: app.get(LimitsController),
  projects: app.get(ProjectsController),
  types: app.get(ContentTypesController),
});
