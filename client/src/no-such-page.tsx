import { ButtonLink } from './ui/button.js';
import { Empty } from './ui/message.js';

/** For every address that no page has. */
export function NoSuchPage() {
  return (
    <div className="page">
      <title>Not found · Devreel</title>
      <h1>Page not found</h1>
      <Empty title="There is nothing at this address">
        <ButtonLink to="/" look="primary">
          To your projects
        </ButtonLink>
      </Empty>
    </div>
  );
}
