// The first screen in a folder without an archive.
import { announce, element, labels, post } from "./desk.js";

const button = document.getElementById("create");
const fields = Object.fromEntries(["title", "council", "province"].map((id) => [id, document.getElementById(id)]));

async function create() {
  if (!fields.title.value.trim()) {
    document.getElementById("title-missing")?.remove();
    fields.title.after(element("small", { id: "title-missing", className: "error" }, `${labels.SiteTitle}: ${labels.Required}`));
    fields.title.setAttribute("aria-invalid", "true");
    fields.title.setAttribute("aria-errormessage", "title-missing");
    fields.title.focus();
    announce(labels.Required);
    return;
  }
  button.disabled = true;
  try {
    await post("/api/create", Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, field.value])));
    location.assign("/");
  } catch (error) {
    document.querySelector(".form").before(element("p", { className: "notice", role: "alert" }, error.message));
    button.disabled = false;
  }
}

button.addEventListener("click", create);
for (const field of Object.values(fields)) field.addEventListener("keydown", (event) => event.key === "Enter" && create());
// The title is filled in already.
fields.council.focus();
