const MOST_PX = 2048; // as `research.domain.enclosed_picture` keeps pictures
const QUALITY = 0.9;

/**
 * A picture that somebody picked as a JPEG that is quickly sent: upright, no larger than it will
 * be kept, without what the file says besides. Throws for what this browser cannot decode.
 */
export async function shrink(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, MOST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pencil = canvas.getContext("2d");
  pencil.fillStyle = "white";
  pencil.fillRect(0, 0, canvas.width, canvas.height);
  pencil.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new Error("This picture could not be drawn.");
  return new File([blob], file.name || "picture.jpg", { type: blob.type });
}
