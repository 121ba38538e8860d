/**
 * Rows as a spreadsheet opens them in Italy: semicolons, a byte order mark, every cell quoted. A cell that a spreadsheet
 * would take for a formula is made a text.
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
