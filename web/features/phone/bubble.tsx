import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import Clock from "lucide-solid/icons/clock";
import { Match, Switch } from "solid-js";
import type { SandboxMessage } from "../../../schema/contracts/sandbox.ts";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const SAYS = { sent: "sent", delivered: "delivered", read: "read", failed: "not delivered" } as const;

/** One message on the phone. The customer's own are at the right; what the provider refused is shown struck, for the one who tests. */
export function Bubble(props: { message: SandboxMessage; onTheWay: boolean }) {
  const own = () => props.message.from === "customer";
  return (
    <li class={`flex ${own() ? "justify-end" : "justify-start"}`}>
      <div
        class={`max-w-[84%] rounded-card px-2.5 py-1.5 text-14 break-words whitespace-pre-wrap ${own() ? "bg-(--phone-out)" : "bg-(--phone-in)"} ${props.message.status === "failed" ? "border border-dashed border-danger" : ""}`}
      >
        <span class="sr-only">{own() ? "Customer: " : "Business: "}</span>
        {props.message.text}
        <span class="float-right mt-1 ml-3 inline-flex items-center gap-1 text-12 leading-4 text-(--phone-quiet) [&_svg]:size-3.5">
          <Switch>
            <Match when={props.message.status === "failed"}>
              <span class="font-medium text-danger">Not delivered</span>
            </Match>
            <Match when={!own() && props.message.status !== "sent"}>
              <span>{SAYS[props.message.status]}</span>
            </Match>
          </Switch>
          <time datetime={props.message.at}>{TIME.format(new Date(props.message.at))}</time>
          <Switch>
            <Match when={props.onTheWay}>
              <Clock aria-label="on its way" />
            </Match>
            <Match when={own() && props.message.status === "sent"}>
              <Check aria-label="sent" />
            </Match>
            <Match when={own() && props.message.status === "delivered"}>
              <CheckCheck aria-label="delivered" />
            </Match>
            <Match when={own() && props.message.status === "read"}>
              <CheckCheck aria-label="read" class="text-(--phone-tick-read)" />
            </Match>
          </Switch>
        </span>
      </div>
    </li>
  );
}
