"""HTML made by LaTeXML, as arXiv shows its papers, as Markdown."""
