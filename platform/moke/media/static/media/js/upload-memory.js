const PREFIX = "moke-upload:";

/** What this browser knows of the unfinished upload for a recording; survives a reload. */
export class UploadMemory {
  constructor(recording) {
    this.key = PREFIX + recording;
  }

  /** { url, name, size, modified, sent } or null. */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  write(upload) {
    try {
      localStorage.setItem(this.key, JSON.stringify(upload));
    } catch {
      // Private windows may keep nothing: then a reload begins anew, and all else works.
    }
  }

  forget() {
    localStorage.removeItem(this.key);
  }

  /** The address to go on with, if this is the file that was being sent. */
  urlFor(file) {
    const known = this.read();
    const same =
      known?.name === file.name && known.size === file.size && known.modified === file.lastModified;
    return same ? known.url : null;
  }
}
