/** A browser without a screen: it keeps cookies, follows redirects, and presses a button of the provider's page. Resolves to the address it comes back to. */
export async function visit(address: string, home: string, choice: "sign-in" | "cancel" = "sign-in"): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(address);
  let method = "GET";
  for (let step = 0; step < 10; step += 1) {
    const response = await fetch(next, { method, redirect: "manual", headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null && response.status !== 200) throw new Error(`The provider's page answers ${response.status}.`);
    method = location === null ? "POST" : "GET";
    next = location === null ? new URL(`?choice=${choice}`, next) : new URL(location, next);
    if (next.href.startsWith(home)) return next;
  }
  throw new Error("The provider sends the person round in a circle.");
}
