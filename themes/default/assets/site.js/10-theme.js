/* The switch between light, dark and the system's appearance; theme.js brings
   the choice back on the next page. */

function startThemeSwitch(document) {
  const label = document.querySelector('.p-theme');
  if (!label) return;

  const select = label.querySelector('select');
  const root = document.documentElement;
  const bars = [...document.querySelectorAll('meta[name="theme-color"]')];
  const own = bars.map((bar) => bar.content);

  const show = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    select.value = theme;
    bars.forEach((bar, i) => { bar.content = theme ? getComputedStyle(root).backgroundColor : own[i]; });
  };

  select.addEventListener('change', () => {
    show(select.value);
    try {
      if (select.value) localStorage.setItem('portolan-theme', select.value);
      else localStorage.removeItem('portolan-theme');
    } catch { /* storage is forbidden: the choice lasts for this page */ }
  });
  addEventListener('storage', (event) => {
    if (event.key === 'portolan-theme') show(event.newValue || '');
  });

  show(root.dataset.theme || '');
  label.hidden = false;
}

startThemeSwitch(document);
