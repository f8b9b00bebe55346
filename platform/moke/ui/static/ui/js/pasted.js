const LIST_STYLE = /mso-list:\s*l\d+ level(\d+)/i;
const MARKER = "[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]";
const NUMBERED = /^[(（]?(\d+|[a-z]|[ivx]+|[一二三四五六七八九十]+)[.)、．）]/i;
const BOLD_FROM = 600;

/**
 * What word processors put on the clipboard as plain, meaningful markup: their lists as
 * lists, their bold and italic as such, headings as bold paragraphs. Works on text only;
 * whoever shows the result sanitises it.
 */
export function plainMarkup(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const junk of body.querySelectorAll("style, script, meta, link, title, xml")) junk.remove();
  keepEmphasis(body);
  makeLists(body);
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) asParagraph(heading);
  return body.innerHTML;
}

/** Word writes list items as paragraphs that only look like items. */
function makeLists(body) {
  let lists = [];
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const level = Number(paragraph.getAttribute("style")?.match(LIST_STYLE)?.[1] ?? 0);
    if (!level) {
      lists = [];
      continue;
    }
    const marker = paragraph.querySelector(MARKER);
    const name = NUMBERED.test(marker?.textContent.trim() ?? "") ? "ol" : "ul";
    marker?.remove();
    lists.length = Math.min(lists.length, level);
    while (lists.length < level) lists.push(beginList(name, lists.at(-1), paragraph));
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    lists.at(-1).append(item);
    paragraph.remove();
  }
}

function beginList(name, above, paragraph) {
  const list = document.createElement(name);
  if (above?.lastElementChild) above.lastElementChild.append(list);
  else if (above) above.append(list);
  else paragraph.before(list);
  return list;
}

/** Bold and italic by style become elements; elements that style undoes are unwrapped. */
function keepEmphasis(body) {
  for (const one of [...body.querySelectorAll("[style]")]) {
    const { fontWeight, fontStyle } = one.style;
    const isBold = fontWeight === "bold" || Number(fontWeight) >= BOLD_FROM;
    if (["B", "STRONG"].includes(one.tagName)) {
      if (fontWeight && !isBold) one.replaceWith(...one.childNodes);
      continue;
    }
    if (isBold) wrapInside(one, "b");
    if (fontStyle === "italic" && !["I", "EM"].includes(one.tagName)) wrapInside(one, "i");
  }
}

function wrapInside(element, name) {
  const wrapped = document.createElement(name);
  wrapped.append(...element.childNodes);
  element.append(wrapped);
}

function asParagraph(heading) {
  const paragraph = document.createElement("p");
  wrapInside(heading, "b");
  paragraph.append(...heading.childNodes);
  heading.replaceWith(paragraph);
}
