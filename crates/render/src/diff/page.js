// A difference that is on the drawing becomes a button that leads there.
for (const words of document.querySelectorAll("[data-to]")) {
  const card = document.querySelector(`g[data-card="${CSS.escape(words.dataset.to)}"]`);
  if (!card) continue;
  const button = document.createElement("button");
  button.className = "what";
  button.textContent = words.textContent;
  button.addEventListener("click", () => {
    document.querySelectorAll("g.found").forEach((other) => other.classList.remove("found"));
    card.classList.add("found");
    document.querySelector(".map").scrollIntoView({ block: "start" });
    card.scrollIntoView({ block: "center", inline: "center" });
  });
  words.replaceWith(button);
}
