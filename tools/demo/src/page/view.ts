import type { TokenLife } from "./tabs.ts";

const find = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T;
const clockTime = (at: number): string => new Date(at).toLocaleTimeString("en-GB");
const kept = 12;

/** What a person can do on the page. */
export interface Controls {
  signIn(): void;
  signOut(): void;
  call(): void;
  callOften(is: boolean): void;
}

/** The page, as the program sees it. */
export interface View {
  showTab(number: number): void;
  /** Something that a person should know now; empty: nothing. */
  note(text: string): void;
  showSession(isSignedIn: boolean): void;
  showToken(life: TokenLife | undefined, now: number): void;
  showAnswer(text: string): void;
  addEvent(tab: number, at: number, sentence: string): void;
}

/** Only ever writes text: nothing that a server or another tab says becomes markup. */
export function createView({ signIn, signOut, call, callOften }: Controls): View {
  const often = find<HTMLInputElement>("often");
  /** The whole life of the token that is shown, as far as this tab has seen it. */
  let whole = { expiresAt: 0, ms: 1 };
  find("sign-in").addEventListener("click", signIn);
  find("sign-out").addEventListener("click", signOut);
  find("call").addEventListener("click", call);
  const repeat = (is: boolean): void => {
    often.checked = is;
    // Every two seconds is too often to be read out.
    find("answers").ariaLive = is ? "off" : "polite";
    callOften(is);
  };
  often.addEventListener("change", () => repeat(often.checked));

  return {
    showTab(number) {
      find("tab").textContent = `tab ${number}`;
      document.title = `Tab ${number} · Freshkey demo`;
    },
    note(text) {
      find("note").textContent = text;
    },
    showSession(isSignedIn) {
      const active = document.activeElement?.id;
      find("state").textContent = isSignedIn ? "Somebody is signed in, in all tabs of this browser." : "Nobody is signed in.";
      find("sign-in").hidden = isSignedIn;
      for (const id of ["sign-out", "life", "calls"]) find(id).hidden = !isSignedIn;
      // Who used the keyboard is not thrown back to the top of the page.
      if (active === "sign-out" && !isSignedIn) find("sign-in").focus();
      if (!isSignedIn) repeat(false);
    },
    showToken(life, now) {
      if (!life) return;
      if (life.expiresAt !== whole.expiresAt) whole = { expiresAt: life.expiresAt, ms: Math.max(1, life.expiresAt - (life.at || now)) };
      const left = Math.max(0, life.expiresAt - now);
      find<HTMLProgressElement>("left").value = Math.min(1, left / whole.ms);
      const who = life.tab === 0 ? "" : `, won by tab ${life.tab} at ${clockTime(life.at)}`;
      find("token-text").textContent = `Token ${life.generation}${who}`;
      find("left-text").textContent = left > 0 ? `Dies in ${Math.ceil(left / 1000)} s.` : "Dead. The next call renews it.";
    },
    showAnswer(text) {
      find("answers").textContent = text;
    },
    addEvent(tab, at, sentence) {
      const [item, time, text] = ["li", "time", "span"].map((name) => document.createElement(name)) as [HTMLElement, HTMLElement, HTMLElement];
      time.textContent = clockTime(at);
      text.textContent = `Tab ${tab} ${sentence}.`;
      item.append(time, text);
      const list = find("events");
      list.prepend(item);
      while (list.children.length > kept) list.lastElementChild?.remove();
    },
  };
}
