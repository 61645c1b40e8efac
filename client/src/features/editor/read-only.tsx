import { toast } from 'sonner';
import type { Content } from '../../../../src/contract/content.js';
import { Button } from '../../ui/button.js';
import { Grounding } from './grounding.js';
import { Markdown } from './markdown.js';

interface ReadOnlyProps {
  projectId: string;
  label: string;
  content: Content;
}

export function ReadOnly({ projectId, label, content }: ReadOnlyProps) {
  return (
    <section aria-labelledby="draft-title">
      <div className="section-head">
        <div>
          <h2 id="draft-title">{label}</h2>
          <Grounding content={content} />
        </div>
        <div className="section-actions">
          <CopyButton text={content.body} />
        </div>
      </div>
      <div className="card preview">
        <Markdown projectId={projectId} text={content.body} />
      </div>
    </section>
  );
}

export function CopyButton({ text }: { text: string }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      toast.success('Draft copied', { description: 'As Markdown.' });
    } catch {
      toast.error('Not copied', { description: 'This browser does not allow it here. Select the text and copy it.' });
    }
  }
  return (
    <Button small onClick={() => void copy()}>
      Copy
    </Button>
  );
}
