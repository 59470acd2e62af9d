"""The Hub: its client, its API in JSON, its full texts and its pictures."""
