import { useState } from 'react';
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
}

/** The talk's distinct screenshots, to be put into the draft. */
export function PickScreenshot({ projectId, onPick }: PickProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Insert a screenshot</summary>
      {open && <Choice projectId={projectId} onPick={onPick} />}
    </details>
  );
}

function Choice({ projectId, onPick }: PickProps) {
  const screenshots = useResource(`screenshots:${projectId}`, 'to pick', () => api.screenshots(projectId));
  return (
    <ResourceView resource={screenshots} notReady={<p className="muted">There are no screenshots yet.</p>}>
      {({ items }) => (
        <ul className="picks">
          {items
            .filter(({ distinct }) => distinct)
            .map(({ index, atMs, url, width, height }) => (
              <li key={index}>
                <Button
                  look="quiet"
                  aria-label={`Insert the screenshot at ${clock(atMs)}`}
                  onClick={() => onPick(`![Screenshot at ${clock(atMs)}](screenshots/${index}.jpg)`)}
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
