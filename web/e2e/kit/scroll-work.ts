import type { Page } from "playwright-core";

/** What scrolling cost the page, frame by frame. */
export interface ScrollWork {
  frames: number;
  /** Milliseconds of processor time the page's main thread took a frame, for everything: script, style, layout and paint. */
  p50: number;
  p95: number;
  /** Share of frames whose work fits into a sixtieth of a second. */
  inTime: number;
}

export const FRAME_MS = 1000 / 60;

/**
 * Scrolls the element `selector` by `pxPerFrame` in every frame, and reads from the browser's own trace what each frame cost. Processor time
 * is told, not time that passed or frames shown: what else a machine does, or that it has no graphics processor, changes it little.
 */
export async function scrollWork(
  page: Page,
  selector: string,
  { frames, pxPerFrame }: { frames: number; pxPerFrame: number },
): Promise<ScrollWork> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["devtools.timeline", "disabled-by-default-devtools.timeline"] });
  await page.evaluate(
    async ([target, count, step]) => {
      const element = document.querySelector(target);
      if (!element) throw new Error(`nothing to scroll: ${target}`);
      for (let frame = 0; frame < count; frame++) {
        await new Promise(requestAnimationFrame);
        element.scrollTop += step;
      }
    },
    [selector, frames, pxPerFrame] as const,
  );
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  // The first frames carry the beginning of the trace itself.
  const work = workOfFrames(traceEvents).slice(2);
  const sorted = work.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return {
    frames: work.length,
    p50: at(0.5),
    p95: at(0.95),
    inTime: work.filter((ms) => ms <= FRAME_MS).length / work.length,
  };
}

/** `tdur`: processor time. Both in microseconds. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
}

/** For each frame the processor time of its own task and of those since the frame before it, in milliseconds. */
function workOfFrames(events: readonly TraceEvent[]): number[] {
  const frames = events.filter(({ name }) => name === "FireAnimationFrame");
  const threads = Map.groupBy(frames, ({ pid, tid }) => `${pid}.${tid}`);
  // Other pages of the browser may draw too, but none as much as the one that scrolls.
  const [scrolled = []] = [...threads.values()].toSorted((a, b) => b.length - a.length);
  const [{ pid, tid } = { pid: 0, tid: 0 }] = scrolled;
  const tasks = events
    .filter((event) => event.name === "RunTask" && event.pid === pid && event.tid === tid)
    .toSorted((a, b) => a.ts - b.ts);
  const starts = scrolled.map(({ ts }) => ts).toSorted((a, b) => a - b);
  const work: number[] = [];
  let spent = 0;
  let next = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    spent += tdur / 1000;
    if ((starts[next] ?? Infinity) > ts + dur) continue;
    while ((starts[next] ?? Infinity) <= ts + dur) next++;
    work.push(spent);
    spent = 0;
  }
  return work;
}
