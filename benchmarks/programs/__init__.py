"""Programs that stand beside the reader: what Textual and httpx do by themselves."""
