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
    const label = button.textContent;
    let timer;

    button.hidden = false;
    button.ariaLive = 'polite';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(textOf(button));
      button.textContent = button.dataset.done;
      button.classList.add('p-done');
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.textContent = label;
        button.classList.remove('p-done');
      }, 2000);
    });
  }
}

offerCopies(document);
