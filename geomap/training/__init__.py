"""How the shipped models were made, from which corpora, with which scores."""
