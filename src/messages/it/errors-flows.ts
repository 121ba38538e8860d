export const flowErrors = {
  year_invalid: 'Scrivi l’anno con quattro cifre, per esempio 2026.',
  flows_of_districts_only:
    'Solo un distretto pubblica i suoi flussi: una rete mostra quelli dei suoi distretti.',
};
