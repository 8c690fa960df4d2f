/** Prints rows under their headings, columns aligned: the first to the left, the others to the right. */
export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all) {
    const cells = widths.map((width, column) => (row[column] ?? "")[column ? "padStart" : "padEnd"](width));
    console.log(cells.join("  ").trimEnd());
  }
}

/** Thousands apart, so that bytes can be read. */
export function grouped(value: number): string {
  return value.toLocaleString("en-US").replaceAll(",", " ");
}
