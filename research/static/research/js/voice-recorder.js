const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const TICK_MS = 250;

/** Records one voice at a time from the microphone. Event: "tick" each quarter of a second. */
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
    this.recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    this.recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    this.ended = new Promise((resolve) => {
      this.recorder.addEventListener("stop", () => {
        for (const track of stream.getTracks()) track.stop();
        resolve(new Blob(pieces, { type: this.recorder.mimeType }));
        clearInterval(this.ticking);
        this.recorder = null;
      });
    });
    this.recorder.start(1000);
    this.begun = performance.now();
    this.ticking = setInterval(() => this.dispatchEvent(new Event("tick")), TICK_MS);
  }

  /** Ends; resolves with what was recorded. */
  stop() {
    if (this.recorder?.state === "recording") this.recorder.stop();
    return this.ended;
  }
}
