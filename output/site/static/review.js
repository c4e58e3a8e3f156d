// The review page: verdicts and corrections, kept while one works, saved as a file.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const { sha256, file } = document.body.dataset;
  const KEPT = `contrats-review-${sha256}`;
  const pictures = JSON.parse(at("pictures").textContent);
  const editors = at("editors").content;
  const select = at("part"), who = at("who"), said = at("said");
  const names = [...select.options].map((option) => option.value);

  // What was said so far: a correction for each pointer; those that add to a list have a number of their own.
  let marks = {}, unsaved = false;
  const keep = () => {
    unsaved = true;
    try { localStorage.setItem(KEPT, JSON.stringify({ who: who.value, marks })); } catch { /* a browser may refuse */ }
    count();
  };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const ready = () => Object.values(marks).filter((mark) => !(mark.add && mark.now === null));
  const changes = (mark) => !same(mark.now, mark.was);
  const count = () => {
    const all = ready().length, corrected = ready().filter(changes).length;
    said.textContent = all ? `${all} avis, dont ${corrected} correction${corrected > 1 ? "s" : ""}.` : "";
  };

  // One value's editor: what to read instead.
  let number = 0;
  const editor = (mark, kind, label, after) => {
    const place = document.createElement("div");
    place.className = "editor";
    const change = (now) => { mark.now = now; mark.when = new Date().toISOString(); keep(); };
    const made = (part, text) => {
      number += 1;
      part.id = `e-${number}`;
      const words = document.createElement("label");
      words.htmlFor = part.id;
      words.textContent = text;
      place.append(words, part);
      return part;
    };
    const value = mark.now;
    if (kind === "year") {
      const year = made(document.createElement("input"), "Année (vide pour la retirer)");
      year.type = "number"; year.min = 1900; year.max = 2200; year.value = value ? value.year : "";
      const phase = made(editors.querySelector(".phase").cloneNode(true), "Phase");
      phase.value = (value && value.phase) || "";
      const read = () => change(year.value ? { year: Number(year.value), phase: phase.value || null } : null);
      year.addEventListener("input", read);
      phase.addEventListener("input", read);
    } else if (kind === "theme" || kind === "pillar") {
      const list = made(editors.querySelector(`.${kind}`).cloneNode(true), `${label} : à lire`);
      list.value = value || "";
      list.addEventListener("input", () => change(list.value));
    } else if (kind === "number") {
      const input = made(document.createElement("input"), `${label} : à lire (vide pour retirer)`);
      input.type = "number"; input.value = value ?? "";
      input.addEventListener("input", () => change(input.value ? Number(input.value) : null));
    } else {
      const text = made(document.createElement("textarea"), mark.add ? `${label} : à ajouter` : `${label} : à lire (vide pour retirer)`);
      text.rows = 1; text.value = value || "";
      text.addEventListener("input", () => change(text.value.trim().replace(/\s+/g, " ") || null));
    }
    if (after) place.append(after);
    return place;
  };

  // A value that was read: right, or wrong with its editor.
  const verdict = (box) => {
    const { pointer, edit } = box.dataset, was = JSON.parse(box.dataset.was);
    const label = box.querySelector("legend").textContent.replace(/^Avis sur /, "").split(/\s:\s/)[0];
    const show = () => {
      const mark = marks[pointer], old = box.querySelector(".editor");
      if (old) old.remove();
      if (!mark) return;
      box.querySelector(`[value=${mark.verdict}]`).checked = true;
      if (mark.verdict === "wrong") box.append(editor(mark, edit, label));
    };
    box.addEventListener("change", (event) => {
      if (event.target.type !== "radio") return;
      const right = event.target.value === "right";
      marks[pointer] = { field: pointer, verdict: event.target.value, was, now: was, when: new Date().toISOString() };
      show();
      keep();
      if (!right) box.querySelector(".editor textarea, .editor input, .editor select").focus();
    });
    show();
  };

  // A value that was missed.
  const adder = (button) => {
    const { pointer, edit, label } = button.dataset;
    const add = (key, mark) => {
      marks[key] = mark;
      const drop = document.createElement("button");
      drop.type = "button"; drop.className = "drop"; drop.textContent = "Retirer cet ajout";
      const place = editor(mark, edit, label, drop);
      drop.addEventListener("click", () => { delete marks[key]; place.remove(); keep(); button.focus(); button.hidden = false; });
      button.before(place);
      button.hidden = !pointer.endsWith("/-");
      return place;
    };
    for (const [key, mark] of Object.entries(marks)) if (mark.add && mark.field === pointer) add(key, mark);
    button.addEventListener("click", () => {
      const key = `${pointer} ${Object.keys(marks).length} ${Date.now()}`;
      add(key, { field: pointer, verdict: "wrong", was: null, now: null, add: true, when: new Date().toISOString() })
        .querySelector("textarea, input").focus();
      count();
    });
  };

  // One part of the contract at a time.
  const show = (name) => {
    if (!names.includes(name)) return;
    document.querySelectorAll(".part").forEach((part) => { part.hidden = part.id !== `part-${name}`; });
    const part = at(`part-${name}`);
    part.querySelectorAll("img[data-page]").forEach((image) => { image.src = pictures[image.dataset.page]; });
    select.value = name;
    at("before").disabled = name === names[0];
    at("after").disabled = name === names[names.length - 1];
  };
  const turn = (step) => { show(names[names.indexOf(select.value) + step]); window.scrollTo(0, 0); };
  select.addEventListener("change", () => show(select.value));
  at("before").addEventListener("click", () => turn(-1));
  at("after").addEventListener("click", () => turn(1));

  const save = () => {
    if (!who.value.trim()) {
      said.textContent = "Indiquez votre nom : il est gardé avec chaque correction.";
      who.setAttribute("aria-invalid", "true");
      who.focus();
      return;
    }
    who.removeAttribute("aria-invalid");
    const corrections = ready().map(({ field, verdict: found, was, now, when }) =>
      ({ field, verdict: found, was, now, who: who.value.trim(), when }));
    if (!corrections.length) {
      said.textContent = "Rien à enregistrer : marquez d’abord des valeurs comme justes ou fausses.";
      return;
    }
    const content = JSON.stringify({ corrections_version: "1.0", file_name: file, sha256, corrections }, null, 2);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${content}\n`], { type: "application/json" }));
    link.download = `${file.replace(/\.[^.]*$/, "")}.corrections.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    unsaved = false;
    said.textContent = `${corrections.length} avis enregistrés dans ${link.download}.`;
  };
  at("save").addEventListener("click", save);
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) || "null");
    if (kept) { marks = kept.marks; who.value = kept.who; }
  } catch { /* nothing was kept, or a browser may refuse */ }
  who.addEventListener("input", keep);
  document.querySelectorAll(".verdict").forEach(verdict);
  document.querySelectorAll("button.add").forEach(adder);
  show(names[0]);
  count();
})();
