"""The Hub: its connection, its API in JSON, its full texts and its pictures."""
