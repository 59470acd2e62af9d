"""Converts the HTML that LaTeXML makes, in which arXiv shows its papers, to Markdown."""
