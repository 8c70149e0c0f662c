"""The cached gazetteer: from a name to the places that bear it."""
