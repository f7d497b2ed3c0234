import ShieldAlert from "lucide-solid/icons/shield-alert";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { createSignal, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import { AUDIT_STORES, type AuditStore, type AuditVerification } from "../../../schema/contracts/audit.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { verifyAudit } from "../../rest/audit.ts";
import { Button } from "../../ui/button.tsx";
import { explain } from "../../ui/error-state.tsx";

/** As many are checked without being asked. */
const UNASKED_ROWS_MAX = 2_000;
const STORE_WORDS: Record<AuditStore, string> = { control: "settings' rows", account: "the account's own rows" };
const COUNT = new Intl.NumberFormat(undefined);

type State =
  | { kind: "checking"; rows: number; of: number | undefined }
  | { kind: "waiting"; of: number }
  | { kind: "holds"; rows: number; unchained: number }
  | { kind: "broken"; found: AuditVerification }
  | { kind: "failed"; error: unknown };

/** Whether anybody has touched the log: checked row by row, in both stores, when the page opens and on demand. */
export function VerificationBadge() {
  const account = useAccount();
  const [state, setState] = createSignal<State>({ kind: "checking", rows: 0, of: undefined });
  const leaving = new AbortController();
  onCleanup(() => leaving.abort());

  async function check(asked: boolean): Promise<void> {
    setState({ kind: "checking", rows: 0, of: undefined });
    const stretch = (store: AuditStore, after: number) => verifyAudit(account.id, { store, after }, leaving.signal);
    try {
      const firsts = await Promise.all(AUDIT_STORES.map((store) => stretch(store, 0)));
      const of = firsts.reduce((sum, { head }) => sum + head.seq, 0);
      if (!asked && of > UNASKED_ROWS_MAX && firsts.every(({ ok }) => ok))
        return void setState({ kind: "waiting", of });
      let rows = 0;
      for (const first of firsts) {
        for (let found = first; ; found = await stretch(found.store, found.next)) {
          rows += found.rows;
          if (!found.ok) return void setState({ kind: "broken", found });
          if (found.next === null) break;
          setState({ kind: "checking", rows, of });
        }
      }
      setState({ kind: "holds", rows, unchained: firsts.reduce((sum, { unchained }) => sum + unchained, 0) });
    } catch (error) {
      if (!leaving.signal.aborted) setState({ kind: "failed", error });
    }
  }
  onMount(() => void check(false));

  const as = <K extends State["kind"]>(kind: K) => {
    const now = state();
    return now.kind === kind ? (now as Extract<State, { kind: K }>) : undefined;
  };
  return (
    <div class="flex min-h-8 items-center gap-2 text-13" role="status">
      <Switch>
        <Match when={as("checking")}>
          {(now) => (
            <span class="text-ink-2">
              Checking the log
              <Show when={now().of}>{(of) => `: ${COUNT.format(now().rows)} of ${COUNT.format(of())} rows`}</Show>
            </span>
          )}
        </Match>
        <Match when={as("waiting")}>
          {(now) => (
            <Button size="sm" icon={<ShieldCheck aria-hidden="true" />} onClick={() => void check(true)}>
              Verify {COUNT.format(now().of)} rows
            </Button>
          )}
        </Match>
        <Match when={as("holds")}>
          {(now) => (
            <>
              <ShieldCheck class="size-4 shrink-0 text-success" aria-hidden="true" />
              <span class="text-ink-2">
                <span class="font-medium text-success">Verified.</span> Nobody has touched its{" "}
                {COUNT.format(now().rows)} rows
                <Show when={now().unchained > 0}>; {COUNT.format(now().unchained)} are older than the chain</Show>.
              </span>
            </>
          )}
        </Match>
        <Match when={as("broken")}>
          {(now) => (
            <>
              <ShieldAlert class="size-4 shrink-0 text-danger" aria-hidden="true" />
              <span class="font-medium text-danger">
                The log does not hold at row {now().found.brokenAt} of {STORE_WORDS[now().found.store]}.{" "}
                {now().found.message}
              </span>
            </>
          )}
        </Match>
        <Match when={as("failed")}>
          {(now) => (
            <>
              <span class="text-ink-2">The log could not be checked. {explain(now().error).what}</span>
              <Button size="sm" onClick={() => void check(true)}>
                Check again
              </Button>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}
