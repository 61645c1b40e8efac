/**
 * Preloaded into a web process: tells, when it is asked, every address that Express was given there, whoever gave it. A function that was
 * mounted at an address answers any method: `ANY /admin/queues`.
 */
import { createRequire } from 'node:module';

const { application } = createRequire(import.meta.url)('express');

/** What was mounted where, by the application that it was mounted in. */
const mounted = new Map();
const { use } = application;
application.use = function (...given) {
  const path = typeof given[0] === 'string' ? given[0] : '/';
  const handlers = given.flat(Infinity).filter((one) => typeof one === 'function');
  mounted.set(this, [...(mounted.get(this) ?? []), { path, handlers }]);
  return use.apply(this, given);
};

const join = (...parts) =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`.replace(/:(\w+)/g, '{$1}');

const inStack = (stack, prefix) =>
  stack
    .filter(({ route }) => route)
    .flatMap(({ route }) =>
      Object.keys(route.methods).flatMap((method) =>
        [route.path].flat().map((path) => `${method.toUpperCase()} ${join(prefix, path)}`),
      ),
    );

const inHandler = (handler, prefix) => {
  if (handler.handle && handler.set) return inApp(handler, prefix);
  if (Array.isArray(handler.stack)) return inStack(handler.stack, prefix);
  return prefix === '/' ? [] : [`ANY ${prefix}`];
};

function inApp(app, prefix) {
  const below = mounted.get(app) ?? [];
  return [
    ...inStack(app.router.stack, prefix),
    ...below.flatMap(({ path, handlers }) => handlers.flatMap((handler) => inHandler(handler, join(prefix, path)))),
  ];
}

process.on('message', (message) => {
  if (message !== 'routes') return;
  // An application that is mounted in another one knows it.
  const roots = [...mounted.keys()].filter((app) => !app.parent);
  process.send({ routes: [...new Set(roots.flatMap((app) => inApp(app, '/')))].sort() });
});
