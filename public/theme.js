// Before the first paint: theme and language of the link, else those that the browser keeps, so that nothing flashes.
(function () {
  var parameters = new URLSearchParams(location.hash.slice(1));
  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
  function oneOf(values, candidates) {
    return candidates.find(function (candidate) {
      return values.includes(candidate);
    });
  }
  var theme = oneOf(['light', 'dark', 'system'], [parameters.get('theme'), stored('theme')]);
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  var usual = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  var language = oneOf(['en', 'zh'], [parameters.get('lang'), stored('language'), usual]);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
})();
