// Reads what Mermaid itself understands of the diagrams on standard input: a JSON list of texts in, a JSON list of
// `{title, tasks: [{section, task, score, people}]}` or `{error}` out.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
Object.assign(globalThis, { window, document: window.document });
for (const name of ["DOMParser", "Element", "HTMLElement", "Node", "SVGElement", "NodeFilter"]) {
  globalThis[name] = window[name];
}
const { default: mermaid } = await import("mermaid");
// The first parse registers the kinds of diagrams.
await mermaid.parse("journey\n", { suppressErrors: true });

// Mermaid turns entities back into characters only when it draws.
function shown(text) {
  const area = window.document.createElement("textarea");
  area.innerHTML = text.replace(/ﬂ°°/g, "&#").replace(/ﬂ°/g, "&").replace(/¶ß/g, ";");
  return area.value;
}

async function read(source) {
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
    return {
      title: shown(db.getDiagramTitle()),
      tasks: db.getTasks().map(({ section, task, score, people }) => ({
        section: shown(section),
        task: shown(task),
        score,
        people: people.map(shown),
      })),
    };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

let input = "";
for await (const chunk of process.stdin) input += chunk;
const answers = [];
for (const source of JSON.parse(input)) answers.push(await read(source));
process.stdout.write(JSON.stringify(answers));
