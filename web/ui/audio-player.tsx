import Download from "lucide-solid/icons/download";
import Pause from "lucide-solid/icons/pause";
import Play from "lucide-solid/icons/play";
import { createSignal, onCleanup, Show } from "solid-js";
import { playTime } from "./file-words.ts";

const SPEEDS = [1, 1.5, 2] as const;

/** Only one plays at a time. */
let sounding: HTMLAudioElement | undefined;

/** A voice message or a piece of audio: play, where it stands, how fast. */
export function AudioPlayer(props: {
  /** "Voice message". */
  kind: string;
  /** What it is called when saved. */
  name: string;
  source: string;
  durationMs?: number | undefined;
}) {
  const [playing, setPlaying] = createSignal(false);
  const [atMs, setAtMs] = createSignal(0);
  const [measuredMs, setMeasuredMs] = createSignal<number>();
  const [speed, setSpeed] = createSignal<(typeof SPEEDS)[number]>(1);
  const [broken, setBroken] = createSignal(false);
  const totalMs = () => measuredMs() ?? props.durationMs;
  let audio: HTMLAudioElement | undefined;

  const toggle = (): void => {
    if (!audio) return;
    if (!audio.paused) return audio.pause();
    if (sounding !== audio) sounding?.pause();
    sounding = audio;
    audio.playbackRate = speed();
    audio.play().catch(() => setBroken(true));
  };
  const seek = (ms: number): void => {
    if (audio) audio.currentTime = ms / 1000;
    setAtMs(ms);
  };
  const measure = (): void => {
    // A recording made in a browser may not say its length: then only what was played so far is known.
    if (audio && Number.isFinite(audio.duration)) setMeasuredMs(audio.duration * 1000);
  };
  onCleanup(() => {
    audio?.pause();
    if (sounding === audio) sounding = undefined;
  });

  return (
    <Show
      when={!broken()}
      fallback={
        <a
          href={props.source}
          download={props.name}
          class="flex min-h-11 items-center gap-2 text-13 font-medium text-accent-ink hover:underline [&_svg]:size-4"
        >
          <Download aria-hidden="true" /> This browser cannot play it. Download
        </a>
      }
    >
      <div role="group" aria-label={props.kind} class="flex w-68 max-w-full items-center gap-2 py-1">
        <audio
          ref={(element) => (audio = element)}
          src={props.source}
          preload={props.durationMs === undefined ? "metadata" : "none"}
          onLoadedMetadata={measure}
          onDurationChange={measure}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => seek(0)}
          onTimeUpdate={(event) => setAtMs(event.currentTarget.currentTime * 1000)}
          onError={() => setBroken(true)}
        />
        <button
          type="button"
          aria-label={playing() ? "Pause" : `Play the ${props.kind.toLowerCase()}`}
          class="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent hover:bg-accent-hover max-narrow:size-11 [&_svg]:size-4 [&_svg]:fill-current"
          onClick={toggle}
        >
          <Show when={playing()} fallback={<Play aria-hidden="true" class="translate-x-px" />}>
            <Pause aria-hidden="true" />
          </Show>
        </button>
        <div class="min-w-0 flex-1">
          <div class="relative">
            <div class="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-field-line" />
            <div
              class="absolute top-1/2 left-0 h-1 -translate-y-1/2 rounded-full bg-accent-ink"
              style={{ width: `${(100 * atMs()) / Math.max(1, totalMs() ?? 1)}%` }}
            />
            <input
              type="range"
              min="0"
              max={Math.max(1, Math.round(totalMs() ?? 1))}
              step="100"
              value={Math.round(atMs())}
              aria-label="Position"
              aria-valuetext={`${playTime(atMs())} of ${playTime(totalMs() ?? 0)}`}
              class="relative block h-5 w-full cursor-pointer appearance-none rounded-inner bg-transparent max-narrow:h-11 [&::-moz-range-thumb]:size-3 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent-ink [&::-webkit-slider-thumb]:size-3 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-accent-ink"
              onInput={(event) => seek(Number(event.currentTarget.value))}
            />
          </div>
          <p class="text-12 text-ink-2 tabular-nums max-narrow:-mt-3">
            {playing() || atMs() > 0 ? `${playTime(atMs())} / ` : ""}
            {totalMs() === undefined ? "--:--" : playTime(totalMs() ?? 0)}
          </p>
        </div>
        <button
          type="button"
          aria-label={`Speed ${speed()} times. Change`}
          class="h-6 w-10 shrink-0 self-start max-narrow:self-center rounded-inner text-12 font-medium text-ink-2 tabular-nums hover:bg-sunken hover:text-ink max-narrow:size-11"
          onClick={() => {
            const next = SPEEDS[(SPEEDS.indexOf(speed()) + 1) % SPEEDS.length] ?? 1;
            setSpeed(next);
            if (audio) audio.playbackRate = next;
          }}
        >
          {speed()}×
        </button>
      </div>
    </Show>
  );
}
