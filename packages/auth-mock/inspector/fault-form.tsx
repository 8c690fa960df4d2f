import { useState } from "preact/hooks";
import { aim, kinds, type Kind, type Member } from "../src/control/kinds.ts";
import { call } from "./api.ts";
import { say, use } from "./state.ts";

const all: Readonly<Record<string, Kind>> = kinds;

/** Arms a fault. The fields come from the kinds themselves. */
export function FaultForm() {
  const operations = use((state) => state.operations);
  const [kind, setKind] = useState("lost");
  const [mistake, setMistake] = useState("");
  const chosen = all[kind];
  const send = async (form: HTMLFormElement): Promise<void> => {
    try {
      const members = { ...chosen?.members, ...aim };
      const given = [...new FormData(form)].flatMap(([name, value]) => (value === "" || !members[name] ? [] : [[name, read(members[name], String(value))]]));
      await call("POST", "fault", { kind, ...(Object.fromEntries(given) as object) });
      setMistake("");
      say(`${kind} is armed.`);
    } catch (error) {
      setMistake(error instanceof SyntaxError ? "Headers are written as JSON." : (error as Error).message);
    }
  };
  return (
    <details class="arm">
      <summary>Arm a fault</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        <label class="wide">
          Kind
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            {Object.entries(all).map(([name, { tells }]) => (
              <option key={name} value={name}>
                {name}: {tells}
              </option>
            ))}
          </select>
        </label>
        {Object.entries({ ...chosen?.members, ...aim }).map(([name, member]) => (
          <Field key={`${name in aim ? "" : kind}${name}`} name={name} member={member} required={chosen?.required.includes(name) === true} />
        ))}
        <datalist id="places">
          {["any", "token", "data", ...operations].map((place) => (
            <option key={place} value={place} />
          ))}
        </datalist>
        <p class="wide mistake" role="alert">
          {mistake}
        </p>
        <button type="submit" class="main">
          Arm
        </button>
      </form>
    </details>
  );
}

function Field({ name, member, required }: { readonly name: string; readonly member: Member; readonly required: boolean }) {
  const { type, description, examples, enum: choices } = member;
  const given = { name, required, title: description, "aria-description": description } as const;
  if (type === "boolean") {
    return (
      <label>
        {name}
        <select {...given}>
          <option value="">as it is</option>
          <option value="true">yes</option>
          <option value="false">no</option>
        </select>
      </label>
    );
  }
  const hint = examples?.[0] === undefined ? "" : typeof examples[0] === "object" ? JSON.stringify(examples[0]) : String(examples[0]);
  return (
    <label class={type === "object" || type === undefined ? "wide" : undefined}>
      {name}
      {choices ? (
        <select {...given}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input {...given} placeholder={hint} list={name === "on" ? "places" : undefined} autocomplete="off" />
      )}
    </label>
  );
}

function read({ type }: Member, text: string): unknown {
  const types = [type ?? []].flat();
  if (type === undefined) return text;
  if (type === "object") return JSON.parse(text) as unknown;
  if (type === "boolean") return text === "true";
  const number = Number(text);
  return (types.includes("number") || types.includes("integer")) && !Number.isNaN(number) && Number.isFinite(number) ? number : text;
}
