import { html } from "hono/html";

/** Whose name a mail is written in. */
export interface MailBrand {
  name: string;
  /** The name in the mail's From. */
  senderName: string;
  /** `#rrggbb`, dark enough for white words. */
  accent: string;
  /** The whole address of a picture; null where the name stands for itself. */
  logo: string | null;
}

/** What a mail says, before it has its form: plain words, and perhaps one thing to press. */
export interface Letter {
  /** Which of the product's mails it is. */
  kind: string;
  subject: string;
  /** One paragraph each. */
  paragraphs: readonly string[];
  act?: { label: string; url: string };
  /** Small print under it. */
  closing?: string;
}

/** The words of a letter for programs that show none but plain text. */
export function letterText({ paragraphs, act, closing }: Letter): string {
  const parts = [...paragraphs, ...(act ? [`${act.label}:\n${act.url}`] : []), ...(closing ? [closing] : [])];
  return `${parts.join("\n\n")}\n`;
}

/** The same as HTML: tables and inline style, because mail programs know nothing else. Every word in it is escaped. */
export async function letterHtml({ subject, paragraphs, act, closing }: Letter, brand: MailBrand): Promise<string> {
  const text = "font:16px/1.5 -apple-system,Segoe UI,Helvetica,Arial,sans-serif;color:#0f172a;margin:0 0 16px";
  const document = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;background:#f8fafc;padding:32px 16px">
        <table
          role="presentation"
          width="100%"
          style="max-width:560px;margin:0 auto;background:#ffffff;border:1px solid #e2e8f0;border-radius:8px"
        >
          <tr>
            <td style="padding:32px">
              <p style="${text};font-weight:600;color:${brand.accent}">
                ${
                  brand.logo === null
                    ? brand.name
                    : html`<img
                        src="${brand.logo}"
                        alt="${brand.name}"
                        height="40"
                        style="height:40px;max-width:200px"
                      />`
                }
              </p>
              ${paragraphs.map((words) => html`<p style="${text}">${words}</p>`)}
              ${
                act
                  ? html`<p style="${text}">
                      <a
                        href="${act.url}"
                        style="display:inline-block;padding:12px 20px;border-radius:8px;background:${brand.accent};color:#ffffff;text-decoration:none;font-weight:600"
                        >${act.label}</a
                      >
                    </p>`
                  : ""
              }
              ${closing ? html`<p style="${text};font-size:13px;color:#475569;margin:0">${closing}</p>` : ""}
            </td>
          </tr>
        </table>
      </body>
    </html>`;
  return String(document);
}
