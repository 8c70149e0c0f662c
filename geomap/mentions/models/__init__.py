"""The trained models that ship with geomap; docs/model-card.md says how they were made."""
