/* Copy buttons beside code come hidden in the page: they show where they can
   work. Prompts of a terminal are not copied. */

function offerCopies(document) {
  if (!navigator.clipboard) return;

  const textOf = (button) => {
    const code = button.parentElement.querySelector('code').cloneNode(true);
    for (const prompt of code.querySelectorAll('.p-prompt')) prompt.remove();
    return code.textContent.replace(/\n$/, '');
  };

  for (const button of document.querySelectorAll('.p-copy')) {
    button.hidden = false;
    button.ariaLive = 'polite';
  }

  /* One listener for all: code that comes into the page later is copied as well. */
  const timers = new WeakMap();

  document.addEventListener('click', async ({ target }) => {
    const button = target.closest('.p-copy');
    if (!button) return;
    const label = button.dataset.label ??= button.textContent;

    await navigator.clipboard.writeText(textOf(button));
    button.textContent = button.dataset.done;
    button.classList.add('p-done');
    clearTimeout(timers.get(button));
    timers.set(button, setTimeout(() => {
      button.textContent = label;
      button.classList.remove('p-done');
    }, 2000));
  });
}

offerCopies(document);
