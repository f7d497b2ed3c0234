import ImageUp from "lucide-solid/icons/image-up";
import { createSignal, Show } from "solid-js";
import { type Branding, LOGO_MAX_BYTES, LOGO_TYPES } from "../../../schema/contracts/branding.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { deleteLogo, putLogo } from "../../rest/branding.ts";
import { toast, toastError } from "../../stores/toasts.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";

/** The account's logo: shown, exchanged, taken off. */
export function LogoCard(props: { branding: Branding; onSaved: (saved: Branding) => void }) {
  const account = useAccount();
  const [busy, setBusy] = createSignal<"put" | "delete" | undefined>();
  const [problem, setProblem] = createSignal("");
  let input: HTMLInputElement | undefined;
  const own = () => props.branding.own.logo;
  const worn = () => own() ?? props.branding.inherited.logo;

  const act = async (what: "put" | "delete", done: string, work: () => Promise<Branding>) => {
    setBusy(what);
    setProblem("");
    try {
      props.onSaved(await work());
      toast(done);
    } catch (error) {
      toastError("The logo was not changed.", error);
    } finally {
      setBusy(undefined);
    }
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    // Known before it leaves.
    if (!LOGO_TYPES.some((type) => type === file.type)) return setProblem("A logo is a PNG, JPEG or WebP picture.");
    if (file.size > LOGO_MAX_BYTES) return setProblem(`A logo has at most ${LOGO_MAX_BYTES / 1024} KB.`);
    void act("put", "The logo is changed.", () => putLogo(account.id, file));
  };

  return (
    <Card title="Logo" text="A square picture works best: PNG, JPEG or WebP, up to 256 KB.">
      <div class="flex flex-wrap items-center gap-4">
        <div class="flex size-16 shrink-0 items-center justify-center overflow-hidden rounded-card border border-line bg-sunken">
          <Show when={worn()} fallback={<span class="text-12 text-ink-2">None</span>}>
            {(logo) => <img src={logo()} alt="The logo as it is" class="size-full object-contain" />}
          </Show>
        </div>
        <Show
          when={account.can("manageSettings")}
          fallback={<p class="text-13 text-ink-2">An administrator of the account can change it.</p>}
        >
          <div class="flex flex-wrap gap-2">
            <input
              ref={(element) => (input = element)}
              type="file"
              class="sr-only"
              tabIndex={-1}
              aria-label="Logo file"
              accept={LOGO_TYPES.join(",")}
              onChange={(event) => {
                choose(event.currentTarget.files?.[0]);
                event.currentTarget.value = "";
              }}
            />
            <Button icon={<ImageUp aria-hidden="true" />} busy={busy() === "put"} onClick={() => input?.click()}>
              {own() === null ? "Upload a logo" : "Change"}
            </Button>
            <Show when={own() !== null}>
              <Button
                variant="ghost"
                busy={busy() === "delete"}
                onClick={() => void act("delete", "The logo is off.", () => deleteLogo(account.id))}
              >
                Take off
              </Button>
            </Show>
          </div>
        </Show>
      </div>
      <p role="alert" class="mt-2 text-13 text-danger empty:hidden">
        {problem()}
      </p>
    </Card>
  );
}
