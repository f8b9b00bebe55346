const SKIP_S = 5;
const JUMP_S = 10;

const ACTIONS = {
  " ": (player) => player.toggle(),
  k: (player) => player.toggle(),
  j: (player) => player.skip(-JUMP_S),
  l: (player) => player.skip(JUMP_S),
  arrowleft: (player) => player.skip(-SKIP_S),
  arrowright: (player) => player.skip(SKIP_S),
  ",": (player) => player.step(-1),
  ".": (player) => player.step(1),
  "<": (player) => player.changeSpeed(-1),
  ">": (player) => player.changeSpeed(1),
  m: (player) => player.toggleMuted(),
  f: (player) => player.press("media-fullscreen-button"),
  c: (player) => player.toggleCaptions(),
};

const NEEDS_ITS_KEYS =
  "input, textarea, select, audio, [contenteditable], dialog, [role=slider], media-time-range, media-volume-range";
const NEEDS_SPACE = "button, a, summary, [role=button], [role=checkbox], [role=radio]";

/** Is the key meant for what has the focus, rather than for the page? */
export function isTaken(event) {
  const { target, key } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(NEEDS_ITS_KEYS) || document.querySelector("dialog:modal")) return true;
  return key === " " && Boolean(target.closest(NEEDS_SPACE));
}

/** Lets the page's keys drive the player, except while somebody types. */
export function listenForKeys(player) {
  const onKey = (event) => {
    const action = ACTIONS[event.key.toLowerCase()];
    if (!action || isTaken(event)) return;
    event.preventDefault();
    action(player);
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
