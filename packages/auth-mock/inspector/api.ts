/** Calls the control API. Throws an `Error` that says what to do. */
export async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }) }).catch(() => {
    throw new Error("The mock cannot be reached.");
  });
  const text = await answer.text();
  const read: unknown = text === "" ? undefined : JSON.parse(text);
  if (!answer.ok) throw new Error((read as { detail?: string } | undefined)?.detail ?? `The mock answered ${answer.status}.`);
  return read as Answer;
}
