const FLAGS = { mine: 1, private: 2, deleted: 4, unread: 8 };

/**
 * The room's comments as the page brings them for its timeline, column by column; each pin
 * says what a note says in its `id` and `dataset`.
 */
export function readPins(script) {
  if (!script) return [];
  const { id, at, span, kind, state, flags, carried, by, tags } = JSON.parse(script.textContent);
  let start = 0;
  return id.map((number, row) => {
    start += at[row];
    const dataset = { at: start, kind: kind[row], state: state[row], by: String(by[row]) };
    if (tags[row]) dataset.tags = tags[row];
    if (span[row]) dataset.end = start + span[row];
    if (carried[row]) dataset.carried = carried[row];
    for (const name in FLAGS) if (flags[row] & FLAGS[name]) dataset[name] = "";
    return { id: `comment-${number}`, dataset, out: false };
  });
}

/** The pin of a comment as data tells it. */
export function pinOf(said) {
  const { id, kind, state = "", start = 0, by, tags } = said;
  const dataset = { at: start, kind, state, by: String(by) };
  if (tags) dataset.tags = keysOf(tags);
  for (const name of ["end", "carried"]) if (said[name]) dataset[name] = said[name];
  for (const name in FLAGS) if (said[name]) dataset[name] = "";
  return { id: `comment-${id}`, dataset, said, out: false };
}

/** The tags that data tell of a comment, as its note's `data-tags` does. */
export function keysOf(tags) {
  return tags.map(({ id }) => id).join(" ");
}
