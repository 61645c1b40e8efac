import { api } from '../../api.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { useSession } from './session.js';
import { VoiceForm } from './voice-form.js';

/** The account of whoever is signed in, and how they write. */
export function AccountPage() {
  const session = useSession();
  const loaded = useResource('voice', '', () => api.voice());
  return (
    <div className="page">
      <title>Your account · Devreel</title>
      <h1>Your account</h1>
      {session.state === 'in' && (
        <p className="muted">
          {session.me.name}, {session.me.email}
        </p>
      )}
      <section className="card voice" aria-labelledby="voice-title">
        <h2 id="voice-title">Your voice</h2>
        <p className="muted">
          What you wrote before shapes each draft that you ask for. It is given for its sound only: what a draft says
          still comes from the talk. An outline that is made offline has no voice.
        </p>
        <ResourceView resource={loaded} notReady={null}>
          {(voice) => <VoiceForm loaded={voice} />}
        </ResourceView>
      </section>
    </div>
  );
}
