import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { useAccount } from "../../frame/account-context.tsx";
import type { Answer } from "./answer.ts";

/** Why there is no answer, or only a part of one, and where that is put right. */
export function AnswerProblem(props: {
  answer: Answer;
  /** The person has typed something of their own, which is as it was. */
  typed?: boolean;
}) {
  const account = useAccount();
  const problem = () => (props.answer.state === "failed" ? props.answer.problem : undefined);
  const fix = () => {
    const code = problem()?.code ?? "";
    if (!account.can("viewSettings")) return undefined;
    if (code === "ai_key_refused" || code === "ai_not_connected")
      return { path: "modules/ai", words: "Open the AI module" };
    if (code === "ai_cap_reached") return { path: "agents", words: "See this month's use" };
    return undefined;
  };
  return (
    <>
      <Show when={problem()}>
        {(shown) => (
          <div
            class={`mx-3.5 my-1 rounded-inner px-3 py-2 text-13 ${props.answer.text === "" ? "bg-danger-soft text-danger" : "bg-warning-soft text-warning"}`}
          >
            <p class="font-medium">{shown().message}</p>
            <p class="mt-0.5 text-12 empty:hidden">
              {props.answer.text === "" ? "" : "What came so far is above. "}
              {props.typed ? "What you wrote has not changed." : ""}
            </p>
            <Show when={fix()}>
              {(way) => (
                <A
                  href={`/a/${account.id}/${way().path}`}
                  class="mt-1 inline-flex items-center font-medium underline underline-offset-2 max-narrow:min-h-11"
                >
                  {way().words}
                </A>
              )}
            </Show>
            <Show when={shown().requestId}>
              {(requestId) => (
                <p class="mt-0.5 text-12">
                  Request <code class="font-mono">{requestId()}</code>
                </p>
              )}
            </Show>
          </div>
        )}
      </Show>
      <Show when={props.answer.state === "done" && props.answer.tooLong}>
        <p class="mx-3.5 my-1 text-12 text-warning">It grew as long as an answer may be, and ends there.</p>
      </Show>
    </>
  );
}
