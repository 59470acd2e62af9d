"""Deliveries: sending what is queued, by the channels there are."""
