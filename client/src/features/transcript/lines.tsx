import type { ReactNode } from 'react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Segment, Speaker } from '../../../../src/contract/content.js';
import type { ProjectSnapshot } from '../../../../src/contract/project.js';
import { useStore } from '../../tiny-store.js';
import { Button } from '../../ui/button.js';
import { useKept } from '../../ui/kept.js';
import { t } from '../../words/words.js';
import { usePlayback } from '../player/playback.js';
import { useTimeInAddress } from '../player/time-address.js';
import type { TypedLine } from './correct-line.js';
import { sameLine } from './correct-line.js';
import type { Found } from './find.js';
import type { Finding } from './find-bar.js';
import { Line } from './line.js';
import { LineEditor } from './line-editor.js';
import { QuoteBar } from './quote-bar.js';
import { SpeakerEditor } from './speaker-name.js';
import { useFollowing } from './use-following.js';
import type { EditedTranscript } from './use-transcript.js';
import { askForWords, whenSaid } from './when-said.js';

interface LinesProps {
  project: ProjectSnapshot;
  edited: EditedTranscript;
  speakers: readonly Speaker[];
  finding: Finding | null;
  onRenamed: (speaker: Speaker) => void;
}

/** The lines follow the recording as it plays, until somebody scrolls. Pressing a time or a word goes there. Names stand where they change. */
export function Lines({ project, edited, speakers, finding, onRenamed }: LinesProps) {
  const { segments } = edited.transcript;
  const editable = project.role !== 'viewer';
  const playback = usePlayback();
  const arrival = useTimeInAddress(segments);
  const at = useStore(
    playback.state,
    ({ timeMs }) => segments.findLast(({ startMs }) => startMs <= timeMs)?.index ?? 0,
  );
  const playing = useStore(playback.state, (state) => state.playing);
  const begun = useStore(playback.state, ({ timeMs }) => timeMs > 0) || arrival !== '';
  const { editing, begin, editorFor } = useEditing(project, edited, speakers);
  const list = useRef<HTMLOListElement>(null);
  const naming = useNaming(project.id, onRenamed);
  useFocusBack(list, editing?.index ?? null, '.line-edit');
  useFocusBack(list, naming.line, '.speaker-edit');
  const { following, follow } = useFollowing(list, at, arrival, playing && !editing && naming.line === null);
  const foundIn = useFound(list, finding);
  const onWord = useSeekingWords(project.id, edited);
  // Somebody else may have removed the line that is being corrected: what was typed stays, to be copied.
  const lost = editing && !segments.some((segment) => sameLine(segment, editing)) ? editing : null;
  const { speakerOf, nameAt } = whoSays(segments, speakers);
  return (
    <>
      <ol className="lines" ref={list}>
        {lost && editorFor(lost)}
        {segments.map((segment, i) =>
          editing && sameLine(segment, editing) ? (
            editorFor(segment)
          ) : (
            <Line
              key={segment.index}
              segment={segment}
              speakerName={nameAt(i)}
              current={begun && segment.index === at}
              found={foundIn.get(segment.index)}
              foundNow={foundIn.now?.index === segment.index ? foundIn.now : null}
              onWord={onWord}
              onEdit={editable ? begin : null}
              onRename={editable ? naming.begin : null}
              editor={naming.line === segment.index ? naming.editorOf(speakerOf(segment)) : null}
            />
          ),
        )}
      </ol>
      <QuoteBar project={project} list={list} segments={segments} speakers={speakers} />
      {playing && !following && (
        <div className="follow">
          <Button small look="primary" onClick={follow}>
            {t('transcript.follow')}
          </Button>
        </div>
      )}
    </>
  );
}

/** The line that is being corrected, and what stands in its place. */
function useEditing(project: ProjectSnapshot, edited: EditedTranscript, speakers: readonly Speaker[]) {
  const [typed, keep] = useKept<TypedLine>(`line:${project.id}`);
  const begin = useCallback((segment: Segment) => keep({ segment, text: segment.text }), [keep]);
  const editing = project.role === 'viewer' ? null : (typed?.segment ?? null);
  const editorFor = (segment: Segment): ReactNode =>
    typed && (
      <LineEditor
        key="editor"
        projectId={project.id}
        segment={segment}
        typed={typed}
        edited={edited}
        speakers={speakers}
        onType={keep}
        onClose={() => keep(null)}
      />
    );
  return { editing, begin, editorFor };
}

/** Goes to a word that is pressed: where it is about, and as soon as that is known to the word. */
function useSeekingWords(projectId: string, { transcript, etag }: EditedTranscript) {
  const playback = usePlayback();
  const isHeard = transcript.source === 'recognised';
  return useCallback(
    (line: Segment, offset: number) => {
      const about = whenSaid(line, offset);
      playback.seek(about);
      if (!isHeard) return;
      void askForWords(projectId, etag).then((known) => {
        const heard = known?.segments.find((segment) => sameLine(segment, line) && segment.text === line.text);
        const isStillThere = Math.abs(playback.state.get().timeMs - about) < 1_500;
        if (heard?.words && isStillThere) playback.seek(whenSaid(heard, offset));
      });
    },
    [playback, isHeard, projectId, etag],
  );
}

/** What was found, by line; the place that is looked at comes into view. */
function useFound(list: { current: HTMLOListElement | null }, finding: Finding | null) {
  const { found = NOTHING, at = 0 } = finding ?? {};
  const byLine = useMemo(() => {
    const lines = new Map<number, Found[]>();
    for (const place of found) lines.set(place.index, [...(lines.get(place.index) ?? []), place]);
    return lines;
  }, [found]);
  const now = found[at] ?? null;
  useEffect(() => {
    if (now) list.current?.querySelector('.found-now')?.scrollIntoView({ block: 'center', behavior: 'instant' });
  }, [list, now]);
  return { get: (line: number) => byLine.get(line), now };
}

const NOTHING: readonly Found[] = [];

/** `nameAt`: the name to show at the segment of this index; null where it is the one of the segment before, or nobody knows. */
function whoSays(segments: readonly Segment[], speakers: readonly Speaker[]) {
  const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
  const speakerOf = (segment: Segment | undefined): Speaker | undefined =>
    segment?.speaker === undefined ? undefined : byId.get(segment.speaker);
  const nameAt = (i: number): string | null => {
    const name = speakerOf(segments[i])?.name;
    return name === undefined || name === speakerOf(segments[i - 1])?.name ? null : name;
  };
  return { speakerOf, nameAt };
}

/** The line at which a speaker is being renamed. */
function useNaming(projectId: string, onRenamed: (speaker: Speaker) => void) {
  const [line, setLine] = useState<number | null>(null);
  const end = (renamed?: Speaker): void => {
    if (renamed) onRenamed(renamed);
    setLine(null);
  };
  const editorOf = (speaker: Speaker | undefined): ReactNode =>
    speaker && <SpeakerEditor projectId={projectId} speaker={speaker} onClose={end} />;
  return { line, begin: setLine, editorOf };
}

/** When the editor in line `open` is closed, the focus goes back to the line's button: as soon as that is there again. */
function useFocusBack(list: { current: HTMLOListElement | null }, open: number | null, button: string): void {
  const before = useRef(open);
  useLayoutEffect(() => {
    const line = before.current;
    before.current = open;
    if (open !== null || line === null) return;
    list.current?.children[line]?.querySelector<HTMLElement>(button)?.focus({ preventScroll: true });
  }, [list, open, button]);
}
