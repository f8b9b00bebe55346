const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const PIECE_MS = 1000;
const TICK_MS = 250;

/**
 * Records one voice at a time from the microphone. Events: "tick" each quarter of a second; "end"
 * with what was recorded, also where the microphone goes away by itself.
 */
export class VoiceRecorder extends EventTarget {
  static get isPossible() {
    return Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
  }

  get isOn() {
    return Boolean(this.recorder);
  }

  /** For how long it has been recording. */
  get seconds() {
    return (performance.now() - this.begun) / 1000;
  }

  /** Begins once the microphone is there; throws where it may not be used. */
  async start() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const pieces = [];
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    this.ended = new Promise((resolve) => {
      recorder.addEventListener("stop", () => {
        for (const track of stream.getTracks()) track.stop();
        clearInterval(this.ticking);
        this.recorder = null;
        const detail = new Blob(pieces, { type: recorder.mimeType });
        this.dispatchEvent(new CustomEvent("end", { detail }));
        resolve();
      });
    });
    recorder.start(PIECE_MS);
    this.recorder = recorder;
    this.begun = performance.now();
    this.ticking = setInterval(() => this.dispatchEvent(new Event("tick")), TICK_MS);
  }

  /** Ends, if it is on; resolves after "end". */
  stop() {
    if (this.recorder?.state === "recording") this.recorder.stop();
    return this.ended;
  }
}
