import { api } from '../../api.js';
import { Button } from '../../ui/button.js';
import { smaller } from '../../ui/smaller-pictures.js';
import { ResourceView } from '../../ui/resource-view.js';
import { useResource } from '../../ui/resource.js';
import { clock } from '../../ui/times-and-sizes.js';

interface PickProps {
  projectId: string;
  /** Puts this Markdown where the cursor is. */
  onPick: (markdown: string) => void;
  onClose: () => void;
}

/** The talk's distinct screenshots, to be put into the draft. */
export function PickScreenshot({ projectId, onPick, onClose }: PickProps) {
  return (
    <section className="card picker" aria-label="Screenshots">
      <div className="section-head">
        <h3>Insert a screenshot</h3>
        <Button small look="quiet" onClick={onClose}>
          Close
        </Button>
      </div>
      <Choice projectId={projectId} onPick={onPick} />
    </section>
  );
}

function Choice({ projectId, onPick }: Pick<PickProps, 'projectId' | 'onPick'>) {
  const screenshots = useResource(`screenshots:${projectId}`, 'to pick', () => api.screenshots(projectId));
  return (
    <ResourceView resource={screenshots} notReady={<p className="muted">There are no screenshots yet.</p>}>
      {({ items }) => (
        <ul className="picks">
          {items
            .filter(({ distinct }) => distinct)
            .map(({ index, atMs, url, width, height, alt }) => (
              <li key={index}>
                <Button
                  look="quiet"
                  aria-label={`Insert the screenshot at ${clock(atMs)}`}
                  onClick={() =>
                    onPick(`![${escaped(alt || `Screenshot at ${clock(atMs)}`)}](screenshots/${index}.jpg)`)
                  }
                >
                  <img
                    {...smaller(url, width)}
                    sizes="12rem"
                    width={width}
                    height={height}
                    alt=""
                    loading="lazy"
                    decoding="async"
                  />
                  {clock(atMs)}
                </Button>
              </li>
            ))}
        </ul>
      )}
    </ResourceView>
  );
}

/** A text within the square brackets of Markdown. */
const escaped = (text: string): string => text.replaceAll(/[\\[\]]/g, '\\$&');
