import type { Deployment } from "../../../schema/contracts/deployments.ts";
import { partDone } from "./status-words.ts";

/** How far a deployment is: a bar, and the same in words. */
export function ProgressBar(props: { deployment: Deployment; label: string }) {
  const through = () => props.deployment.total - props.deployment.counts.waiting;
  return (
    <div>
      <div
        role="progressbar"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={props.deployment.total}
        aria-valuenow={through()}
        class="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          class="h-full rounded-full bg-accent transition-[width] duration-300 motion-reduce:transition-none"
          style={{ width: `${(partDone(props.deployment) * 100).toFixed(1)}%` }}
        />
      </div>
      <p class="mt-1.5 text-12 text-ink-3 tabular-nums">
        {through().toLocaleString()} of {props.deployment.total.toLocaleString()}{" "}
        {props.deployment.total === 1 ? "client" : "clients"}
        {props.deployment.failed > 0 ? ` · ${props.deployment.failed.toLocaleString()} failed` : ""}
      </p>
    </div>
  );
}
