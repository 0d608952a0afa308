/* Buttons that copy code. Without a clipboard (pages that came over http) they
   stay hidden. */

function startCopying(document) {
  if (!navigator.clipboard) return;
  const status = document.getElementById('p-status');

  for (const button of document.querySelectorAll('.p-copy')) {
    const name = button.textContent;
    const code = button.parentNode.querySelector('code');
    let timer;

    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ''));
      button.textContent = status.textContent = status.dataset.copied;
      button.classList.add('p-done');
      clearTimeout(timer);
      timer = setTimeout(() => {
        button.textContent = name;
        button.classList.remove('p-done');
        status.textContent = '';
      }, 2000);
    });
    button.hidden = false;
  }
}

startCopying(document);
