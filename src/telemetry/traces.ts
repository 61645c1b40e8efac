/**
 * Traces: what belongs to one request, from it to its tasks to their calls of vendors, as spans for OpenTelemetry. Without an endpoint none are
 * made, and nothing of OpenTelemetry is loaded.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Attributes = Record<string, string | number>;

/** `server`: a request arrives; `consumer`: a task is worked on; `client`: a vendor is called. */
export type SpanKind = 'server' | 'consumer' | 'client';

export interface Span {
  /** As it is handed on: https://www.w3.org/TR/trace-context/#traceparent-header */
  readonly traceparent: string;
  rename(name: string): void;
  add(attributes: Attributes): void;
  /** It ends badly. */
  fail(reason: string): void;
  end(): void;
}

export interface Tracer {
  /** `parent`: a `traceparent`, or null where the span is the first of its trace. */
  start(name: string, kind: SpanKind, parent: string | null): Span;
  /** Sends what was not sent yet. */
  stop(): Promise<void>;
}

const spans = new AsyncLocalStorage<Span>();
let tracer: Tracer | null = null;

/** `endpoint`: where OTLP is taken over HTTP, without `/v1/traces`; null for no traces. `service`: who sends them. */
export async function startTraces(endpoint: string | null, service: string): Promise<void> {
  if (endpoint === null) return;
  const { openTracer } = await import('./open-telemetry.js');
  tracer = openTracer(endpoint, service);
}

/** At the end of a process. */
export const stopTraces = async (): Promise<void> => tracer?.stop();

/** The span in which this is called; null where there is none. */
export const currentSpan = (): Span | null => spans.getStore() ?? null;

/** What is stored with a task, so that whoever works on it later goes on with the trace. */
export const currentTrace = (): string | null => currentSpan()?.traceparent ?? null;

/** A span that the caller ends; null without traces. `parent`: by default the span in which this is called. */
export function startSpan(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  parent: string | null = currentTrace(),
): Span | null {
  const span = tracer?.start(name, kind, parent) ?? null;
  span?.add(attributes);
  return span;
}

/** What is started within `work` has this span as its parent. */
export const within = <T>(span: Span | null, work: () => T): T => (span ? spans.run(span, work) : work());

/** Runs `work` in this span, and ends it; badly where `work` throws. */
export async function traced<T>(span: Span | null, work: () => Promise<T>): Promise<T> {
  if (!span) return work();
  try {
    return await within(span, work);
  } catch (error) {
    span.fail(String(error));
    throw error;
  } finally {
    span.end();
  }
}
