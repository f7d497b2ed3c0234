import { createSignal, onCleanup } from "solid-js";

const TICK_MS = 250;

/** A wait that runs down: `seconds()` left, and `text()` as "0:44". */
export function createCountdown(): { start: (seconds: number) => void; seconds: () => number; text: () => string } {
  const [seconds, setSeconds] = createSignal(0);
  let endsAt = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => clearInterval(timer);
  const tick = () => {
    const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    setSeconds(left);
    if (left === 0) stop();
  };
  onCleanup(stop);
  return {
    start: (wait) => {
      stop();
      endsAt = Date.now() + wait * 1000;
      tick();
      timer = setInterval(tick, TICK_MS);
    },
    seconds,
    text: () => `${Math.floor(seconds() / 60)}:${String(seconds() % 60).padStart(2, "0")}`,
  };
}
