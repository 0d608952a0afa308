/* A thumbnail is a link to the whole picture. Here it opens in a dialog instead:
   Escape closes it, the arrows and a swipe go to its neighbours, a click or + and -
   change between the window's size and the picture's own. */

function startLightbox(document) {
  const links = [...document.querySelectorAll('.p-zoom')];
  const template = document.getElementById('p-lightbox');
  if (!links.length || !template) return;

  let at = 0, down = null, swiped = false;
  const dialog = template.content.firstElementChild.cloneNode(true);
  const part = (name) => dialog.querySelector('.p-lightbox-' + name);
  const view = part('view'), picture = view.firstElementChild, zoomer = part('zoom');

  const zoom = (larger, x = 0.5, y = 0.5) => {
    const able = picture.naturalWidth > view.clientWidth || picture.naturalHeight > view.clientHeight;
    const zoomed = larger && able;
    dialog.classList.toggle('p-zoomed', zoomed);
    zoomer.ariaPressed = zoomed;
    zoomer.disabled = !able;
    if (zoomed) view.scrollTo((view.scrollWidth - view.clientWidth) * x, (view.scrollHeight - view.clientHeight) * y);
  };

  const show = (index) => {
    const shown = links[index]?.querySelector('img');
    if (!shown) return;
    at = index;
    picture.alt = shown.alt;
    picture.src = links[at].href;
    part('text').textContent = shown.alt;
    part('count').textContent = links.length > 1 ? `${at + 1} / ${links.length}` : '';
    part('previous').disabled = at === 0;
    part('next').disabled = at === links.length - 1;
    zoom(false);
  };

  const isZoomed = () => dialog.classList.contains('p-zoomed');

  const keys = {
    ArrowLeft: () => isZoomed() || show(at - 1),
    ArrowRight: () => isZoomed() || show(at + 1),
    Home: () => show(0),
    End: () => show(links.length - 1),
    '+': () => zoom(true),
    '-': () => zoom(false),
  };

  picture.addEventListener('load', () => zoom(false));
  part('previous').addEventListener('click', () => show(at - 1));
  part('next').addEventListener('click', () => show(at + 1));
  zoomer.addEventListener('click', () => zoom(!isZoomed()));
  dialog.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    if (isZoomed() && event.key.startsWith('Arrow')) return;
    event.preventDefault();
    keys[event.key]();
  });
  view.addEventListener('pointerdown', (event) => { down = event; swiped = false; });
  view.addEventListener('pointerup', (event) => {
    const x = down ? event.clientX - down.clientX : 0;
    swiped = Math.abs(x) > 10;
    if (event.pointerType !== 'mouse' && !isZoomed() && Math.abs(x) > 50 && Math.abs(event.clientY - down.clientY) < Math.abs(x) / 2) {
      show(x < 0 ? at + 1 : at - 1);
    }
  });
  view.addEventListener('click', (event) => {
    if (swiped) return;
    if (event.target !== picture) dialog.close();
    else zoom(!isZoomed(), event.offsetX / picture.clientWidth, event.offsetY / picture.clientHeight);
  });
  dialog.addEventListener('close', () => {
    // It may be open again by the time that this is told.
    if (dialog.open) return;
    picture.removeAttribute('src');
    links[at].focus();
  });
  document.body.append(dialog);

  for (const [index, link] of links.entries()) {
    link.ariaHasPopup = 'dialog';
    link.addEventListener('click', (event) => {
      if (event.button || event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      show(index);
      dialog.showModal();
    });
  }
}

startLightbox(document);
