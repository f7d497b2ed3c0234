import { reasonOf } from "../../schema/reason-of.ts";

/** Something an object does when its alarm rings. Answers when it wants to be called next, ms since the epoch. */
export interface AlarmJob {
  name: string;
  run(): Promise<number | undefined> | number | undefined;
}

/** How soon a job that failed is tried again. */
const RETRY_MS = 30_000;

/**
 * Runs every job and sets the alarm for the earliest that wants it. Never throws: an alarm that keeps throwing is deleted after seven runs,
 * and then nothing would be sent ever again. A job that fails is reported, tried again, and does not stop the others.
 */
export async function runAlarm(
  jobs: readonly AlarmJob[],
  clock: { now(): number; wakeAt(at: number): void },
): Promise<void> {
  for (const job of jobs) {
    const due = await attempt(job, clock.now);
    if (due === undefined) continue;
    try {
      clock.wakeAt(due);
    } catch (error) {
      report("alarm_not_set", job, error);
    }
  }
}

async function attempt(job: AlarmJob, now: () => number): Promise<number | undefined> {
  try {
    return await job.run();
  } catch (error) {
    report("alarm_job_failed", job, error);
    return now() + RETRY_MS;
  }
}

function report(event: string, { name }: AlarmJob, error: unknown): void {
  console.error(JSON.stringify({ level: "error", event, job: name, reason: reasonOf(error) }));
}
