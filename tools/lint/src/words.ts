/** How many letters must be added, dropped or changed to get from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The known word that was probably meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  const ranked = known
    .map((other) => ({ other, far: distance(word.toLowerCase(), other.toLowerCase()) }))
    .filter(({ other, far }) => far <= limit && (far < other.length || word.startsWith(other)))
    .sort((a, b) => a.far - b.far);
  return ranked[0]?.other;
}

/** `did you mean `x`?`, else what is known, else what to do when nothing is. */
export function meant(word: string, known: readonly string[], otherwise: string): string {
  const guess = nearest(word, known);
  if (guess !== undefined) return `did you mean \`${guess}\`?`;
  return known.length > 0 && known.length <= 20 ? `write one of ${listed(known)}` : otherwise;
}

/** `a`, `b` or `c` as Markdown code. */
export function listed(words: readonly string[], last: string = "or"): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}
