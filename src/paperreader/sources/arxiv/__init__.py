"""arXiv: its client, its PDFs, and its HTML as full texts."""
