"""Ways to deliver a message: each takes one and says how it went."""
