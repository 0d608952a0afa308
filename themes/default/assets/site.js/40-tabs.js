/* Tabs: sections become panels of which one is seen (WAI-ARIA's pattern "Tabs",
   where the arrows choose at once). Hidden ones are still found by the
   browser's search and by links into them. */

function startTabs(document) {
  document.querySelectorAll('.ovh__tabs').forEach((box, number) => {
    const sections = [...box.querySelectorAll(':scope > .ovh__tab')];
    const panels = sections.map((section) => section.querySelector(':scope > .ovh__tab-panel'));
    if (!sections.length || panels.includes(null)) return;

    const list = document.createElement('div');
    list.className = 'p-extra p-tabs';
    list.role = 'tablist';

    const choose = (chosen) => tabs.forEach((tab, i) => {
      tab.ariaSelected = String(i === chosen);
      tab.tabIndex = i === chosen ? 0 : -1;
      panels[i].tabIndex = tab.tabIndex;
      if (i === chosen) panels[i].removeAttribute('hidden');
      else panels[i].setAttribute('hidden', 'until-found');
    });

    const tabs = panels.map((panel, i) => {
      const title = sections[i].querySelector(':scope > .ovh__tab-title');
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.role = 'tab';
      tab.id = `p-tab-${number}-${i}`;
      tab.textContent = title?.textContent || i + 1;
      tab.setAttribute('aria-controls', panel.id ||= `p-panel-${number}-${i}`);
      tab.addEventListener('click', () => choose(i));
      if (title) title.hidden = true;
      panel.role = 'tabpanel';
      panel.setAttribute('aria-labelledby', tab.id);
      panel.addEventListener('beforematch', () => choose(i));
      list.append(tab);
      return tab;
    });

    list.addEventListener('keydown', (event) => {
      const at = tabs.indexOf(event.target);
      const forward = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
      const next = {
        ArrowRight: at + forward,
        ArrowLeft: at - forward,
        Home: 0,
        End: tabs.length - 1,
      }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const chosen = (next + tabs.length) % tabs.length;
      choose(chosen);
      tabs[chosen].focus();
    });

    box.prepend(list);
    choose(0);
  });

  const reveal = () => {
    const target = anchored(location.hash);
    const panel = target?.closest('[role="tabpanel"][hidden]');
    if (!panel) return;
    document.getElementById(panel.getAttribute('aria-labelledby')).click();
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
}

startTabs(document);
