/* Headings get a link to themselves, and the contents of the page follow the
   scroll: the entry of the section at the top of the window is the current one. */

function linkHeadings(document) {
  const words = document.querySelector('.p-body')?.dataset.link;

  for (const heading of document.querySelectorAll('#content :is(h2, h3, h4)[id]')) {
    const link = document.createElement('a');
    link.className = 'p-extra p-anchor';
    link.href = '#' + encodeURIComponent(heading.id);
    link.ariaLabel = words + ': ' + heading.textContent;
    heading.append(link);
  }
}

function followScroll(document) {
  const links = new Map();
  for (const link of document.querySelectorAll('.p-toc a')) {
    const heading = anchored(link.hash);
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

  /* Told when a heading crosses that line, not at each step of the scroll; above
     it all are in, however far a jump leads. */
  const observer = new IntersectionObserver(mark, { rootMargin: '1000000px 0px -70%' });
  for (const heading of links.keys()) observer.observe(heading);
}

linkHeadings(document);
followScroll(document);
