import { render } from "preact";
import { Accounts } from "./accounts.tsx";
import { Bar } from "./bar.tsx";
import { Detail } from "./detail.tsx";
import { Faults } from "./faults.tsx";
import { Journal } from "./journal.tsx";
import { connect } from "./live.ts";
import { use } from "./state.ts";

function Page() {
  const chosen = use((state) => state.chosen !== undefined);
  const { text, failed, count } = use((state) => state.said);
  return (
    <>
      <a class="skip" href="#journal">
        To the journal
      </a>
      <Bar />
      <main class={chosen ? "chosen" : undefined}>
        <div class="side">
          <Accounts />
          <Faults />
        </div>
        <div class="work">
          <Journal />
          <Detail />
        </div>
      </main>
      <p role="status">
        {text !== "" && (
          <span key={count} class={failed ? "said failed" : "said"}>
            {text}
          </span>
        )}
      </p>
    </>
  );
}

const root = document.getElementById("app");
if (root) render(<Page />, root);
connect();
