{
  let theme;
  try {
    theme = localStorage.getItem('kilowatch.theme');
  } catch {
    // Storage is forbidden: the system's theme it is.
  }
  const isChosen = theme === 'light' || theme === 'dark';
  const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = isChosen ? theme : system;
}
