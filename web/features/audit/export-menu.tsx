import Download from "lucide-solid/icons/download";
import type { AuditFilters } from "../../../schema/contracts/audit.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { auditExportUrl } from "../../rest/audit.ts";
import { Button } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";

/** The log as a file, narrowed down as it is on the screen. */
export function ExportMenu(props: { filters: AuditFilters }) {
  const account = useAccount();
  const save = (format: "csv" | "jsonl") => {
    const link = document.createElement("a");
    link.href = auditExportUrl(account.id, props.filters, format);
    link.download = "";
    link.click();
  };
  return (
    <Menu
      align="end"
      entries={[
        { label: "CSV, for a spreadsheet", onSelect: () => save("csv") },
        { label: "JSON lines, for a program", onSelect: () => save("jsonl") },
      ]}
      trigger={(trigger) => (
        <Button {...trigger} icon={<Download aria-hidden="true" />}>
          Export
        </Button>
      )}
    />
  );
}
