"""Deliveries: messages on their way out, and when they are tried again."""
