/* What browsers leave to be done for <details>: menus close on Escape, on a
   click elsewhere and when the focus leaves; folds close when a link in them was
   followed; on paper everything is open. */

function startMenus(document) {
  for (const menu of document.querySelectorAll('.p-languages details')) {
    const close = (event) => {
      if (!menu.contains(event.type === 'focusout' ? event.relatedTarget : event.target)) menu.open = false;
    };
    menu.addEventListener('focusout', (event) => event.relatedTarget && close(event));
    document.addEventListener('click', close);
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  }

  for (const fold of document.querySelectorAll('.p-fold')) {
    fold.nextElementSibling.addEventListener('click', (event) => {
      if (event.target.closest('a')) fold.open = false;
    });
  }

  const side = document.querySelector('.p-side');
  const current = side?.querySelector('[aria-current]');
  if (current) side.scrollTop = current.offsetTop - side.clientHeight / 2;
}

function openForPrint(document) {
  const closed = [];
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('.p-body details:not([open])')) {
      details.open = true;
      closed.push(details);
    }
  });
  addEventListener('afterprint', () => closed.splice(0).forEach((details) => { details.open = false; }));
}

startMenus(document);
openForPrint(document);
