const AHEAD_PX = 100;

const watch = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) target.show();
  },
  { rootMargin: `${AHEAD_PX}px` },
);

/**
 * A picture that is fetched when it is about to be seen. The browser's own lazy loading
 * begins a thousand pixels ahead, which for a page of posters is all of them. The picture
 * lies in a <noscript>, so that it is there without scripts too.
 */
class LatePicture extends HTMLElement {
  connectedCallback() {
    watch.observe(this);
  }

  disconnectedCallback() {
    watch.unobserve(this);
  }

  show() {
    watch.unobserve(this);
    const picture = this.querySelector("noscript");
    if (picture) picture.outerHTML = picture.innerHTML;
  }
}

customElements.define("late-picture", LatePicture);
