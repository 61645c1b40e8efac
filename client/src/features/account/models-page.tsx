import { useState } from 'react';
import type { ModelSettingsView } from '../../../../src/contract/model-settings.js';
import { api } from '../../api.js';
import { messageOf } from '../../http.js';
import { Confirm } from '../../ui/confirm.js';
import { DocsLink } from '../../ui/docs-link.js';
import { Message } from '../../ui/message.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { said } from '../../words/said.js';
import { t } from '../../words/words.js';
import { AdministratorsOnly } from './administrators-only.js';
import { ModelsForm } from './models-form.js';

/** The models that Devreel works with, for who runs it. */
export function ModelsPage() {
  return (
    <div className="page account-page">
      <title>{`${t('models.title')} · Devreel`}</title>
      <h1>{t('models.title')}</h1>
      <AdministratorsOnly otherwise={t('models.administrators')}>
        <Settings />
      </AdministratorsOnly>
    </div>
  );
}

function Settings() {
  const [version, setVersion] = useState(0);
  const loaded = useResource('models', String(version), () => api.modelSettings());
  return (
    <>
      <p className="muted models-intro">
        {t('models.intro')} <DocsLink to="settings#models-and-speech-set-on-the-page">{t('docs.models')}</DocsLink>
      </p>
      <ResourceView resource={loaded} notReady={null}>
        {(settings) => <Loaded key={version} loaded={settings} onForgotten={() => setVersion((n) => n + 1)} />}
      </ResourceView>
    </>
  );
}

function Loaded({ loaded, onForgotten }: { loaded: ModelSettingsView; onForgotten: () => void }) {
  const [settings, setSettings] = useState({ view: loaded, saves: 0 });
  const { view, saves } = settings;
  return (
    <div className="models">
      {view.fault !== null && (
        <Message tone="warn" urgent>
          {said(view.fault)}
        </Message>
      )}
      <ModelsForm
        key={saves}
        view={view}
        isSaved={saves > 0}
        onSaved={(next) => setSettings({ view: next, saves: saves + 1 })}
      />
      {(view.fault !== null || view.items.some(({ setBy }) => setBy === 'page')) && (
        <Forget onForgotten={onForgotten} />
      )}
    </div>
  );
}

function Forget({ onForgotten }: { onForgotten: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function forget(): Promise<void> {
    setBusy(true);
    try {
      await api.forgetModelSettings();
      onForgotten();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  }
  return (
    <div className="account-actions">
      <Confirm
        label={t('models.forget')}
        question={t('models.forgetAsk')}
        keep={t('models.keyUndo')}
        sure={t('models.forgetDo')}
        busy={busy}
        onSure={() => void forget()}
      >
        {problem ?? t('models.forgetWhat')}
      </Confirm>
    </div>
  );
}
