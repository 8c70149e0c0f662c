"""Readers of event records that others published."""
