/** Seconds of "2:31.4" or "1:02:31", or null when it is no time. */
export function secondsOf(text) {
  const parts = String(text ?? "").trim().replaceAll("：", ":").split(":");
  if (parts.length > 3 || parts.some((part) => !/^\d+(\.\d+)?$/.test(part))) return null;
  return parts.reduce((total, part) => total * 60 + Number(part), 0);
}

/** A moment to the tenth of a second, as the server reads it: 2:31.4. */
export function momentOf(seconds) {
  const tenths = Math.max(0, Math.round(seconds * 10));
  const whole = Math.floor(tenths / 10);
  const parts = [Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, "0")];
  if (whole >= 3600) parts.unshift(Math.floor(whole / 3600), String(parts.shift()).padStart(2, "0"));
  return parts.join(":") + (tenths % 10 ? `.${tenths % 10}` : "");
}
