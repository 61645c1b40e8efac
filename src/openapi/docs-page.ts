/** The description as a page to read and to try out: Swagger UI, from this server and under its own security policy. */
import { Router } from 'express';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

export const API_DOCS = '/api/docs';

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Devreel: API</title>
<link rel="stylesheet" href="${API_DOCS}/swagger-ui.css">
<link rel="stylesheet" href="${API_DOCS}/page.css">
<script src="${API_DOCS}/swagger-ui-bundle.js" defer></script>
<script src="${API_DOCS}/page.js" defer></script>
</head>
<body><div id="description"></div></body>
</html>
`;

const script = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#description',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null, // it would send the description to a stranger's server
});
`;

/** Swagger UI is light only: in the dark it is inverted, with its hues turned back. */
const style = `:root { color-scheme: light dark; }
body { margin: 0; background: #fff; }
@media (prefers-color-scheme: dark) {
  body { background: #1c1c1c; }
  .swagger-ui { filter: invert(0.9) hue-rotate(180deg); }
  .swagger-ui .microlight, .swagger-ui .highlight-code { filter: invert(1) hue-rotate(180deg); }
}
`;

/** For `API_DOCS`. */
export function docsPage(): Router {
  const router = Router();
  const text = (path: string, type: string, body: string) =>
    router.get(path, (_request, response) => void response.set('Cache-Control', 'no-cache').type(type).send(body));
  text('/', 'html', page);
  text('/page.js', 'js', script);
  text('/page.css', 'css', style);
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(`/${file}`, (_request, response, next) => response.sendFile(file, { root: folder, maxAge: '1h' }, next));
  }
  return router;
}
