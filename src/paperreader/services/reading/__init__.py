"""What is read of one paper: its full text, PDF, pictures, comments and artefacts."""
