/* Before anything is painted: the appearance that the reader chose once. This
   alone can't wait for the module, or the page would flash in the other one. */
try {
  const theme = localStorage.getItem('portolan-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* storage is forbidden: the system's appearance stays */ }
