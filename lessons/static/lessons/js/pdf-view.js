/**
 * Shows a PDF in the page where the browser has a viewer that works in a frame. Phones show
 * one page of it or none: there the link that stands inside stays.
 */
class PdfView extends HTMLElement {
  connectedCallback() {
    const isPhone = window.matchMedia("(pointer: coarse), (max-width: 800px)").matches;
    if (!navigator.pdfViewerEnabled || isPhone || this.querySelector("iframe")) return;
    const frame = document.createElement("iframe");
    frame.src = `${this.dataset.src}#view=FitH&navpanes=0`;
    frame.title = this.dataset.title;
    this.replaceChildren(frame);
  }
}

customElements.define("pdf-view", PdfView);
