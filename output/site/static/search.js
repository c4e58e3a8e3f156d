// The list of actions: filtered as one types, with the filters kept in the address.
"use strict";
(() => {
  const ACTIONS = window.CONTRATS_ACTIONS;
  const AT_ONCE = 50;
  const PHASES = { study: "Étude", implementation: "Mise en œuvre", unknown: "Phase non précisée" };
  const form = document.getElementById("filters");
  const list = document.getElementById("results"), count = document.getElementById("count");
  const more = document.getElementById("more");
  let found = [], shown = 0, timer = 0;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").replace(/æ/gi, "ae").replace(/[’']/g, " ").toLowerCase();
  for (const action of ACTIONS) {
    action.folded = fold([action.number, action.title, action.city, action.theme, ...action.texts, ...action.partners].join("\n"));
    action.names = action.partners.map(fold);
  }

  const inYear = (action, year, phase) =>
    Object.entries(action.years).some(([planned, how]) => (!year || planned === year) && (!phase || how === phase));
  const TESTS = {
    ville: (action, value) => action.contract === value,
    theme: (action, value) => action.theme === value,
    priorite: (action, value) => action.priority === value,
    categorie: (action, value) => action.categories.includes(value),
    partenaire: (action, value) => action.names.some((name) => name.includes(fold(value.trim()))),
    q: (action, value) => fold(value).split(/\s+/).every((word) => action.folded.includes(word)),
  };

  const wanted = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  const matches = (action, filters) =>
    Object.entries(TESTS).every(([name, test]) => !filters[name] || test(action, filters[name])) &&
    (!(filters.annee || filters.phase) || inYear(action, filters.annee, filters.phase));

  const make = (tag, properties, ...children) => {
    const part = Object.assign(document.createElement(tag), properties);
    part.append(...children);
    return part;
  };
  // A calendar shows every year of all contracts, so that the lines align; over a dozen of them, its own.
  const planned = ACTIONS.flatMap((action) => Object.keys(action.years).map(Number));
  const first = Math.min(...planned), last = Math.max(...planned);
  const span = last - first < 12 ? Array.from({ length: last - first + 1 }, (_, k) => String(first + k)) : null;
  const bar = (years) => make("ul", { className: "bar", ariaLabel: "Calendrier" }, ...(span || Object.keys(years)).map((year) =>
    years[year] ? make("li", { className: years[year] }, year, make("span", { className: "hidden" }, ` : ${PHASES[years[year]]}`))
      : make("li", { className: "no", ariaHidden: "true" }, year)));
  const line = (action) => {
    const link = make("a", { href: `actions/${action.id}.html` });
    if (action.number) link.append(make("span", { className: "number" }, action.number), " ");
    link.append(action.title);
    const told = [action.city, action.theme, action.priority && action.priority_words].filter(Boolean).join(" · ");
    const item = make("li", {}, make("div", {}, link, make("p", { className: "meta" }, told)));
    if (Object.keys(action.years).length) item.append(bar(action.years));
    return item;
  };

  const showMore = () => {
    const next = found.slice(shown, shown + AT_ONCE).map(line);
    list.append(...next);
    shown += next.length;
    more.hidden = shown >= found.length;
    return next;
  };
  const filter = () => {
    const filters = wanted();
    found = ACTIONS.filter((action) => matches(action, filters));
    shown = 0;
    list.replaceChildren();
    showMore();
    const of = found.length === ACTIONS.length ? "" : ` sur ${ACTIONS.length}`;
    count.textContent = found.length ? `${found.length} action${found.length > 1 ? "s" : ""}${of}` : "Aucune action ne correspond à ces filtres.";
    const query = new URLSearchParams(filters).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };
  const restore = () => {
    form.reset();
    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = form.elements.namedItem(name);
      if (!field) continue;
      field.value = value;
      // A value that no list offers is shown, not dropped: the reader sees why nothing is found.
      if (field.value !== value) {
        field.append(new Option(value, value));
        field.value = value;
      }
    }
    filter();
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 120); });
  form.addEventListener("reset", () => setTimeout(filter));
  more.addEventListener("click", () => { const first = showMore()[0]; if (first) first.querySelector("a").focus(); });
  restore();
})();
