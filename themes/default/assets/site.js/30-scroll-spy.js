/* The contents of the page follow the scroll: the entry of the section at the
   top of the window is the current one. */

function followScroll(document) {
  const links = new Map();
  for (const link of document.querySelectorAll('.p-toc a')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }

  const mark = () => {
    const line = innerHeight * 0.3;
    let current;
    for (const [heading, link] of links) {
      if (heading.getBoundingClientRect().top < line) current = link;
    }
    for (const link of links.values()) {
      if (link === current) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
  };

  /* Told when a heading crosses that line, not at each step of the scroll. */
  const observer = new IntersectionObserver(mark, { rootMargin: '0px 0px -70%' });
  for (const heading of links.keys()) observer.observe(heading);
}

followScroll(document);
